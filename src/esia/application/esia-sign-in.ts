import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { EsiaProfile } from '../domain/esia-profile.js';
import type { EsiaSignInResult } from '../domain/sign-in-result.js';

/** What ESIA sent the browser back with: every parameter at most once. */
export type CallbackQuery = Readonly<Record<string, string | undefined>>;

@Injectable()
export class EsiaSignIn {
  begin(_input: {
    readonly regionId: Uuid;
    readonly browserToken: string;
  }): Promise<{ attemptId: Uuid; redirectTo: string }> {
    return Promise.reject(new Error('under construction'));
  }

  finish(_input: {
    readonly query: CallbackQuery;
    readonly browserToken: string | null;
  }): Promise<EsiaSignInResult> {
    return Promise.reject(new Error('under construction'));
  }

  takeProfile(_tx: EntityManager, _attemptId: Uuid): Promise<EsiaProfile | null> {
    return Promise.reject(new Error('under construction'));
  }

  wipe(_tx: EntityManager, _attemptId: Uuid): Promise<void> {
    return Promise.reject(new Error('under construction'));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SignIn } from '../domain/sign-in.js';
import { SignInsRepository } from '../store/sign-ins.repository.js';

/** Which sign-in, from which browser, and when. */
export interface SignInRequest {
  readonly signInId: Uuid;
  /** Null when the browser brought none: then nothing is its own. */
  readonly browserToken: string | null;
  readonly now: Date;
  readonly traceId: string | null;
  /** The network address that asks, where attempts are counted by it. */
  readonly address?: string | undefined;
}

/** Finds the sign-in that a browser began; that another browser asks for it is a security event (EC-101). */
@Injectable()
export class OwnSignIn {
  constructor(
    @Inject(SignInsRepository) private readonly signIns: SignInsRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Reads it; null for an unknown one and for another browser's. */
  async find(tx: EntityManager, request: SignInRequest): Promise<SignIn | null> {
    const { signInId, browserToken } = request;
    const own = browserToken === null ? null : await this.signIns.ofBrowser(tx, signInId, browserToken);
    return own ?? this.refuse(tx, request);
  }

  /** Reads it, and nobody else moves it until the transaction ends. */
  async lock(tx: EntityManager, request: SignInRequest): Promise<SignIn | null> {
    const { signInId, browserToken } = request;
    const own = browserToken === null ? null : await this.signIns.lockOfBrowser(tx, signInId, browserToken);
    return own ?? this.refuse(tx, request);
  }

  /** An id that was never given out is noise and leaves no trace: anybody can write thousands of them. */
  private async refuse(tx: EntityManager, { signInId, now, traceId }: SignInRequest): Promise<null> {
    const regionId = await this.signIns.regionOf(tx, signInId);
    if (regionId === null) return null;
    await this.audit.record(tx, {
      regionId,
      at: now,
      actor: { kind: 'system', id: null },
      action: 'sign_in.foreign_browser',
      subject: { kind: 'sign_in', id: signInId },
      reason: 'STATE_INVALID',
      traceId: traceId ?? undefined,
    });
    return null;
  }
}

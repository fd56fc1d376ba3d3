import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import { AdminSessions } from '../store/admin-sessions.repository.js';

/** Ends the session of a token; an unknown or ended one is no error. */
@Injectable()
export class EndAdminSession {
  constructor(@Inject(AdminSessions) private readonly sessions: AdminSessions) {}

  async execute(tx: EntityManager, token: string, now: Date): Promise<void> {
    await this.sessions.end(tx, hashToken(token), now);
  }

  /** Ends the sessions that an ESIA person opened up to a moment: somebody else may be using their account of ESIA (EC-102). */
  async executeAll(tx: EntityManager, esiaPersonId: Uuid, moment: Date): Promise<void> {
    await this.sessions.endAll(tx, esiaPersonId, moment);
  }
}

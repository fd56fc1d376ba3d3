import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import type { Principal } from '../domain/principal.js';
import { AdminSessions } from '../store/admin-sessions.repository.js';
import { Grants } from '../store/grants.repository.js';

/** Tells whose session a token is. Grants are read anew each time, so that the end of a grant holds at once. */
@Injectable()
export class RecognisePrincipal {
  constructor(
    @Inject(AdminSessions) private readonly sessions: AdminSessions,
    @Inject(Grants) private readonly grants: Grants,
  ) {}

  /** Null when the session is unknown or over, or when its holder has no grant any more: then it is ended. */
  async execute(tx: EntityManager, token: string, now: Date): Promise<Principal | null> {
    const tokenHash = hashToken(token);
    const session = await this.sessions.use(tx, tokenHash, now);
    if (session === null) return null;
    const grants = await this.grants.held(tx, session.esiaPersonId, dayIn(now, session.timeZone));
    if (grants.length === 0) {
      await this.sessions.end(tx, tokenHash, now);
      return null;
    }
    return { sessionId: session.id, regionId: session.regionId, esiaPersonId: session.esiaPersonId, grants };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import { hashToken } from '../../platform/crypto/tokens.js';
import type { Principal } from '../domain/principal.js';
import { AccessSettings } from '../access.settings.js';
import { AdminSessions } from '../store/admin-sessions.repository.js';
import { Grants } from '../store/grants.repository.js';

/** Tells whose session a token is. Grants are read anew each time, so that the end of a grant holds at once. */
@Injectable()
export class RecognisePrincipal {
  constructor(
    @Inject(AdminSessions) private readonly sessions: AdminSessions,
    @Inject(Grants) private readonly grants: Grants,
    @Inject(AccessSettings) private readonly settings: AccessSettings,
  ) {}

  /** Null when the session is unknown or over, or when a grant that it was opened on has ended: then it ends too (roles.md). */
  async execute(tx: EntityManager, token: string, now: Date): Promise<Principal | null> {
    const tokenHash = hashToken(token);
    const session = await this.sessions.use(tx, tokenHash, now, this.settings.idleMinutes);
    if (session === null) return null;
    const grants = await this.grants.held(tx, session.esiaPersonId, dayIn(now, session.timeZone));
    const standing = new Set(grants.map(({ id }) => id));
    if (grants.length === 0 || !session.grantIds.every((id) => standing.has(id))) {
      await this.sessions.end(tx, tokenHash, now);
      return null;
    }
    return { sessionId: session.id, regionId: session.regionId, esiaPersonId: session.esiaPersonId, grants };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { hashToken, newToken } from '../../platform/crypto/tokens.js';
import { AccessSettings } from '../access.settings.js';
import { AdminSessions } from '../store/admin-sessions.repository.js';
import { Grants } from '../store/grants.repository.js';

/** Who asks for a session; the caller has checked the ESIA level of an administrator (AUTH-06). */
export interface SessionSeeker {
  readonly region: { readonly id: Uuid; readonly timeZone: string };
  readonly person: { readonly id: Uuid; readonly snilsHmac: Buffer | null; readonly birthDate: CalendarDate };
  readonly now: Date;
  readonly traceId?: string | undefined;
}

export type AdminSessionAnswer =
  | { readonly kind: 'opened'; readonly token: string; readonly expiresAt: Date }
  | { readonly kind: 'refused'; readonly code: 'NO_ADMIN_ROLE' };

/** Opens an administrator's session: binds grants that wait for this person, and refuses whoever holds none today. */
@Injectable()
export class OpenAdminSession {
  constructor(
    @Inject(Grants) private readonly grants: Grants,
    @Inject(AdminSessions) private readonly sessions: AdminSessions,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(AccessSettings) private readonly settings: AccessSettings,
  ) {}

  async execute(
    tx: EntityManager,
    { region, person, now, traceId }: SessionSeeker,
  ): Promise<AdminSessionAnswer> {
    const actor = { kind: 'administrator', id: person.id } as const;
    const entry = { regionId: region.id, at: now, actor, traceId };
    if (person.snilsHmac !== null) {
      const { id: esiaPersonId, snilsHmac, birthDate } = person;
      const bound = await this.grants.bind(tx, { regionId: region.id, esiaPersonId, snilsHmac, birthDate });
      const events = bound.map((id) => ({ ...entry, action: 'grant.bound', subject: { kind: 'grant', id } }));
      await this.audit.recordAll(tx, events);
    }
    const held = await this.grants.holdOn(tx, person.id, dayIn(now, region.timeZone));
    if (held.length === 0) {
      await this.audit.record(tx, { ...entry, action: 'admin_session.refused', reason: 'NO_ADMIN_ROLE' });
      return { kind: 'refused', code: 'NO_ADMIN_ROLE' };
    }
    const token = newToken();
    const expiresAt = new Date(now.getTime() + this.settings.sessionHours * 3_600_000);
    await this.sessions.open(tx, {
      regionId: region.id,
      esiaPersonId: person.id,
      grantIds: held.map(({ id }) => id),
      tokenHash: hashToken(token),
      now,
      expiresAt,
    });
    await this.audit.record(tx, { ...entry, action: 'admin_session.opened' });
    return { kind: 'opened', token, expiresAt };
  }
}

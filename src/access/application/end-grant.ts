import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { stateOfGrant } from '../domain/appointment.js';
import type { Principal } from '../domain/principal.js';
import { AdminSessions } from '../store/admin-sessions.repository.js';
import { type Grant, GrantReadings } from '../store/grant-readings.repository.js';

/** Who appoints, when, under which request. */
export interface GrantAct {
  readonly principal: Principal;
  readonly now: Date;
  readonly traceId: string | undefined;
}

/** Ends a grant at once, and every session that was opened on it, whoever of those who may does it. */
@Injectable()
export class EndGrant {
  constructor(
    @Inject(GrantReadings) private readonly grants: GrantReadings,
    @Inject(AdminSessions) private readonly sessions: AdminSessions,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @param grant held by this transaction, within the reach of who ends it
   * @throws DomainError `GRANT_OVER`
   */
  async execute(
    tx: EntityManager,
    { principal, now, traceId }: GrantAct,
    grant: Grant,
    { today, reason }: { readonly today: CalendarDate; readonly reason: string },
  ): Promise<void> {
    const id: Uuid = grant.id;
    const state = stateOfGrant(grant, today);
    if (state === 'ended' || state === 'expired') throw new DomainError('GRANT_OVER', 'conflict', { state });
    await this.grants.end(tx, id, { at: now, by: principal.esiaPersonId, reason });
    const holder = grant.esiaPersonId;
    const sessions = holder === null ? 0 : await this.sessions.endOfGrant(tx, holder, id, now);
    await this.audit.record(tx, {
      ...{ regionId: principal.regionId, at: now, action: 'grant.ended', reason, traceId },
      actor: { kind: 'administrator', id: principal.esiaPersonId },
      subject: { kind: 'grant', id },
      ...(grant.schoolId === null ? {} : { schoolId: grant.schoolId }),
      facts: { role: grant.role, sessions_ended: sessions },
    });
  }
}

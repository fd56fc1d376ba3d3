import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { AccessSettings } from '../access.settings.js';
import type { Principal } from '../domain/principal.js';
import { AdminSessions, type OwnSession } from '../store/admin-sessions.repository.js';

/** An administrator's own sessions: where they are signed in, and the end of what they forgot (ASVS 5.0 V7.5.2). */
@Injectable()
export class OwnSessions {
  constructor(
    @Inject(AdminSessions) private readonly sessions: AdminSessions,
    @Inject(AccessSettings) private readonly settings: AccessSettings,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Live ones only, the newest first. */
  list(tx: EntityManager, { esiaPersonId }: Principal, now: Date): Promise<OwnSession[]> {
    return this.sessions.own(tx, esiaPersonId, now, this.settings.idleMinutes);
  }

  /** @throws DomainError `NOT_FOUND` for a session that is over, or somebody else's */
  async end(tx: EntityManager, principal: Principal, id: Uuid, act: SessionAct): Promise<void> {
    const ended = await this.sessions.endOwn(tx, this.whose(principal, act), { only: id });
    if (ended.length === 0) throw new DomainError('NOT_FOUND', 'not_found');
    await this.record(tx, principal, ended, act);
  }

  /** Ends all but the one in which it is asked; returns how many. */
  async endOthers(tx: EntityManager, principal: Principal, act: SessionAct): Promise<number> {
    const ended = await this.sessions.endOwn(tx, this.whose(principal, act), { allBut: principal.sessionId });
    await this.record(tx, principal, ended, act);
    return ended.length;
  }

  private whose({ esiaPersonId }: Principal, { now }: SessionAct) {
    return { esiaPersonId, now, idleMinutes: this.settings.idleMinutes };
  }

  private async record(
    tx: EntityManager,
    { regionId, esiaPersonId }: Principal,
    ended: readonly Uuid[],
    { now, traceId }: SessionAct,
  ): Promise<void> {
    const actor = { kind: 'administrator', id: esiaPersonId } as const;
    const entry = { regionId, at: now, actor, action: 'admin_session.ended', traceId };
    await this.audit.recordAll(
      tx,
      ended.map((id) => ({ ...entry, subject: { kind: 'admin_session', id } })),
    );
  }
}

/** When, under which request. */
export interface SessionAct {
  readonly now: Date;
  readonly traceId: string | undefined;
}

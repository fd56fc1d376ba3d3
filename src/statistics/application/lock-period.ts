import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditEvent, AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { MissingSchool } from '../domain/missing-schools.js';
import { type HeldPeriod, type LockedRecord, PeriodLocks } from '../store/period-locks.repository.js';
import { PublishFigures } from './publish-figures.js';
import type { ReportsAct } from './reports-act.js';

/** How the ministry locks. */
export interface LockOrder {
  readonly periodId: Uuid;
  /** Its own words on missing schools; where it says nothing, those of the roll-up stand, else what the state says. */
  readonly reasons: readonly MissingSchool[];
  /** In a period that is locked already: corrections that are not accepted end as missing, else they are left alone. */
  readonly endsCorrections: boolean;
}

/** What a lock has done; a repeated one does nothing and tells the same publication. */
export interface PeriodLock {
  readonly publication: number;
  readonly reports: readonly LockedRecord[];
  readonly rollups: readonly LockedRecord[];
}

/** The ministry locks a period (e.4): every report and roll-up at once, and publishes the accepted ones. */
@Injectable()
export class LockPeriod {
  constructor(
    @Inject(PeriodLocks) private readonly locks: PeriodLocks,
    @Inject(PublishFigures) private readonly publishing: PublishFigures,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND */
  async execute(tx: EntityManager, act: ReportsAct, order: LockOrder): Promise<PeriodLock> {
    const period = await this.locks.hold(tx, act.reach.regionId, order.periodId);
    if (period === null || !act.reach.wholeRegion) throw new DomainError('NOT_FOUND', 'not_found');
    const { reasons, endsCorrections } = order;
    const withMissing = period.state === 'open' || endsCorrections;
    const locking = { actor: act.actor, at: act.now, withMissing, reasons };
    const rollups = await this.locks.lockRollups(tx, period.id, locking);
    const reports = await this.locks.lockReports(tx, period.id, locking);
    await this.locks.close(tx, period.id, act.administratorId, act.now);
    const isNew = period.state === 'open' || reports.length + rollups.length > 0;
    const publication = await this.publishing.execute(tx, act, period, { isNew });
    if (isNew) await this.tell(tx, act, period, { publication, reports, rollups });
    return { publication, reports, rollups };
  }

  private async tell(
    tx: EntityManager,
    act: ReportsAct,
    { id: periodId, regionId }: HeldPeriod,
    { publication, reports, rollups }: PeriodLock,
  ): Promise<void> {
    const told = { regionId, at: act.now, actor: act.actor, traceId: act.traceId ?? undefined };
    const counts = { reports: reports.length, missing: reports.filter(({ missing }) => missing).length };
    const ofRecord = (
      kind: 'report' | 'rollup',
      { id, unitId, missing, reason }: LockedRecord,
    ): AuditEvent => ({
      ...{ ...told, action: `${kind}.lock`, subject: { kind, id }, facts: { periodId, missing } },
      ...(reason === null ? {} : { reason }),
      ...(kind === 'report' ? { schoolId: unitId } : {}),
    });
    await this.audit.recordAll(tx, [
      {
        ...{ ...told, action: 'report_period.locked', subject: { kind: 'report_period', id: periodId } },
        facts: { publication, ...counts, rollups: rollups.length },
      },
      ...reports.map((record) => ofRecord('report', record)),
      ...rollups.map((record) => ofRecord('rollup', record)),
    ]);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Region } from '../../territory/index.js';
import type { KeptSnapshot } from '../domain/snapshot.js';
import { type AgeBasis, statisticsDay } from '../domain/statistics-day.js';
import { Snapshots } from '../store/snapshots.repository.js';

/** Which day of which region is to be kept. */
export interface SnapshotOrder {
  readonly region: Pick<Region, 'id' | 'timeZone'>;
  readonly day: CalendarDate;
  readonly basis?: AgeBasis;
  readonly now: Date;
}

/** Freezes the numbers of a day (STAT-01). Asked twice, also at once by two servers, it keeps one snapshot. */
@Injectable()
export class TakeSnapshot {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The newest snapshot of the day, taken now if there is none; null for a day before the region's first import (EC-140).
   *
   * @throws DomainError `STATISTICS_DAY_NOT_OVER` while the day goes on in the region
   */
  async execute({ region, day, basis = 'as_of_date', now }: SnapshotOrder): Promise<KeptSnapshot | null> {
    const today = dayIn(now, region.timeZone);
    if (day >= today) throw new DomainError('STATISTICS_DAY_NOT_OVER', 'invalid', { as_of: day, today });
    const known = await this.unitOfWork.direct((tx) => this.snapshots.find(tx, region.id, day, basis));
    if (known !== null) return known;
    await this.unitOfWork.direct((tx) => this.snapshots.keepMonths(tx, day));
    const isInTime = day === addDays(today, -1);
    return this.unitOfWork.run(async (tx) => {
      await this.snapshots.lock(tx, region.id, basis);
      const taken = await this.snapshots.find(tx, region.id, day, basis);
      if (taken !== null) return taken;
      const first = await this.snapshots.firstDay(tx, region.id);
      if (first === null || day < first) return null;
      const cause = isInTime ? ('daily' as const) : ('caught_up' as const);
      const what = { regionId: region.id, day: statisticsDay(day, region.timeZone, basis), cause, now };
      const snapshot = await this.snapshots.add(tx, what, isInTime);
      const { id, revision } = snapshot;
      await this.audit.record(tx, {
        ...{
          regionId: region.id,
          at: now,
          actor: { kind: 'system', id: null },
          action: 'statistics.snapshot_taken',
        },
        subject: { kind: 'statistics_snapshot', id },
        facts: { as_of: day, age_basis: basis, revision, cause },
      });
      return snapshot;
    });
  }
}

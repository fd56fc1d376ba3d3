import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging/log.js';
import { type Region, Territory } from '../../territory/index.js';
import type { KeptSnapshot } from '../domain/snapshot.js';
import { Snapshots } from '../store/snapshots.repository.js';
import { RestateDays } from './restate-days.js';
import { statisticsMetrics } from './statistics-metrics.js';
import { TakeSnapshot } from './take-snapshot.js';

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 600_000;
/** A server that was off for long catches up so many days a minute, and no further back than a school year and its summer. */
const DAYS_AT_ONCE = 10;
const FURTHEST_BACK = 400;

/** The day is frozen soon after midnight of its region (STAT-01); days that were missed follow in their order. */
@Injectable()
export class SnapshotJobs implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(TakeSnapshot) private readonly takeSnapshot: TakeSnapshot,
    @Inject(RestateDays) private readonly restateDays: RestateDays,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Log) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'statistics.snapshots', everyMs: MINUTE_MS, run: (now) => this.take(now) });
    this.jobs.add({ name: 'statistics.restate', everyMs: TEN_MINUTES_MS, run: (now) => this.restate(now) });
  }

  private async take(now: Date): Promise<void> {
    for (const region of await this.regions()) {
      for (const day of await this.missingDays(region, now)) {
        const snapshot = await this.takeSnapshot.execute({ region, day, now });
        if (snapshot === null) continue;
        statisticsMetrics.snapshots.inc({ cause: snapshot.cause });
        await this.check(snapshot, now);
      }
    }
  }

  private async restate(now: Date): Promise<void> {
    for (const region of await this.regions()) {
      const kept = await this.restateDays.execute(region, now);
      statisticsMetrics.snapshots.inc({ cause: 'restated' }, kept);
    }
  }

  private regions(): Promise<readonly Region[]> {
    return this.unitOfWork.direct((tx) => this.territory.regions(tx));
  }

  /** The days after the last snapshot up to yesterday, the earliest first. */
  private async missingDays({ id, timeZone }: Region, now: Date): Promise<readonly CalendarDate[]> {
    const yesterday = addDays(dayIn(now, timeZone), -1);
    const [newest, first] = await this.unitOfWork.direct(async (tx) => [
      await this.snapshots.newest(tx, id, 'as_of_date'),
      await this.snapshots.firstDay(tx, id),
    ]);
    if (first === null) return [];
    const from = [first, addDays(yesterday, 1 - FURTHEST_BACK)];
    if (newest !== null) from.push(addDays(newest.asOf, 1));
    const days: CalendarDate[] = [];
    for (
      let day = from.reduce((latest, one) => (one > latest ? one : latest));
      day <= yesterday && days.length < DAYS_AT_ONCE;
      day = addDays(day, 1)
    )
      days.push(day);
    return days;
  }

  /** f.0.8: a pupil in two schools, or a region that is not the sum of its schools, is an alert and not a number. */
  private async check(snapshot: KeptSnapshot, now: Date): Promise<void> {
    const { id, regionId, asOf } = snapshot;
    const [sums, twice] = await this.unitOfWork.direct(async (tx) => [
      await this.snapshots.brokenSums(tx, snapshot),
      await this.snapshots.countedTwice(tx, regionId, asOf),
    ]);
    if (sums === 0 && twice === 0) return;
    const facts = { as_of: asOf, broken_sums: sums, counted_twice: twice };
    statisticsMetrics.broken.inc();
    this.log.error('statistics.integrity_failed', { snapshot: id, ...facts });
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, {
        ...{ regionId, at: now, actor: { kind: 'system', id: null }, action: 'statistics.integrity_failed' },
        ...{ subject: { kind: 'statistics_snapshot', id }, facts },
      }),
    );
  }
}

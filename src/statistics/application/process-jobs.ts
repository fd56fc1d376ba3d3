import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { addDays, type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { type Region, Territory } from '../../territory/index.js';
import { statisticsDay } from '../domain/statistics-day.js';
import { ProcessDays } from '../store/process-days.repository.js';

const FIVE_MINUTES_MS = 300_000;
/** Days that were missed follow in their order, so many at a run, and not further back than a month. */
const DAYS_AT_ONCE = 5;
const FURTHEST_BACK = 31;

/** Freezes the process indicators of a day after it has ended in its region (f.5). Twice, or by two servers, it is once. */
@Injectable()
export class ProcessJobs implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ProcessDays) private readonly days: ProcessDays,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'statistics.process', everyMs: FIVE_MINUTES_MS, run: (now) => this.take(now) });
  }

  private async take(now: Date): Promise<void> {
    const regions = await this.unitOfWork.direct((tx) => this.territory.regions(tx));
    for (const region of regions) {
      for (const day of await this.missing(region, now)) await this.takeDay(region, day, now);
    }
  }

  private async takeDay({ id: regionId, timeZone }: Region, day: CalendarDate, now: Date): Promise<void> {
    const isInTime = day === addDays(dayIn(now, timeZone), -1);
    const { moment } = statisticsDay(day, timeZone);
    await this.unitOfWork.run(async (tx) => {
      const rows = await this.days.take(tx, { regionId, day, moment, now, isInTime });
      if (rows === 0) return;
      await this.audit.record(tx, {
        ...{ regionId, at: now, actor: { kind: 'system', id: null }, action: 'statistics.process_taken' },
        facts: { as_of: day, rows, in_time: isInTime },
      });
    });
  }

  /** The days after the last counted one up to yesterday, the earliest first. */
  private async missing({ id, timeZone }: Region, now: Date): Promise<readonly CalendarDate[]> {
    const yesterday = addDays(dayIn(now, timeZone), -1);
    const [newest, first] = await this.unitOfWork.direct(async (tx) => [
      await this.days.newest(tx, id, null),
      await this.days.firstDay(tx, id),
    ]);
    if (first === null) return [];
    const candidates = [first, addDays(yesterday, 1 - FURTHEST_BACK)];
    if (newest !== null) candidates.push(addDays(newest, 1));
    const from = candidates.reduce((latest, one) => (one > latest ? one : latest));
    const days: CalendarDate[] = [];
    for (let day = from; day <= yesterday && days.length < DAYS_AT_ONCE; day = addDays(day, 1))
      days.push(day);
    return days;
  }
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, type CalendarDate, dayIn, startOfDay } from '../../kernel/calendar-date.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { type Region, Territory } from '../../territory/index.js';
import {
  campaignTo,
  type DayPair,
  endOfMonthBefore,
  lastSunday,
  monthTo,
  weekTo,
} from '../domain/growth-windows.js';
import { statisticsDay } from '../domain/statistics-day.js';
import { GrowthDecompositions } from '../store/growth-decompositions.repository.js';
import { Snapshots } from '../store/snapshots.repository.js';
import { StatisticsPolicies } from './statistics-policy.js';

const TEN_MINUTES_MS = 600_000;
/** Long enough for a report and its correction; whatever is asked for later is computed again. */
const REMEMBERED_DAYS = 100;

/** Reasons of growth of the standard windows, ready before anybody asks for them in the morning (STAT-03). */
@Injectable()
export class GrowthJobs implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(StatisticsPolicies) private readonly policies: StatisticsPolicies,
    @Inject(GrowthDecompositions) private readonly decompositions: GrowthDecompositions,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'statistics.growth', everyMs: TEN_MINUTES_MS, run: (now) => this.run(now) });
  }

  /** A window that is remembered and still holds costs one look-up; another revision of a day makes it anew. */
  private async run(now: Date): Promise<void> {
    for (const region of await this.unitOfWork.direct((tx) => this.territory.regions(tx))) {
      for (const days of await this.windows(region, now)) await this.compute(region, days, now);
    }
    const before = new Date(now.getTime() - REMEMBERED_DAYS * 86_400_000);
    await this.unitOfWork.run((tx) => this.decompositions.forget(tx, before));
  }

  /** Nothing before yesterday is frozen: until then its windows would be computed of a day that may still change. */
  private async windows({ id, timeZone }: Region, now: Date): Promise<readonly DayPair[]> {
    const today = dayIn(now, timeZone);
    const yesterday = addDays(today, -1);
    return this.unitOfWork.direct(async (tx) => {
      const first = await this.snapshots.firstDay(tx, id);
      const newest = await this.snapshots.newest(tx, id, 'as_of_date');
      if (first === null || newest === null || newest.asOf < yesterday) return [];
      const { campaignStartedOn } = await this.policies.read(tx, id);
      return standardWindows(today, yesterday, campaignStartedOn).filter(({ from }) => from >= first);
    });
  }

  private async compute({ id: regionId, timeZone }: Region, days: DayPair, now: Date): Promise<void> {
    const freshSince = startOfDay(dayIn(now, timeZone), timeZone);
    await this.unitOfWork.run(async (tx) => {
      const key = { ...days, regionId, level: 'region', unitId: regionId, basis: 'as_of_date' } as const;
      if ((await this.decompositions.find(tx, key, freshSince)) !== null) return;
      const [from, to] = [statisticsDay(days.from, timeZone), statisticsDay(days.to, timeZone)];
      await this.decompositions.keep(tx, { regionId, from, to, only: null, now });
    });
  }
}

/** Up to yesterday, and the last whole week and month; the same two days are computed once. */
function standardWindows(
  today: CalendarDate,
  yesterday: CalendarDate,
  campaignStartedOn: CalendarDate | null,
): readonly DayPair[] {
  const campaign = campaignTo(yesterday, campaignStartedOn);
  const all = [
    ...[weekTo(yesterday), weekTo(lastSunday(today)), monthTo(yesterday), monthTo(endOfMonthBefore(today))],
    ...(campaign === null ? [] : [campaign]),
  ];
  return [...new Map(all.map((pair) => [`${pair.from} ${pair.to}`, pair])).values()];
}

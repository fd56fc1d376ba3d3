import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { addDays, type CalendarDate, dayIn, startOfDay } from '../../kernel/calendar-date.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Region } from '../../territory/index.js';
import { type AgeBasis, statisticsDay } from '../domain/statistics-day.js';
import { Snapshots } from '../store/snapshots.repository.js';
import { StaleDays } from '../store/stale-days.repository.js';

/** How many snapshots one run counts again; the next run goes on where it stopped. */
const AT_ONCE = 20;

type Place = Pick<Region, 'id' | 'timeZone'>;

/**
 * Counts days again whose past was changed after they were counted (STAT-09, EC-119). What was changed on a day is worked off
 * after that day's midnight, so that one night makes one revision of a day. A snapshot never changes: where a number differs,
 * another revision is kept beside it.
 */
@Injectable()
export class RestateDays {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Snapshots) private readonly snapshots: Snapshots,
    @Inject(StaleDays) private readonly staleDays: StaleDays,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Returns how many revisions were kept. */
  async execute(region: Place, now: Date): Promise<number> {
    const midnight = startOfDay(dayIn(now, region.timeZone), region.timeZone);
    const span = await this.unitOfWork.direct((tx) => this.staleDays.due(tx, region.id, midnight));
    if (span === null) return 0;
    const days = await this.unitOfWork.direct((tx) =>
      this.staleDays.days(tx, region.id, span.since, AT_ONCE + 1),
    );
    let kept = 0;
    for (const [index, { day, basis }] of days.slice(0, AT_ONCE).entries()) {
      if (await this.restate(region, day, basis, now)) kept += 1;
      // A day of two bases is not over before both are.
      if (days[index + 1]?.day !== day) {
        await this.unitOfWork.direct((tx) => this.staleDays.moveOn(tx, span, addDays(day, 1)));
      }
    }
    if (days.length <= AT_ONCE) await this.unitOfWork.direct((tx) => this.staleDays.forget(tx, span));
    return kept;
  }

  private restate(region: Place, day: CalendarDate, basis: AgeBasis, now: Date): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      await this.snapshots.lock(tx, region.id, basis);
      const last = await this.snapshots.find(tx, region.id, day, basis);
      if (last === null) return false;
      const counted = statisticsDay(day, region.timeZone, basis);
      const what = { regionId: region.id, day: counted, cause: 'restated' as const, now };
      const restated = await this.snapshots.addIfDifferent(tx, what, last);
      if (restated === null) return false;
      await this.audit.record(tx, {
        ...{
          regionId: region.id,
          at: now,
          actor: { kind: 'system', id: null },
          action: 'statistics.restated',
        },
        subject: { kind: 'statistics_snapshot', id: restated.id },
        facts: { as_of: day, age_basis: basis, revision: restated.revision, before: last.id },
      });
      return true;
    });
  }
}

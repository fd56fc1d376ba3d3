import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import { type CalendarPeriod, firstAllowed } from './calendar.js';
import { type RoleWave, WAVES } from './campaign-phase.js';

/** People learn of the end of their passwords so many days before it (e.3, `start`). */
export const NOTICE_DAYS = 60;

/**
 * The cut-over dates of a school that comes later than the region's schedule: the schedule's own where they lie far enough
 * ahead, else the first allowed day that does; never before the wave before it. Waves without a schedule have none.
 *
 * @param schedule by wave, in any state of the calendar
 * @param periods those that hold at the school
 */
export function inheritedDates(
  schedule: ReadonlyMap<RoleWave, CalendarDate>,
  today: CalendarDate,
  periods: readonly CalendarPeriod[],
): ReadonlyMap<RoleWave, CalendarDate> {
  let earliest = addDays(today, NOTICE_DAYS);
  const dates = new Map<RoleWave, CalendarDate>();
  for (const wave of WAVES) {
    const planned = schedule.get(wave);
    if (planned === undefined) continue;
    earliest = firstAllowed(planned > earliest ? planned : earliest, periods);
    dates.set(wave, earliest);
  }
  return dates;
}

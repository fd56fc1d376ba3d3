import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';

/** A period in which nobody works, both ends included. */
export interface Holiday {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** Non-working holidays of every year, `MM-DD` (ТК РФ, ст. 112); moved days off come from the region's calendar. */
const YEARLY: readonly (readonly [from: string, to: string])[] = [
  ['01-01', '01-08'],
  ['02-23', '02-23'],
  ['03-08', '03-08'],
  ['05-01', '05-01'],
  ['05-09', '05-09'],
  ['06-12', '06-12'],
  ['11-04', '11-04'],
];

/** True when offices work on the day: no Saturday, no Sunday, no holiday. */
export function isWorkingDay(day: CalendarDate, holidays: readonly Holiday[]): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  const ofYear = day.slice(5);
  if (YEARLY.some(([from, to]) => ofYear >= from && ofYear <= to)) return false;
  return !holidays.some(({ startsOn, endsOn }) => day >= startsOn && day <= endsOn);
}

/**
 * The last of `count` working days, of which the first is the one after `from`: a period begins on the day after the event
 * (ГК РФ, ст. 191).
 */
export function addWorkingDays(
  from: CalendarDate,
  count: number,
  holidays: readonly Holiday[],
): CalendarDate {
  let day = from;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

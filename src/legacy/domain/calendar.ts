import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';

/** What a row of the calendar is about. */
export const CALENDAR_KINDS = ['exam', 'quarter_end', 'vacation', 'holiday'] as const;

export type CalendarKind = (typeof CALENDAR_KINDS)[number];

/** Days of a region or of one school; `endsOn` is the last of them. */
export interface CalendarPeriod {
  readonly kind: CalendarKind;
  readonly name: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** Why no cut-over may fall on a day, and from which day on one may again think of it. */
export interface Forbidden {
  readonly kind: CalendarKind | 'school_start';
  readonly name: string;
  readonly endsOn: CalendarDate;
}

/** Nobody loses a password while the school year begins: 25 August to 15 September, every year. */
const SCHOOL_START = { from: '08-25', to: '09-15', name: 'начало учебного года' } as const;

/** From 1 June to 31 August nobody goes to school. */
const SUMMER = { from: '06-01', to: '08-31' } as const;

const FORBIDDING: ReadonlySet<CalendarKind> = new Set(['exam', 'quarter_end', 'vacation']);
const FREE: ReadonlySet<CalendarKind> = new Set(['vacation', 'holiday']);

/**
 * What forbids a cut-over on a day, null when nothing does: the beginning of the school year, exams, ends of quarters,
 * vacations (EC-107, LEG-07). Of several that overlap the one that ends last. A holiday forbids nothing.
 *
 * @param periods those of the region and of the school, in any order
 */
export function forbiddenOn(day: CalendarDate, periods: readonly CalendarPeriod[]): Forbidden | null {
  const found: Forbidden[] = periods
    .filter(({ kind }) => FORBIDDING.has(kind))
    .filter((one) => covers(one, day));
  if (within(day, SCHOOL_START)) {
    const endsOn = `${day.slice(0, 4)}-${SCHOOL_START.to}` as CalendarDate;
    found.push({ kind: 'school_start', name: SCHOOL_START.name, endsOn });
  }
  return found.reduce<Forbidden | null>(
    (last, one) => (last === null || one.endsOn > last.endsOn ? one : last),
    null,
  );
}

/** True when no cut-over may fall on the day; see {@link forbiddenOn}. */
export function isForbidden(day: CalendarDate, periods: readonly CalendarPeriod[]): boolean {
  return forbiddenOn(day, periods) !== null;
}

/**
 * The day itself, or the first one after it on which a cut-over may fall.
 *
 * @throws RangeError when the calendar forbids every day until 2100
 */
export function firstAllowed(day: CalendarDate, periods: readonly CalendarPeriod[]): CalendarDate {
  let candidate = day;
  for (;;) {
    const forbidden = forbiddenOn(candidate, periods);
    if (forbidden === null) return candidate;
    candidate = addDays(forbidden.endsOn, 1);
  }
}

/** True on a day of lessons: no Sunday, no summer, no vacation, no holiday. Saturdays are days of lessons. */
export function isSchoolDay(day: CalendarDate, periods: readonly CalendarPeriod[]): boolean {
  if (isSunday(day) || within(day, SUMMER)) return false;
  return !periods.some((one) => FREE.has(one.kind) && covers(one, day));
}

/**
 * The day that begins the last `n` school days before `day`: from it on, and before `day`, lie `n` of them. `day` itself
 * is not counted, whatever it is; for `n` = 0 it is the answer. «Login in the last 30 school days» is a login on or after
 * `schoolDaysBack(today, 30, …)` (e.3).
 *
 * @throws RangeError when `n` is no whole number from 0, or 1900 is reached
 */
export function schoolDaysBack(
  day: CalendarDate,
  n: number,
  periods: readonly CalendarPeriod[],
): CalendarDate {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('the number of school days must be whole');
  let first = day;
  for (let left = n; left > 0;) {
    first = addDays(first, -1);
    if (isSchoolDay(first, periods)) left -= 1;
  }
  return first;
}

function covers(period: CalendarPeriod, day: CalendarDate): boolean {
  return period.startsOn <= day && day <= period.endsOn;
}

function within(day: CalendarDate, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const ofYear = day.slice(5);
  return from <= ofYear && ofYear <= to;
}

function isSunday(day: CalendarDate): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
}

import { addDays, type CalendarDate, daysBetween, parseCalendarDate } from '../../kernel/calendar-date.js';

/** The standard windows of f.3; any other pair of days is asked for by its days. */
export const GROWTH_WINDOWS = ['week', 'month', 'campaign'] as const;
export type GrowthWindow = (typeof GROWTH_WINDOWS)[number];

/** Two civil days of a region whose numbers are compared, `from` not after `to`. */
export interface DayPair {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const A_MONDAY = '1970-01-05' as CalendarDate;

/** D−7 to D. */
export function weekTo(day: CalendarDate): DayPair {
  return { from: addDays(day, -7), to: day };
}

/** From the last day of the month before; of a month's last day it is the whole month. */
export function monthTo(day: CalendarDate): DayPair {
  return { from: endOfMonthBefore(day), to: day };
}

/** I-24; null while the region has named no start, and for a day before it. */
export function campaignTo(day: CalendarDate, startedOn: CalendarDate | null): DayPair | null {
  return startedOn === null || startedOn > day ? null : { from: startedOn, to: day };
}

/** «To deadline»: from the day of the last accepted report; null while none is accepted, and «—» stands. */
export function acceptedTo(day: CalendarDate, lastAccepted: CalendarDate | null): DayPair | null {
  return lastAccepted === null || lastAccepted > day ? null : { from: lastAccepted, to: day };
}

/** The Sunday that ends the last whole ISO week before today: on a Monday, yesterday. */
export function lastSunday(today: CalendarDate): CalendarDate {
  const sinceMonday = ((daysBetween(A_MONDAY, today) % 7) + 7) % 7;
  return addDays(today, -sinceMonday - 1);
}

/** The last day of the month before the day's. */
export function endOfMonthBefore(day: CalendarDate): CalendarDate {
  const first = parseCalendarDate(`${day.slice(0, 7)}-01`);
  if (first === null) throw new RangeError('a day without a first of its month');
  return addDays(first, -1);
}

/**
 * The days of a window where only the window is asked for: the last whole week or month, and for the campaign yesterday, the
 * last day that is over. `to` chosen by the asker wins. Null: the campaign has no start yet.
 */
export function windowOf(
  window: GrowthWindow,
  asked: { readonly to: CalendarDate | null; readonly today: CalendarDate },
  campaignStartedOn: CalendarDate | null,
): DayPair | null {
  switch (window) {
    case 'week':
      return weekTo(asked.to ?? lastSunday(asked.today));
    case 'month':
      return monthTo(asked.to ?? endOfMonthBefore(asked.today));
    case 'campaign':
      return campaignTo(asked.to ?? addDays(asked.today, -1), campaignStartedOn);
  }
}

/**
 * `newAcademicYear`: between the two days lies the night to a 1 September. First-graders join and graduates leave, so a level
 * may fall while the campaign goes well; I-23 is shown beside.
 */
export function crossesNewAcademicYear({ from, to }: DayPair): boolean {
  const firstBell = `${from.slice(0, 4)}-09-01`;
  const next = `${String(Number(from.slice(0, 4)) + 1)}-09-01`;
  return from < firstBell ? firstBell <= to : next <= to;
}

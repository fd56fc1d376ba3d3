import { addDays, type CalendarDate, parseCalendarDate, startOfDay } from '../../kernel/calendar-date.js';

/** On which day ages are counted: on the day itself, or on 1 January of the next year for control with federal forms (f.0.2). */
export const AGE_BASES = ['as_of_date', 'jan1_next'] as const;
export type AgeBasis = (typeof AGE_BASES)[number];

/** A civil day of a region as statistics counts it. */
export interface StatisticsDay {
  readonly day: CalendarDate;
  /** T(D) of f.0.1: the start of the next civil day in the region's zone; what happened before it counts. */
  readonly moment: Date;
  readonly ageBasis: AgeBasis;
  readonly ageDay: CalendarDate;
}

/**
 * The day `D` in a region: 22:00 in Kaliningrad belongs to it while Novokuznetsk writes the next one (EC-120).
 *
 * @param timeZone IANA name, the region's
 */
export function statisticsDay(
  day: CalendarDate,
  timeZone: string,
  ageBasis: AgeBasis = 'as_of_date',
): StatisticsDay {
  return {
    day,
    moment: startOfDay(addDays(day, 1), timeZone),
    ageBasis,
    ageDay: ageBasis === 'as_of_date' ? day : firstOfNextYear(day),
  };
}

function firstOfNextYear(day: CalendarDate): CalendarDate {
  const first = parseCalendarDate(`${String(Number(day.slice(0, 4)) + 1)}-01-01`);
  if (first === null) throw new RangeError('a day outside 1900–2100');
  return first;
}

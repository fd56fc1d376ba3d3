import { addDays, type CalendarDate, startOfDay } from '../../kernel/calendar-date.js';

/** The days of a period as the ministry names them. */
export interface PeriodDays {
  readonly firstDay: CalendarDate;
  readonly asOf: CalendarDate;
  readonly dueOn: CalendarDate;
}

/**
 * «До 15 сентября» includes the 15th: the moment strictly before which a report is in time is the start of the next civil day
 * in the zone of the term (EC-121). Null for a zone that does not exist.
 */
export function dueBefore(dueOn: CalendarDate, zone: string): Date | null {
  try {
    return startOfDay(addDays(dueOn, 1), zone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Who is obliged is judged before the numbers are taken, and the term lies not before their day. */
export function daysInOrder({ firstDay, asOf, dueOn }: PeriodDays): boolean {
  return firstDay <= asOf && asOf <= dueOn;
}

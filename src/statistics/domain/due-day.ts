import { addDays, type CalendarDate, startOfDay } from '../../kernel/calendar-date.js';

/**
 * «До 15 сентября» takes the whole day in (EC-121): the start of the day after, in the zone of the term.
 *
 * @returns null when that moment is over: a new term lies ahead
 */
export function dueBeforeOf(dueOn: CalendarDate, timeZone: string, now: Date): Date | null {
  const dueBefore = startOfDay(addDays(dueOn, 1), timeZone);
  return dueBefore.getTime() > now.getTime() ? dueBefore : null;
}

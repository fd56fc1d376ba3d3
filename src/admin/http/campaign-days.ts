import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { InvalidInput } from '../../platform/http/validation.js';

/** A day of a body or query; text of the right form that is no day is named, as every bad field is. */
export function dayOf(field: string, text: string): CalendarDate {
  const day = parseCalendarDate(text);
  if (day === null) throw new InvalidInput([{ field, message: 'такой даты нет' }]);
  return day;
}

/** The first day of the school year in which a day lies: 1 September. */
export function schoolYearOf(day: CalendarDate): CalendarDate {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) < '09-01' ? year - 1 : year}-09-01` as CalendarDate;
}

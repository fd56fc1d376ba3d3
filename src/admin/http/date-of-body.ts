import { type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import { InvalidInput } from '../../platform/http/validation.js';

/** A day that a field names; null without one. A day that does not exist is a fault of the field. */
export function dateOf(field: string, text: string | undefined): CalendarDate | null {
  if (text === undefined) return null;
  const day = parseCalendarDate(text);
  if (day === null) throw new InvalidInput([{ field, message: 'нет такого дня' }]);
  return day;
}

import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { dueBefore } from '../domain/report-period.js';

/**
 * The moment before which something is in time that is due on this day (EC-121); a new term lies ahead.
 *
 * @throws DomainError REPORT_DUE_PAST when the day is over in that zone
 */
export function newTerm(dueOn: CalendarDate, zone: string, now: Date): Date {
  const term = dueBefore(dueOn, zone);
  if (term === null || term <= now) throw new DomainError('REPORT_DUE_PAST', 'invalid', { due_on: dueOn });
  return term;
}

import type { AuditActor } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';

/** Who acts, when, and on which civil day of the region. */
export interface ConsentAct {
  readonly actor: AuditActor;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

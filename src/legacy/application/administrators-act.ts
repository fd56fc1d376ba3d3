import type { AuditActor } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';

/** Who acts, how far their right reaches, and when; `today` is the civil day of the region. */
export interface AdministratorsAct {
  readonly actor: AuditActor;
  readonly administratorId: Uuid;
  readonly reach: SchoolScope;
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

import type { AuditActor } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { NoticeReach } from '../store/notice-places.repository.js';

/** An administrator who does something with notices: who, where they may, when. */
export interface NoticesAct {
  readonly actor: AuditActor;
  readonly administratorId: Uuid;
  readonly reach: NoticeReach;
  readonly now: Date;
  /** The civil day of the region. */
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Place } from '../store/place.js';

/** The administrator who decides, and where they may. */
export interface Decider {
  readonly esiaPersonId: Uuid;
  readonly place: Place;
}

/** When and under which request somebody decides; `today` is the civil day in the region. */
export interface DecidedAt {
  readonly now: Date;
  readonly today: CalendarDate;
  readonly traceId: string | null;
}

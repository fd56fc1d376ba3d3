import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** What every statement of one import is bound to. */
export interface ImportScope {
  readonly regionId: Uuid;
  readonly source: string;
  /** The only school whose rows may come in; null for the region's own files. */
  readonly school: { readonly id: Uuid; readonly sourceId: string } | null;
  readonly now: Date;
  /** The region's civil day at `now`. */
  readonly today: CalendarDate;
}

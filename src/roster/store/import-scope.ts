import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** A school by our id and by that of the source. */
export interface PlacedSchool {
  readonly id: Uuid;
  readonly sourceId: string;
}

/** What every statement of one import is bound to. */
export interface ImportScope {
  readonly regionId: Uuid;
  readonly source: string;
  /** The school whose upload it is; null for the region's own files and for those of an e-journal. */
  readonly school: PlacedSchool | null;
  /** The e-journal that sent the rows: only its own accounts may come in, and nothing of the territory. */
  readonly system: { readonly id: Uuid; readonly code: string } | null;
  /** The only schools whose rows may come in; null for the region's own files. */
  readonly schools: readonly PlacedSchool[] | null;
  readonly now: Date;
  /** The region's civil day at `now`. */
  readonly today: CalendarDate;
}

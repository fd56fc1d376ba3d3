import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { RosterSender } from '../domain/roster-sender.js';

/** A school by our id and by that of the source. */
export interface PlacedSchool {
  readonly id: Uuid;
  readonly sourceId: string;
}

/** What every statement of one import is bound to. */
export interface ImportScope {
  readonly regionId: Uuid;
  readonly source: string;
  /** The school whose upload it is; null for the region's own files and for pushed ones. */
  readonly school: PlacedSchool | null;
  /** Who pushed the rows: only accounts of its own may come in, and nothing of the territory; null for uploads. */
  readonly sender: RosterSender | null;
  /** The only schools whose rows may come in; null for the region's own files. */
  readonly schools: readonly PlacedSchool[] | null;
  readonly now: Date;
  /** The region's civil day at `now`. */
  readonly today: CalendarDate;
}

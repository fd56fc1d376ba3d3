import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Counts, Level } from './counts.js';
import type { AgeBasis } from './statistics-day.js';

/**
 * Why there is a count of a day: by the job of the next morning; afterwards, because that job had not run; again, because the
 * past of the roster was changed. `on_demand` was counted for the reader only and is kept nowhere; `preliminary` is of a day
 * that still goes on.
 */
export type SnapshotCause = 'daily' | 'caught_up' | 'restated' | 'on_demand' | 'preliminary';

/** What a snapshot says of itself (f.0.10): it stands at the head of everything that is made of it. */
export interface SnapshotHead {
  /** Null when the day was counted for the reader only. */
  readonly id: Uuid | null;
  readonly regionId: Uuid;
  readonly asOf: CalendarDate;
  readonly ageBasis: AgeBasis;
  /** From 1; null with no id. */
  readonly revision: number | null;
  readonly methodology: string;
  readonly cause: SnapshotCause;
  readonly computedAt: Date;
  readonly schoolsWithoutData: number;
  /** Grows with every snapshot of the region; text, for it is a bigint. Null with no id. */
  readonly cursor: string | null;
}

/** A snapshot that is kept. */
export interface KeptSnapshot extends SnapshotHead {
  readonly id: Uuid;
  readonly revision: number;
  readonly cursor: string;
}

/** One row of a snapshot: a unit of a level with its counts. */
export interface UnitCounts {
  readonly level: Level;
  /** Region, municipality (for `municipality` and `founder`), school (for `school` and `grade`) or class. */
  readonly unitId: Uuid;
  /** 0…12 for the levels `grade` and `class`, else null. */
  readonly gradeLevel: number | null;
  /** As it is called today; a grade and a class by number and letter. */
  readonly name: string;
  readonly schoolId: Uuid | null;
  readonly municipalityId: Uuid | null;
  readonly schoolKind: string | null;
  readonly founderType: string | null;
  /** False for kindergartens and colleges: no level above counts them (f.0.3). */
  readonly general: boolean;
  /** Null where showing them would show a class outside its school (STAT-08). */
  readonly counts: Counts | null;
}

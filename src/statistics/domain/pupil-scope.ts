import type { Uuid } from '../../kernel/ids.js';

/** Schools that somebody may see whole, and single classes of a homeroom teacher. Shaped as access's ReachOfRight. */
export interface PupilScope {
  readonly regionId: Uuid;
  readonly wholeRegion: boolean;
  readonly municipalityIds: readonly Uuid[];
  readonly schoolIds: readonly Uuid[];
  readonly classGroupIds: readonly Uuid[];
}

/** Where an order or a list is about, and how much of it the asker sees. */
export interface PupilPlace {
  readonly regionId: Uuid;
  readonly timeZone: string;
  readonly schoolId: Uuid;
  /** Null: no class was named. */
  readonly classId: Uuid | null;
  /** False for a homeroom teacher: then only {@link PupilScope.classGroupIds}. */
  readonly seesWholeSchool: boolean;
}

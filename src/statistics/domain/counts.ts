/** Counts of pupils; `under14`, `14to17`, `18plus` are the age columns of f.0.4, the bare word is all ages and unknown ones. */
export const PUPIL_COUNTS = [
  ...(['students', 'students_under14', 'students_14to17', 'students_18plus', 'students_unknown'] as const),
  ...(['declared', 'declared_under14', 'declared_14to17', 'declared_18plus'] as const),
  ...(['linked', 'linked_under14', 'linked_14to17', 'linked_18plus'] as const),
  ...(['used', 'used_under14', 'used_14to17', 'used_18plus'] as const),
  ...(['impossible', 'refusals', 'refusals_with_paper', 'out_of_reach_minors', 'household_minors'] as const),
] as const;

/** Counts that are known at some levels only, or for the day of the count only; null elsewhere. */
export const PARTIAL_COUNTS = [
  ...(['representatives', 'representatives_linked', 'staff', 'staff_linked'] as const),
  ...([
    'unplaced',
    'ready',
    'snils_missing',
    'snils_invalid',
    'snils_duplicate',
    'birth_date_missing',
  ] as const),
] as const;

export type PupilCount = (typeof PUPIL_COUNTS)[number];
export type PartialCount = (typeof PARTIAL_COUNTS)[number];

/** One wide row of a snapshot (STAT-01): what all indicators of levels and shares are computed from. */
export type Counts = Readonly<Record<PupilCount, number>> & Readonly<Record<PartialCount, number | null>>;

/** Levels at which a day is counted; `founder`: the municipal schools of a municipality, who report through it (EC-126). */
export const LEVELS = ['region', 'municipality', 'founder', 'school', 'grade', 'class'] as const;
export type Level = (typeof LEVELS)[number];

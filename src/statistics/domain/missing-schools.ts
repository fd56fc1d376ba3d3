/** A school named as missing in a roll-up, and why. */
export interface MissingSchool {
  readonly schoolId: string;
  readonly reason: string;
}

/** What is wrong with a list of missing schools, by school. */
export interface MissingComplaints {
  /** Not accepted and not named: a roll-up leaves nobody out in silence. */
  readonly unnamed: readonly string[];
  /** Named, though the report was accepted. */
  readonly accepted: readonly string[];
  /** Named, though the municipality has no report of it in this period, or named twice. */
  readonly foreign: readonly string[];
}

/**
 * Checks that the list names exactly the schools whose reports are not accepted (e.4: «all schools accepted, or explicit list
 * of missing with reasons»).
 *
 * @param schools every school of the roll-up, with whether its report is accepted
 */
export function checkMissing(
  schools: readonly { readonly schoolId: string; readonly accepted: boolean }[],
  missing: readonly MissingSchool[],
): MissingComplaints {
  const state = new Map(schools.map(({ schoolId, accepted }) => [schoolId, accepted]));
  const named = missing.map(({ schoolId }) => schoolId);
  return {
    unnamed: schools
      .filter(({ schoolId, accepted }) => !accepted && !named.includes(schoolId))
      .map(({ schoolId }) => schoolId),
    accepted: named.filter((id) => state.get(id) === true),
    foreign: named.filter((id, index) => !state.has(id) || named.indexOf(id) !== index),
  };
}

/** Why a report is missing after a lock, where neither the ministry nor the municipality has said more. */
export const MISSING_REASONS = {
  open: 'отчёт не сдан',
  submitted: 'отчёт сдан, но не принят',
  returned: 'отчёт возвращён и не сдан снова',
} as const;

/** The same for a roll-up. */
export const MISSING_ROLLUP_REASONS = {
  draft: 'свод не сдан',
  submitted: 'свод сдан, но не принят',
  returned: 'свод возвращён и не сдан снова',
} as const;

import type { Fraction } from './indicator.js';

/** How a municipality or a school reports (f.6), counted before the lock of each period; corrections are not counted. */
export interface Discipline {
  /** Reports that had to be submitted. */
  readonly obliged: number;
  readonly submitted: number;
  readonly onTime: number;
  readonly late: number;
  /** Not submitted though the term has passed, in periods that are open still. */
  readonly overdue: number;
  /** Locked without acceptance. */
  readonly missing: number;
  /** Submitted reports that came back at least once. */
  readonly returned: number;
  /** Median of accepted − submitted, in seconds; null without an accepted report of the municipal route. */
  readonly latencySeconds: number | null;
}

/** STAT-07: whoever has fewer reports than this has no place. */
const SMALLEST_RANKED = 10;

/** f.6: submitted by the term among those obliged. */
export function submissionRate({ onTime, obliged }: Discipline): Fraction {
  return { numerator: onTime, denominator: obliged };
}

/** f.6: returned among submitted. */
export function returnRate({ returned, submitted }: Discipline): Fraction {
  return { numerator: returned, denominator: submitted };
}

/**
 * Places by the submission rate, the best first; equal rates share a place, and the next one is so much further (1, 2, 2, 4).
 * Exact: fractions are compared by whole numbers. Null for fewer than ten reports.
 */
export function placesOf(rows: readonly Discipline[]): (number | null)[] {
  const ranked = rows.filter(({ obliged }) => obliged >= SMALLEST_RANKED);
  const isBetter = (a: Discipline, b: Discipline): boolean => a.onTime * b.obliged > b.onTime * a.obliged;
  return rows.map((row) =>
    row.obliged < SMALLEST_RANKED ? null : 1 + ranked.filter((other) => isBetter(other, row)).length,
  );
}

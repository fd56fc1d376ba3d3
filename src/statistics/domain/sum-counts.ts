import { type Counts, PARTIAL_COUNTS, type PartialCount, PUPIL_COUNTS } from './counts.js';

/** What describes pupils and so adds up over schools; distinct adults do not (f.0.8), and nobody is between two schools of one entity. */
const ADDS_UP: readonly PartialCount[] = [
  ...(['ready', 'snils_missing', 'snils_invalid', 'snils_duplicate', 'birth_date_missing'] as const),
];

/**
 * The counts of several schools together: a pupil has one main school, so pupils add up. Null unless all are known: a sum
 * without one of them would be taken for the whole.
 */
export function sumCounts(rows: readonly (Counts | null)[]): Counts | null {
  const known = rows.filter((row) => row !== null);
  if (known.length === 0 || known.length < rows.length) return null;
  const pupils = PUPIL_COUNTS.map((column) => [column, known.reduce((sum, row) => sum + row[column], 0)]);
  const partial = PARTIAL_COUNTS.map((column) => [
    column,
    ADDS_UP.includes(column) ? known.reduce<number | null>((sum, row) => plus(sum, row[column]), 0) : null,
  ]);
  return Object.fromEntries([...pupils, ...partial]) as Counts;
}

function plus(sum: number | null, next: number | null): number | null {
  return sum === null || next === null ? null : sum + next;
}

import type { Fraction } from './indicator.js';
import type { Cells } from './report-cells.js';
import { isComputed, nameOfColumn, type ReportColumn } from './report-form.js';
import { fractionOf } from './rollup-figures.js';

/** One line of the table of differences: what was submitted, what the newest revision of the same day says (STAT-09). */
export interface CorrectionDifference {
  readonly column: string;
  readonly name: string;
  readonly submitted: Fraction | null;
  readonly restated: Fraction | null;
  readonly differs: boolean;
}

/**
 * The table of differences of a report, a line for each computed column in the order of the form (EC-119).
 *
 * @param submitted null when nothing was: every number is new then
 */
export function correctionDifference(
  columns: readonly ReportColumn[],
  submitted: Cells | null,
  restated: Cells,
): CorrectionDifference[] {
  return columns.filter(isComputed).map((column) => {
    const [before, after] = [fractionOf(submitted?.[column.key]), fractionOf(restated[column.key])];
    const differs = before?.numerator !== after?.numerator || before?.denominator !== after?.denominator;
    return { column: column.key, name: nameOfColumn(column), submitted: before, restated: after, differs };
  });
}

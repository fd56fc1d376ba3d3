import {
  isRatio,
  type ReportPart,
  type Ratio,
  type ReportCell,
  type ReportCells,
  type ReportColumn,
  type ReportTable,
  type ShareParts,
} from './report-table.js';

/**
 * «Итого по МО»: counts are Σ, shares Σ/Σ (EC-118), distinct people what was counted at the level. A school without a
 * figure adds nothing; null when no school has one.
 */
export function partTotals(columns: readonly ReportColumn[], { rows, given }: ReportPart): ReportCells {
  return totalsOf(
    columns,
    rows.map(({ cells }) => cells),
    given,
  );
}

/** «Итого» of the whole table. */
export function tableTotals({ columns, parts, given }: ReportTable): ReportCells {
  return totalsOf(
    columns,
    parts.flatMap(({ rows }) => rows.map(({ cells }) => cells)),
    given,
  );
}

function totalsOf(
  columns: readonly ReportColumn[],
  rows: readonly ReportCells[],
  given: ReportCells,
): ReportCells {
  return Object.fromEntries(
    columns.map((column) => [column.key, totalOf(column, rows, given[column.key] ?? null)]),
  );
}

function totalOf(column: ReportColumn, rows: readonly ReportCells[], given: ReportCell): ReportCell {
  const cells = rows.map((row) => row[column.key] ?? null);
  switch (column.kind) {
    case 'count':
      return sum(cells);
    case 'share':
      return column.of === null ? ratioOf(cells) : shareOf(column.of, rows);
    case 'points':
      return pointsOf(cells) ?? given;
    case 'distinct':
      return given;
    case 'text':
      return null;
  }
}

function shareOf(parts: ShareParts, rows: readonly ReportCells[]): ReportCell {
  const all = (keys: readonly string[]) => sum(rows.flatMap((row) => keys.map((key) => row[key] ?? null)));
  const [numerator, denominator] = [all(parts.numerator), all(parts.denominator)];
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

function ratioOf(cells: readonly ReportCell[]): Ratio | null {
  const known = cells.filter(isRatio);
  if (known.length === 0) return null;
  return {
    numerator: known.reduce((all, { numerator }) => all + numerator, 0),
    denominator: known.reduce((all, { denominator }) => all + denominator, 0),
  };
}

/**
 * The level's share at both days: a school that was not there on the earlier one adds to the later one only (I-22).
 * Null where rows hold the difference only.
 */
function pointsOf(cells: readonly ReportCell[]): Ratio | null {
  const known = cells.filter(isRatio);
  const now = ratioOf(known);
  if (now === null || known.some(({ base }) => base === undefined)) return null;
  return { ...now, base: ratioOf(known.map(({ base }) => base ?? null)) };
}

function sum(cells: readonly ReportCell[]): number | null {
  const known = cells.filter((cell) => typeof cell === 'number');
  return known.length === 0 ? null : known.reduce((all, each) => all + each, 0);
}

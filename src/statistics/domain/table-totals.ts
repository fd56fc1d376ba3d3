import {
  isRatio,
  type MunicipalityRows,
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
export function municipalityTotals(
  columns: readonly ReportColumn[],
  { rows, distinct }: MunicipalityRows,
): ReportCells {
  return totalsOf(
    columns,
    rows.map(({ cells }) => cells),
    distinct,
  );
}

/** «Итого» of the whole table. */
export function tableTotals({ columns, municipalities, distinct }: ReportTable): ReportCells {
  return totalsOf(
    columns,
    municipalities.flatMap(({ rows }) => rows.map(({ cells }) => cells)),
    distinct,
  );
}

function totalsOf(
  columns: readonly ReportColumn[],
  rows: readonly ReportCells[],
  distinct: ReportCells,
): ReportCells {
  return Object.fromEntries(
    columns.map((column) => [column.key, totalOf(column, rows, distinct[column.key] ?? null)]),
  );
}

function totalOf(column: ReportColumn, rows: readonly ReportCells[], distinct: ReportCell): ReportCell {
  const cells = rows.map((row) => row[column.key] ?? null);
  switch (column.kind) {
    case 'count':
      return sum(cells);
    case 'share':
      return column.of === null ? ratioOf(cells) : shareOf(column.of, rows);
    case 'points':
      return pointsOf(cells);
    case 'distinct':
      return distinct;
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

/** The level's share at both days: a school that was not there on the earlier one adds to the later one only (I-22). */
function pointsOf(cells: readonly ReportCell[]): Ratio | null {
  const now = ratioOf(cells);
  if (now === null) return null;
  return { ...now, base: ratioOf(cells.filter(isRatio).map(({ base }) => base ?? null)) };
}

function sum(cells: readonly ReportCell[]): number | null {
  const known = cells.filter((cell) => typeof cell === 'number');
  return known.length === 0 ? null : known.reduce((all, each) => all + each, 0);
}

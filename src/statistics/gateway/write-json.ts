import type { FederalTable } from '../domain/federal-table.js';
import {
  isRatio,
  isSuppressed,
  type ReportCell,
  type ReportCells,
  type ReportColumn,
  type ReportHeader,
  type ReportTable,
  shownNumber,
} from '../domain/report-table.js';
import { partTotals, tableTotals } from '../domain/table-totals.js';

/** A cell for programs: the figure that people read, and what a share was made of. */
type JsonCell =
  | number
  | string
  | null
  | { readonly value: number | null; readonly numerator: number; readonly denominator: number | null }
  | { readonly suppressed: true };

/** The report for programs; the same figures as in the other formats, with numerators and denominators. */
export function writeJson(table: ReportTable): string {
  const { columns } = table;
  return JSON.stringify({
    header: headerOf(table.header),
    columns: columns.map(({ key, title, group, kind }) => ({ key, title, group, kind })),
    parts: table.parts.map((part) => ({
      ...{ name: part.name, oktmo: part.oktmo },
      rows: part.rows.map(({ schoolId, municipality, oktmo, name, inn, cells, own }) => ({
        ...{ school_id: schoolId, municipality, oktmo, school: name, inn },
        ...{ cells: cellsOf(columns, cells), own },
      })),
      totals: cellsOf(columns, partTotals(columns, part)),
    })),
    totals: cellsOf(columns, tableTotals(table)),
    missing: table.missing,
    footer: table.footer,
  });
}

function headerOf({
  formCode,
  formVersion,
  asOf,
  timeZone,
  moment,
  snapshotId,
  ...rest
}: ReportHeader): object {
  return {
    ...{
      title: rest.title,
      form: { code: formCode, version: formVersion },
      period: rest.period,
      scope: rest.scope,
    },
    ...{ as_of: asOf, time_zone: timeZone, before_utc: moment.toISOString() },
    ...{
      snapshot_id: snapshotId,
      revision: rest.revision,
      methodology: rest.methodology,
      status: rest.status,
    },
  };
}

/** The federal file for programs; `null` never stands for a cell that is kept back. */
export function writeFederalJson({ header, rows }: FederalTable): string {
  return JSON.stringify({
    header: {
      region: { code: header.regionCode, name: header.regionName },
      period: { id: header.periodId, name: header.period },
      form: { code: header.formCode, version: header.formVersion },
      ...{ as_of: header.asOf, time_zone: header.timeZone, before_utc: header.moment.toISOString() },
      ...{ snapshot_id: header.snapshotId, revision: header.revision, methodology: header.methodology },
      ...{ schools: header.schools, schools_missing: header.schoolsMissing },
    },
    rows,
  });
}

function cellsOf(columns: readonly ReportColumn[], cells: ReportCells): Readonly<Record<string, JsonCell>> {
  return Object.fromEntries(
    columns.map((column) => [column.key, jsonCell(column, cells[column.key] ?? null)]),
  );
}

function jsonCell(column: ReportColumn, cell: ReportCell): JsonCell {
  if (isSuppressed(cell)) return { suppressed: true };
  if (!isRatio(cell)) return typeof cell === 'number' || typeof cell === 'string' ? cell : null;
  return { value: shownNumber(column, cell), numerator: cell.numerator, denominator: cell.denominator };
}

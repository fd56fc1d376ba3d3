import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Counts } from './counts.js';
import { atomsOf, atomsOfCounts, GUARDED } from './pupil-atoms.js';
import { type ReportCell, type ReportCells, SUPPRESSED } from './report-table.js';
import { type Form, type HiddenCells, hiddenCells, type SmallCellTable } from './small-cells.js';

/** Columns of the federal file: counts only, no share, nobody's name. `minors` are both ages below 18. */
export const FEDERAL_COLUMNS = [
  ...(['students', 'students_under14', 'students_14to17', 'students_18plus', 'students_unknown'] as const),
  ...(['declared_under14', 'declared_14to17', 'declared_minors', 'declared_18plus', 'declared'] as const),
  ...(['linked_under14', 'linked_14to17', 'linked_minors', 'linked_18plus', 'linked'] as const),
  ...(['used', 'impossible', 'refusals'] as const),
] as const;
export type FederalColumn = (typeof FEDERAL_COLUMNS)[number];

/** A municipality of the federal file. */
export interface FederalUnit {
  readonly id: Uuid;
  readonly name: string;
  readonly oktmo: string;
  /** Σ over its schools whose figures are published. */
  readonly counts: Counts;
}

/** Where the figures come from: published snapshots only. */
export interface FederalHeader {
  readonly regionCode: string;
  readonly regionName: string;
  readonly periodId: Uuid;
  readonly period: string;
  readonly formCode: string;
  readonly formVersion: number;
  /** The civil day of the region, and the moment in UTC at which it ended (EC-120). */
  readonly asOf: CalendarDate;
  readonly timeZone: string;
  readonly moment: Date;
  readonly snapshotId: Uuid;
  readonly revision: number;
  readonly methodology: string;
  readonly schools: number;
  readonly schoolsMissing: number;
}

export interface FederalRow {
  readonly level: 'municipality' | 'region';
  readonly name: string;
  readonly oktmo: string | null;
  readonly cells: ReportCells;
}

export interface FederalTable {
  readonly header: FederalHeader;
  readonly rows: readonly FederalRow[];
}

const TOTAL = 'region';

/** The file for the federation: municipalities and the region, small cells kept back (STAT-08). */
export function federalTable(header: FederalHeader, units: readonly FederalUnit[]): FederalTable {
  const table = smallCellsOf(units);
  const hidden = hiddenCells(table);
  const rowFor = (row: Form): ReportCells => shownCells(table, row, hidden);
  const [total, ...municipalities] = table.rows;
  return {
    header,
    rows: [
      ...municipalities.map((row, index) => ({
        ...{
          level: 'municipality' as const,
          name: units[index]?.name ?? '',
          oktmo: units[index]?.oktmo ?? null,
        },
        cells: rowFor(row),
      })),
      ...(total === undefined
        ? []
        : [{ level: 'region' as const, name: header.regionName, oktmo: null, cells: rowFor(total) }]),
    ],
  };
}

/** The region's row first: it is protected before what it is the sum of. */
export function smallCellsOf(units: readonly Pick<FederalUnit, 'id' | 'counts'>[]): SmallCellTable {
  return {
    leaves: new Map(units.map(({ id, counts }) => [id, atomsOfCounts(counts)])),
    rows: [
      { key: TOTAL, parts: units.map(({ id }) => id) },
      ...units.map(({ id }) => ({ key: id, parts: [id] })),
    ],
    columns: FEDERAL_COLUMNS.map((key) => ({ key, parts: partsOf(key) })),
    guarded: GUARDED,
  };
}

function partsOf(column: FederalColumn): readonly string[] {
  if (column === 'declared_minors') return [...atomsOf('declared_under14'), ...atomsOf('declared_14to17')];
  if (column === 'linked_minors') return [...atomsOf('linked_under14'), ...atomsOf('linked_14to17')];
  return atomsOf(column);
}

function shownCells({ leaves, columns }: SmallCellTable, row: Form, hidden: HiddenCells): ReportCells {
  return Object.fromEntries(
    columns.map(({ key, parts }): [string, ReportCell] => {
      if (hidden.has(row.key, key)) return [key, SUPPRESSED];
      const values = row.parts.flatMap((leaf) => parts.map((atom) => leaves.get(leaf)?.[atom] ?? 0));
      return [key, values.reduce((all, each) => all + each, 0)];
    }),
  );
}

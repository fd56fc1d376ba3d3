import { type CountIndicator, INDICATORS } from '../../../statistics/index.js';
import type { CsvCell, CsvTable } from './csv-answers.js';
import type {
  IndicatorValueDto,
  SnapshotDto,
  StatisticsChildrenDto,
  StatisticsDto,
  StatisticsHistoryDto,
  StatisticsUnitDto,
} from './statistics.dto.js';
import type { StatisticsChangesDto } from './statistics-changes.dto.js';

type Values = Readonly<Record<string, IndicatorValueDto | null>> | null;

const DAY = ['as_of', 'age_basis', 'revision', 'cause', 'methodology', 'snapshot_id'];
const UNIT = ['level', 'id', 'grade', 'name'];
const KIND = ['school_kind', 'founder_type', 'general', 'suppressed'];

export function tableOfUnit({ snapshot, unit, suppressed, values }: StatisticsDto): CsvTable {
  const shown = shownIn([values]);
  const row = [...dayOf(snapshot), ...unitOf(unit), suppressed, ...cellsOf(shown, values)];
  return { headings: [...DAY, ...UNIT, 'suppressed', ...headingsOf(shown)], rows: [row] };
}

export function tableOfChildren({ snapshot, items, next_cursor }: StatisticsChildrenDto): CsvTable {
  const shown = shownIn(items.map(({ values }) => values));
  return {
    headings: [...DAY, ...UNIT, ...KIND, ...headingsOf(shown)],
    rows: items.map((item) => [
      ...[...dayOf(snapshot), ...unitOf(item)],
      ...[item.school_kind, item.founder_type, item.general, item.suppressed],
      ...cellsOf(shown, item.values),
    ]),
    nextCursor: next_cursor,
  };
}

export function tableOfHistory({ unit, age_basis, items }: StatisticsHistoryDto): CsvTable {
  const shown = shownIn(items.map(({ values }) => values));
  return {
    headings: [...DAY.slice(0, -1), ...UNIT, ...headingsOf(shown)],
    rows: items.map(({ as_of, revision, cause, methodology, values }) => [
      ...[as_of, age_basis, revision, cause, methodology],
      ...[...unitOf(unit), ...cellsOf(shown, values)],
    ]),
  };
}

export function tableOfChanges({ snapshots, items, next_cursor }: StatisticsChangesDto): CsvTable {
  const shown = shownIn(items.map(({ values }) => values));
  const heads = new Map(snapshots.map((head) => [head.id, head]));
  return {
    headings: [...DAY, ...UNIT, ...KIND, ...headingsOf(shown)],
    rows: items.map((item) => [
      ...dayOf(heads.get(item.snapshot_id) ?? null),
      ...unitOf(item),
      ...[item.school_kind, item.founder_type, item.general, item.suppressed],
      ...cellsOf(shown, item.values),
    ]),
    nextCursor: next_cursor,
  };
}

/** The indicators that any row shows, in the order of the catalogue. */
function shownIn(rows: readonly Values[]): readonly CountIndicator[] {
  const keys = new Set(rows.flatMap((values) => Object.keys(values ?? {})));
  return INDICATORS.filter(({ key }) => keys.has(key));
}

/** A count is one column; a share is three: in per cent, and the whole numbers that add up. */
function headingsOf(shown: readonly CountIndicator[]): string[] {
  return shown.flatMap(({ key, kind }) =>
    kind === 'count' ? [key] : [key, `${key}.numerator`, `${key}.denominator`],
  );
}

function cellsOf(shown: readonly CountIndicator[], values: Values): CsvCell[] {
  return shown.flatMap(({ key, kind }) => {
    const found = values?.[key] ?? null;
    const whole = kind === 'count' ? [] : [found?.numerator ?? null, found?.denominator ?? null];
    return [found?.value ?? null, ...whole];
  });
}

function dayOf(head: SnapshotDto | null): CsvCell[] {
  if (head === null) return DAY.map(() => null);
  return [head.as_of, head.age_basis, head.revision, head.cause, head.methodology, head.id];
}

const unitOf = ({ level, id, grade, name }: StatisticsUnitDto): CsvCell[] => [level, id, grade, name];

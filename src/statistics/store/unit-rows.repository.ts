import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Counts, Level } from '../domain/counts.js';
import type { KeptSnapshot, SnapshotHead, UnitCounts } from '../domain/snapshot.js';
import type { StatisticsDay } from '../domain/statistics-day.js';
import { countedDay } from './counted-day.js';
import { COUNT_COLUMNS } from './snapshots.repository.js';
import type { KnownUnit } from './units.repository.js';

/** Where the rows of a day are: in a snapshot, or yet to be counted for some schools (null: for all). */
export type DaySource =
  | { readonly kept: KeptSnapshot }
  | { readonly counted: StatisticsDay; readonly regionId: Uuid; readonly schools: readonly Uuid[] | null };

export interface RowPage {
  readonly limit: number;
  /** Sort key, name and id of the last row shown. */
  readonly after: readonly string[] | null;
}

/** Which steps a history takes: each day, the Sundays of ISO weeks, the last days of months (f.3). */
export type HistoryStep = 'day' | 'week' | 'month';

/** A point of a history: what the snapshot was, and the unit's counts in it; null where it has no row yet (EC-140). */
export interface HistoryPoint {
  readonly head: SnapshotHead;
  readonly counts: Counts | null;
}

interface StoredRow extends Record<string, unknown> {
  readonly level: Level;
  readonly unitId: Uuid;
  readonly gradeLevel: number | null;
  readonly name: string;
  readonly schoolId: Uuid | null;
  readonly municipalityId: Uuid | null;
  readonly schoolKind: string | null;
  readonly founderType: string | null;
  readonly general: boolean;
  readonly sort: string;
}

/** A row with its place in the order of the page. */
export interface ReadRow {
  readonly unit: Omit<UnitCounts, 'counts'> & { readonly counts: Counts };
  readonly key: readonly string[];
}

const COUNTS = COUNT_COLUMNS.map((column) => `r.${column}`).join(', ');
const NAMED = `
  LEFT JOIN regions place ON r.level = 'region' AND place.id = r.unit_id
  LEFT JOIN municipalities town ON r.level IN ('municipality', 'founder') AND town.id = r.unit_id
  LEFT JOIN schools school ON r.level = 'school' AND school.id = r.unit_id
  LEFT JOIN class_groups room ON r.level = 'class' AND room.id = r.unit_id`;
const NAME = `coalesce(place.name, town.name, school.short_name, room.grade_level || room.letter, r.grade_level || ' класс')`;
/** Grades in the order of their numbers, classes after them by letter, all else by name. */
const SORT = `CASE r.level WHEN 'grade' THEN lpad(r.grade_level::text, 2, '0')
                           WHEN 'class' THEN lpad(room.grade_level::text, 2, '0') || room.letter ELSE ${NAME} END`;

const HEAD = `s.id, s.region_id AS "regionId", s.as_of AS "asOf", s.age_basis AS "ageBasis", s.revision, s.methodology, s.cause,
  s.computed_at AS "computedAt", s.schools_without_data AS "schoolsWithoutData", s.cursor::text AS cursor`;
const STEPS: Readonly<Record<HistoryStep, string>> = {
  day: 'true',
  week: 'extract(isodow FROM s.as_of) = 7',
  month: 'extract(day FROM s.as_of + 1) = 1',
};

/** Rows of units, from a snapshot or counted for the reader. The unit itself was found in the reader's scope before. */
@Injectable()
export class UnitRows {
  /** The row of the unit; null when the day has none of it. */
  async one(tx: EntityManager, source: DaySource, unit: KnownUnit): Promise<Counts | null> {
    const { from, parameters, next } = sourceOf(source);
    const [row] = await tx.query<Record<string, unknown>[]>(
      `SELECT ${COUNTS} FROM ${from} r WHERE r.level = $${next} AND r.unit_id = $${next + 1} AND r.grade_level = $${next + 2}`,
      [...parameters, ...keyOf(unit)],
    );
    return row === undefined ? null : countsOf(row);
  }

  /** What lies one level below the unit, at most `limit + 1` rows. */
  async children(
    tx: EntityManager,
    source: DaySource,
    unit: KnownUnit,
    by: 'territory' | 'founder',
    page: RowPage,
  ): Promise<ReadRow[]> {
    const { from, parameters, next } = sourceOf(source);
    const { where, values } = belowOf(unit, by, next);
    const last = next + values.length;
    const rows = await tx.query<StoredRow[]>(
      `SELECT * FROM (
         SELECT r.level, r.unit_id AS "unitId", ${NAME} AS name, ${SORT} AS sort,
                CASE r.level WHEN 'grade' THEN r.grade_level WHEN 'class' THEN room.grade_level END AS "gradeLevel",
                r.school_id AS "schoolId", r.municipality_id AS "municipalityId", r.school_kind AS "schoolKind",
                r.founder_type AS "founderType", r.general,
                ${COUNTS}
           FROM ${from} r ${NAMED} WHERE ${where}) found
        WHERE $${last}::text IS NULL OR (sort, "unitId") > ($${last}, $${last + 1}::uuid)
        ORDER BY sort, "unitId" LIMIT $${last + 2}`,
      [...parameters, ...values, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
    return rows.map(readRow);
  }

  /** How many classes each grade of a school has, for {@link hiddenGrades}. */
  async classesOf(
    tx: EntityManager,
    source: DaySource,
    schoolId: Uuid,
  ): Promise<ReadonlyMap<number, number>> {
    const { from, parameters, next } = sourceOf(source);
    const rows = await tx.query<{ grade: number; classes: number }[]>(
      `SELECT g.grade_level AS grade, count(*)::integer AS classes FROM ${from} r JOIN class_groups g ON g.id = r.unit_id
        WHERE r.level = 'class' AND r.unit_id IN (SELECT c.id FROM class_groups c WHERE c.school_id = $${next})
        GROUP BY g.grade_level`,
      [...parameters, schoolId],
    );
    return new Map(rows.map(({ grade, classes }) => [grade, classes]));
  }

  /** The unit's rows over days: of the newest revision of each, or of the first one; at most `limit` days. */
  async history(
    tx: EntityManager,
    regionId: Uuid,
    unit: KnownUnit,
    span: {
      readonly from: CalendarDate;
      readonly to: CalendarDate;
      readonly step: HistoryStep;
      readonly basis: string;
      readonly series: 'restated' | 'first';
    },
  ): Promise<HistoryPoint[]> {
    const rows = await tx.query<
      (Record<string, unknown> & { students: number | null; head: SnapshotHead })[]
    >(
      `WITH heads AS MATERIALIZED (
         SELECT DISTINCT ON (s.as_of) s.* FROM statistics_snapshots s
          WHERE s.region_id = $1 AND s.age_basis = $2 AND s.as_of BETWEEN $3 AND $4 AND ${STEPS[span.step]}
          ORDER BY s.as_of, s.revision ${span.series === 'first' ? 'ASC' : 'DESC'}
       )
       SELECT ${HEAD}, ${COUNTS} FROM heads s
         LEFT JOIN statistics_rows r ON r.snapshot_id = s.id AND r.as_of = s.as_of AND r.level = $5 AND r.unit_id = $6
                                    AND r.grade_level = $7
        ORDER BY s.as_of`,
      [regionId, span.basis, span.from, span.to, ...keyOf(unit)],
    );
    return rows.map((row) => ({
      head: headOf(row as unknown as SnapshotHead),
      counts: row.students === null ? null : countsOf(row),
    }));
  }
}

function sourceOf(source: DaySource): { from: string; parameters: unknown[]; next: number } {
  if ('kept' in source) {
    const { id, asOf } = source.kept;
    const from = '(SELECT * FROM statistics_rows WHERE snapshot_id = $1 AND as_of = $2)';
    return { from, parameters: [id, asOf], next: 3 };
  }
  const { counted: day, regionId, schools } = source;
  const parameters = [regionId, day.day, day.moment, day.ageDay, schools];
  return { from: `(${countedDay(false)})`, parameters, next: 6 };
}

/** The conditions upon `r` for what lies one level below a unit; parameters begin at `$n`. */
function belowOf(
  { level, unitId, gradeLevel }: KnownUnit,
  by: 'territory' | 'founder',
  n: number,
): { where: string; values: unknown[] } {
  const municipal = `r.founder_type = 'municipal'`;
  switch (level) {
    case 'region':
      return by === 'territory'
        ? { where: `r.level = 'municipality'`, values: [] }
        : {
            where: `r.level = 'founder' OR (r.level = 'school' AND r.general AND NOT ${municipal})`,
            values: [],
          };
    case 'municipality':
      return { where: `r.level = 'school' AND r.municipality_id = $${n}`, values: [unitId] };
    case 'founder':
      return { where: `r.level = 'school' AND r.municipality_id = $${n} AND ${municipal}`, values: [unitId] };
    case 'school':
      return { where: `r.level = 'grade' AND r.unit_id = $${n}`, values: [unitId] };
    case 'grade':
      return {
        where: `r.level = 'class' AND r.school_id = $${n} AND room.grade_level = $${n + 1}`,
        values: [unitId, gradeLevel],
      };
    case 'class':
      return { where: 'false', values: [] };
  }
}

const keyOf = ({ level, unitId, gradeLevel }: KnownUnit): unknown[] => [
  level,
  unitId,
  level === 'grade' ? (gradeLevel ?? -1) : -1,
];

function countsOf(row: Record<string, unknown>): Counts {
  return Object.fromEntries(COUNT_COLUMNS.map((column) => [column, row[column]])) as unknown as Counts;
}

function headOf(row: SnapshotHead): SnapshotHead {
  const {
    id,
    regionId,
    asOf,
    ageBasis,
    revision,
    methodology,
    cause,
    computedAt,
    schoolsWithoutData,
    cursor,
  } = row;
  return {
    id,
    regionId,
    asOf,
    ageBasis,
    revision,
    methodology,
    cause,
    computedAt,
    schoolsWithoutData,
    cursor,
  };
}

function readRow(row: StoredRow): ReadRow {
  const { level, unitId, gradeLevel, name, schoolId, municipalityId, schoolKind, founderType, general } = row;
  const unit = {
    level,
    unitId,
    gradeLevel,
    name,
    schoolId,
    municipalityId,
    schoolKind,
    founderType,
    general,
  };
  return { unit: { ...unit, counts: countsOf(row) }, key: [row.sort, unitId] };
}

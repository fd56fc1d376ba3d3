import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { FederalCounts, FederalLine, FederalTotal } from '../domain/federal-total.js';

/** Ages of ОО-1 are counted on 1 January of the next year (f.0.2); the number of pupils is the same on both bases. */
const SNAPSHOTS = `
  SELECT DISTINCT ON (s.age_basis) s.id, s.age_basis FROM statistics_snapshots s
   WHERE s.region_id = $1 AND s.as_of = $5 ORDER BY s.age_basis, s.revision DESC`;

const OURS = (basis: 'as_of_date' | 'jan1_next'): string => `LEFT JOIN LATERAL (
    SELECT c.* FROM statistics_rows c JOIN days ON days.id = c.snapshot_id AND days.age_basis = '${basis}'
     WHERE c.as_of = $5 AND c.level = 'school' AND c.unit_id = school.id AND c.grade_level = -1) ${basis} ON true`;

const AGES = `'under14', jan1_next.students_under14, '14to17', jan1_next.students_14to17, '18plus', jan1_next.students_18plus`;

/** Control totals of federal forms, and our own count of the same day beside them (REP-08). */
@Injectable()
export class FederalTotals {
  /** At most `limit + 1` schools by name: those that have a control total, a count of ours, or both. */
  compare(
    tx: EntityManager,
    scope: SchoolScope,
    { asOf, onlyDifferent }: { readonly asOf: CalendarDate; readonly onlyDifferent: boolean },
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<FederalLine[]> {
    return tx.query(
      `WITH days AS MATERIALIZED (${SNAPSHOTS})
       SELECT school.id AS "schoolId", school.short_name AS "schoolName", school.inn, town.name AS municipality,
              CASE WHEN t.id IS NOT NULL THEN json_build_object('students', t.students, 'under14', t.students_under14,
                '14to17', t.students_14to17, '18plus', t.students_18plus) END AS federal,
              CASE WHEN coalesce(jan1_next.students, as_of_date.students) IS NOT NULL THEN
                json_build_object('students', coalesce(as_of_date.students, jan1_next.students), ${AGES}) END AS ours,
              t.etag
         FROM schools AS school JOIN municipalities town ON town.id = school.municipality_id
         LEFT JOIN federal_totals t ON t.school_id = school.id AND t.form = 'oo1' AND t.as_of = $5
         ${OURS('as_of_date')} ${OURS('jan1_next')}
        WHERE ${SCHOOL_IN_SCOPE} AND (t.id IS NOT NULL OR as_of_date.students IS NOT NULL OR jan1_next.students IS NOT NULL)
          AND (NOT $6::boolean OR t.students IS DISTINCT FROM coalesce(as_of_date.students, jan1_next.students)
            OR t.students_under14 <> jan1_next.students_under14 OR t.students_14to17 <> jan1_next.students_14to17
            OR t.students_18plus <> jan1_next.students_18plus)
          AND ($7::text IS NULL OR (school.short_name, school.id) > ($7, $8::uuid))
        ORDER BY school.short_name, school.id LIMIT $9`,
      [
        ...scopeParameters(scope),
        asOf,
        onlyDifferent,
        page.after?.[0] ?? null,
        page.after?.[1] ?? null,
        page.limit + 1,
      ],
    );
  }

  /** The total of a school, locked; null when none was recorded. */
  async lock(
    tx: EntityManager,
    schoolId: Uuid,
    asOf: CalendarDate,
  ): Promise<{ readonly etag: number; readonly students: number } | null> {
    const [row] = await tx.query<{ etag: number; students: number }[]>(
      `SELECT etag, students FROM federal_totals WHERE school_id = $1 AND form = 'oo1' AND as_of = $2 FOR UPDATE`,
      [schoolId, asOf],
    );
    return row ?? null;
  }

  /** Writes the totals, in place of what was recorded for the same school and day. */
  async save(
    tx: EntityManager,
    totals: readonly FederalTotal[],
    by: {
      readonly regionId: Uuid;
      readonly asOf: CalendarDate;
      readonly origin: 'entered' | 'csv';
      readonly recordedBy: Uuid;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO federal_totals AS t (region_id, school_id, form, as_of, students, students_under14, students_14to17,
         students_18plus, origin, recorded_by, recorded_at)
       SELECT $1, "schoolId", 'oo1', $2, students, under14, "14to17", "18plus", $3, $4, $5
         FROM jsonb_to_recordset($6::jsonb) AS one ("schoolId" uuid, students integer, under14 integer, "14to17" integer,
           "18plus" integer)
        ORDER BY "schoolId"
       ON CONFLICT (school_id, form, as_of) DO UPDATE SET students = excluded.students,
         students_under14 = excluded.students_under14, students_14to17 = excluded.students_14to17,
         students_18plus = excluded.students_18plus, origin = excluded.origin, recorded_by = excluded.recorded_by,
         recorded_at = excluded.recorded_at, etag = t.etag + 1`,
      [by.regionId, by.asOf, by.origin, by.recordedBy, by.at, JSON.stringify(totals.map(flat))],
    );
  }

  /** Schools of the region by ИНН; branches share the one of their legal entity. */
  async byInn(
    tx: EntityManager,
    regionId: Uuid,
    inns: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Uuid[]>> {
    const rows = await tx.query<{ inn: string; ids: Uuid[] }[]>(
      `SELECT inn, array_agg(id) AS ids FROM schools WHERE region_id = $1 AND inn = ANY ($2::text[]) GROUP BY inn`,
      [regionId, inns],
    );
    return new Map(rows.map(({ inn, ids }) => [inn, ids]));
  }

  /** Which of these ids are schools of the region. */
  async known(tx: EntityManager, regionId: Uuid, ids: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    const rows = await tx.query<{ id: Uuid }[]>(
      'SELECT id FROM schools WHERE region_id = $1 AND id = ANY ($2::uuid[])',
      [regionId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

function flat({ schoolId, counts }: FederalTotal): FederalCounts & { readonly schoolId: Uuid } {
  return { schoolId, ...counts };
}

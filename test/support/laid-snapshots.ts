import type { QueryResultRow } from 'pg';

/** Whatever runs SQL as the owner: a test's database or a bench's client. */
export interface Owner {
  query<Row extends QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/**
 * Lays snapshots of days for every unit of a region by SQL, without any pupil: of each school's hundred pupils as many are linked
 * as the day of the month says, so that numbers differ from day to day; sums above are true. Each school has one grade with one
 * class, whose numbers nobody outside may see (STAT-08).
 */
export async function laySnapshots(
  owner: Owner,
  regionId: string,
  span: { readonly from: string; readonly to: string; readonly revision?: number },
): Promise<void> {
  await owner.query(
    `SELECT keep_statistics_months(day::date) FROM generate_series($1::date, $2::date, interval '1 month') day`,
    [span.from, span.to],
  );
  await owner.query(
    `WITH added AS (
       INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at, schools_without_data)
       SELECT $1, day::date, 'as_of_date', $4, '2026-11', CASE $4::integer WHEN 1 THEN 'daily' ELSE 'restated' END, day + interval '1 day', 0
         FROM generate_series($2::date, $3::date, interval '1 day') day ORDER BY day
       RETURNING id, as_of
     ), taught AS (
       SELECT id, municipality_id, kind, founder_type FROM schools WHERE region_id = $1
     ), units AS (
       SELECT 'school' AS level, id AS unit_id, -1 AS grade, id AS school_id, municipality_id, kind, founder_type, 1 AS schools FROM taught
       UNION ALL SELECT 'grade', id, 5, id, municipality_id, kind, founder_type, 1 FROM taught
       UNION ALL SELECT 'class', md5('class' || id)::uuid, -1, id, municipality_id, kind, founder_type, 1 FROM taught
       UNION ALL SELECT 'founder', municipality_id, -1, NULL, municipality_id, NULL, 'municipal', count(*) FROM taught
                  WHERE founder_type = 'municipal' GROUP BY municipality_id
       UNION ALL SELECT 'municipality', municipality_id, -1, NULL, municipality_id, NULL, NULL, count(*) FROM taught GROUP BY municipality_id
       UNION ALL SELECT 'region', $1, -1, NULL, NULL, NULL, NULL, count(*) FROM taught
     )
     INSERT INTO statistics_rows (snapshot_id, as_of, level, unit_id, grade_level, school_id, municipality_id, school_kind,
       founder_type, general, students, students_under14, students_14to17, students_18plus, students_unknown,
       declared, declared_under14, declared_14to17, declared_18plus, linked, linked_under14, linked_14to17, linked_18plus,
       used, used_under14, used_14to17, used_18plus, impossible, refusals, refusals_with_paper, out_of_reach_minors, household_minors)
     SELECT a.id, a.as_of, u.level, u.unit_id, u.grade, u.school_id, u.municipality_id, u.kind, u.founder_type, true,
            100 * s, 100 * s, 0, 0, 0, 60 * s, 60 * s, 0, 0, l * s, l * s, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
       FROM added a CROSS JOIN units u
      CROSS JOIN LATERAL (SELECT u.schools::integer AS s, extract(day FROM a.as_of)::integer + $4::integer AS l) n`,
    [regionId, span.from, span.to, span.revision ?? 1],
  );
}

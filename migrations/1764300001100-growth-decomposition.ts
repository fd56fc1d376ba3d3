import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why the number of linked minors became another one between two days (indicators.md f.4), for every school, municipality,
 * founder and the region, from the facts of both days; and what was already computed, so that a second question costs one
 * look-up. Nothing here is a record of its own: whatever is dropped is computed again from the roster and the links.
 */
export class GrowthDecomposition1764300001100 implements MigrationInterface {
  name = 'GrowthDecomposition1764300001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX enrollments_reorganised ON enrollments (region_id, valid_to) WHERE end_kind = 'reorganised';
    `);
    await runner.query(LINKED_PUPILS);
    await runner.query(DECOMPOSITION);
    await runner.query(`
      CREATE TABLE growth_decompositions (
        level text NOT NULL
          CONSTRAINT growth_decompositions_level_known CHECK (level IN ('region', 'municipality', 'founder', 'school')),
        unit_id uuid NOT NULL,
        age_basis text NOT NULL
          CONSTRAINT growth_decompositions_age_basis_known CHECK (age_basis IN ('as_of_date', 'jan1_next')),
        from_day date NOT NULL,
        to_day date NOT NULL,
        region_id uuid NOT NULL CONSTRAINT growth_decompositions_region_fkey REFERENCES regions (id),
        from_revision integer NOT NULL,
        to_revision integer NOT NULL,
        known boolean NOT NULL,
        parts jsonb NOT NULL,
        computed_at timestamptz NOT NULL,
        CONSTRAINT growth_decompositions_pkey PRIMARY KEY (level, unit_id, age_basis, from_day, to_day),
        CONSTRAINT growth_decompositions_in_order CHECK (from_day <= to_day)
      );
      COMMENT ON TABLE growth_decompositions IS 'remembered answers of growth_decomposition; void once a day of theirs has another revision';
      COMMENT ON COLUMN growth_decompositions.from_revision IS 'revision of the snapshot of from_day that was the newest then; 0: the day had none';
      COMMENT ON COLUMN growth_decompositions.parts IS 'by bucket: minors, under14, 14to17';
      CREATE INDEX growth_decompositions_by_region ON growth_decompositions (region_id, from_day, to_day);
      CREATE INDEX growth_decompositions_by_age ON growth_decompositions (computed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE growth_decompositions;
      DROP FUNCTION growth_decomposition(uuid, date, timestamptz, date, date, timestamptz, date, text[], uuid[]);
      DROP FUNCTION linked_pupils_on(uuid, date, timestamptz, uuid[]);
      DROP INDEX enrollments_reorganised;
    `);
  }
}

/**
 * Of `statistics_pupils` only who learns where and is linked (f.0.3, f.0.5): a decomposition asks nothing else of two days, and
 * the rest costs several times as much. A test holds the two to one answer.
 */
const LINKED_PUPILS = `
  CREATE FUNCTION linked_pupils_on(region uuid, day date, moment timestamptz, of_schools uuid[])
  RETURNS TABLE (person_id uuid, school_id uuid, linked boolean) LANGUAGE sql STABLE AS $$
    WITH contingent AS MATERIALIZED (
      SELECT m.person_id, m.school_id FROM main_enrollments_on(region, day, of_schools) m
    ), live AS MATERIALIZED (
      SELECT k.person_id, k.journal_account_id FROM live_account_links(region, moment, 'student') k
       WHERE of_schools IS NULL OR k.person_id IN (SELECT c.person_id FROM contingent c)
    ), own AS MATERIALIZED (
      SELECT l.person_id, s.school_id FROM live l
        JOIN journal_account_schools s ON s.journal_account_id = l.journal_account_id AND s.since < moment
      UNION
      SELECT l.person_id, v.school_id FROM live l
        JOIN journal_account_school_versions v ON v.journal_account_id = l.journal_account_id
         AND v.since < moment AND v.until >= moment
    )
    SELECT e.person_id, e.school_id, o.person_id IS NOT NULL
      FROM contingent e
      LEFT JOIN own o ON o.person_id = e.person_id AND o.school_id = e.school_id
  $$;
  COMMENT ON FUNCTION linked_pupils_on IS 'the contingent of a day, each pupil once, and who of it is linked: the same people as statistics_pupils';
`;

/**
 * Who was linked on one of the days, with both days side by side, is put to every unit where they were on either day; there the
 * first matching reason of f.4 counts. How somebody came into a unit or left it by a reorganisation is read off the last
 * enrolment that ended outside it, or inside.
 */
const DECOMPOSITION = `
  CREATE FUNCTION growth_decomposition(region uuid, day1 date, moment1 timestamptz, age_day1 date,
    day2 date, moment2 timestamptz, age_day2 date, of_kinds text[], of_schools uuid[])
  RETURNS TABLE (level text, unit_id uuid, bucket text, known boolean, linked_from integer, linked_to integer, delta integer,
    new_links integer, inflow integer, lost_links integer, turned_18 integer, outflow integer, aged_in_14 integer,
    aged_out_14 integer, in_birth_date_corrected integer, in_reorganised integer, in_transfer_linked integer,
    in_transfer_unlinked integer, in_unplaced integer, in_newcomer integer, out_birth_date_corrected integer,
    out_reorganised integer, out_transfer integer, out_graduated integer, out_unplaced integer, out_left_region integer)
  LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
  #variable_conflict use_column
  DECLARE among uuid[];
  BEGIN
    IF of_schools IS NOT NULL THEN
      SELECT array_agg(w.school_id) INTO among
        FROM (SELECT unnest(of_schools) AS school_id
              UNION SELECT o.school_id FROM main_enrollments_on(region, day1, of_schools) e
                      JOIN main_enrollments_on(region, day2, NULL) o ON o.person_id = e.person_id
              UNION SELECT o.school_id FROM main_enrollments_on(region, day2, of_schools) e
                      JOIN main_enrollments_on(region, day1, NULL) o ON o.person_id = e.person_id) w;
    END IF;
    RETURN QUERY
    WITH schools_then AS MATERIALIZED (
      SELECT s.school_id, s.municipality_id, s.founder_type, false AS later,
             s.has_data AND CASE WHEN of_kinds IS NULL THEN s.general ELSE s.school_kind = ANY (of_kinds) END AS counted
        FROM statistics_schools(region, day1) s
      UNION ALL
      SELECT s.school_id, s.municipality_id, s.founder_type, true,
             s.has_data AND CASE WHEN of_kinds IS NULL THEN s.general ELSE s.school_kind = ANY (of_kinds) END
        FROM statistics_schools(region, day2) s
    ), before AS MATERIALIZED (
      SELECT p.person_id, p.school_id, p.linked FROM linked_pupils_on(region, day1, moment1, among) p
    ), after AS MATERIALIZED (
      SELECT p.person_id, p.school_id, p.linked FROM linked_pupils_on(region, day2, moment2, among) p
    ), born1 AS MATERIALIZED (
      SELECT DISTINCT ON (v.person_id) v.person_id, v.birth_date FROM birth_date_versions v
        JOIN people p ON p.id = v.person_id AND p.region_id = region
       WHERE v.until >= moment1 ORDER BY v.person_id, v.until
    ), born2 AS MATERIALIZED (
      SELECT DISTINCT ON (v.person_id) v.person_id, v.birth_date FROM birth_date_versions v
        JOIN people p ON p.id = v.person_id AND p.region_id = region
       WHERE v.until >= moment2 ORDER BY v.person_id, v.until
    ), lives AS MATERIALIZED (
      SELECT l.person_id, l.school1, l.linked1, l.school2, l.linked2, d.birth1, d.birth2,
             CASE WHEN l.school1 IS NOT NULL THEN age_bucket(d.birth1, age_day1) END AS bucket1,
             CASE WHEN l.school2 IS NOT NULL THEN age_bucket(d.birth2, age_day2) END AS bucket2
        FROM (SELECT coalesce(b.person_id, a.person_id) AS person_id, b.school_id AS school1, coalesce(b.linked, false) AS linked1,
                     a.school_id AS school2, coalesce(a.linked, false) AS linked2
                FROM before b FULL JOIN after a ON a.person_id = b.person_id
               WHERE b.linked OR a.linked) l
        JOIN people p ON p.id = l.person_id
        LEFT JOIN born1 o1 ON o1.person_id = l.person_id
        LEFT JOIN born2 o2 ON o2.person_id = l.person_id
       CROSS JOIN LATERAL (SELECT CASE WHEN o1.person_id IS NULL THEN p.birth_date ELSE o1.birth_date END AS birth1,
                                  CASE WHEN o2.person_id IS NULL THEN p.birth_date ELSE o2.birth_date END AS birth2) d
    ), reorganised AS MATERIALIZED (
      SELECT DISTINCT e.person_id FROM enrollments e
       WHERE e.region_id = region AND e.kind = 'main' AND e.end_kind = 'reorganised' AND e.valid_to > day1 AND e.valid_to <= day2
    ), away AS (
      SELECT l.person_id, e.end_kind = 'graduated' AS graduated,
             e.end_kind IS DISTINCT FROM 'graduated' AND e.end_kind IS DISTINCT FROM 'deceased' AND e.valid_to > d.day - 30 AS unplaced
        FROM lives l
       CROSS JOIN LATERAL (SELECT CASE WHEN l.school1 IS NULL THEN day1 ELSE day2 END AS day) d
       CROSS JOIN LATERAL (
         SELECT e.valid_to, e.end_kind FROM enrollments e
          WHERE e.person_id = l.person_id AND e.kind = 'main' AND e.valid_from <= d.day AND e.valid_to IS DISTINCT FROM e.valid_from
          ORDER BY e.valid_to DESC NULLS FIRST, e.valid_from DESC, e.id LIMIT 1) e
       WHERE l.school1 IS NULL OR l.school2 IS NULL
    ), alike AS MATERIALIZED (
      SELECT g.*, coalesce(s1.counted, false) AS counted1, s1.municipality_id AS municipality1, s1.founder_type AS founder1,
             coalesce(s2.counted, false) AS counted2, s2.municipality_id AS municipality2, s2.founder_type AS founder2
        FROM (SELECT l.school1, l.bucket1, l.linked1, l.school2, l.bucket2, l.linked2, l.birth1 IS DISTINCT FROM l.birth2 AS corrected,
                     coalesce(a.graduated, false) AS graduated, coalesce(a.unplaced, false) AS unplaced, r.person_id,
                     count(*) AS n
                FROM lives l
                LEFT JOIN away a ON a.person_id = l.person_id
                LEFT JOIN reorganised r ON r.person_id = l.person_id
               GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) g
        LEFT JOIN schools_then s1 ON s1.school_id = g.school1 AND NOT s1.later
        LEFT JOIN schools_then s2 ON s2.school_id = g.school2 AND s2.later
    ), totals AS (
      SELECT u.level, u.unit_id,
             coalesce(sum(n.n) FILTER (WHERE NOT n.later AND n.bucket = 'under14'), 0) AS under14_from,
             coalesce(sum(n.n) FILTER (WHERE n.later AND n.bucket = 'under14'), 0) AS under14_to,
             coalesce(sum(n.n) FILTER (WHERE NOT n.later AND n.bucket = '14to17'), 0) AS teens_from,
             coalesce(sum(n.n) FILTER (WHERE n.later AND n.bucket = '14to17'), 0) AS teens_to
        FROM (SELECT false AS later, c.school1 AS school_id, c.municipality1 AS municipality_id, c.founder1 AS founder_type,
                     c.bucket1 AS bucket, c.n FROM alike c WHERE c.linked1 AND c.counted1
              UNION ALL
              SELECT true, c.school2, c.municipality2, c.founder2, c.bucket2, c.n FROM alike c WHERE c.linked2 AND c.counted2) n
       CROSS JOIN LATERAL (VALUES ('region', region), ('municipality', n.municipality_id), ('school', n.school_id),
               ('founder', CASE WHEN n.founder_type = 'municipal' THEN n.municipality_id END)) u (level, unit_id)
       WHERE u.unit_id IS NOT NULL
       GROUP BY u.level, u.unit_id
    ), flows AS MATERIALIZED (
      SELECT c.*, u.level, v.unit_id, k.bucket, coalesce(v.unit_id = u.unit1, false) AS here1,
             coalesce(v.unit_id = u.unit2, false) AS here2, w.comes
        FROM alike c
       CROSS JOIN LATERAL (VALUES
               ('region', CASE WHEN c.counted1 THEN region END, CASE WHEN c.counted2 THEN region END),
               ('municipality', CASE WHEN c.counted1 THEN c.municipality1 END, CASE WHEN c.counted2 THEN c.municipality2 END),
               ('founder', CASE WHEN c.counted1 AND c.founder1 = 'municipal' THEN c.municipality1 END,
                           CASE WHEN c.counted2 AND c.founder2 = 'municipal' THEN c.municipality2 END),
               ('school', CASE WHEN c.counted1 THEN c.school1 END, CASE WHEN c.counted2 THEN c.school2 END)
             ) u (level, unit1, unit2)
       CROSS JOIN LATERAL (SELECT u.unit1 AS unit_id WHERE u.unit1 IS NOT NULL
                           UNION SELECT u.unit2 WHERE u.unit2 IS NOT NULL) v
       CROSS JOIN (VALUES ('minors', ARRAY['under14', '14to17']), ('under14', ARRAY['under14']), ('14to17', ARRAY['14to17'])
             ) k (bucket, ages)
       CROSS JOIN LATERAL (SELECT c.linked1 AND coalesce(v.unit_id = u.unit1, false) AND c.bucket1 = ANY (k.ages) AS was,
                                  c.linked2 AND coalesce(v.unit_id = u.unit2, false) AND c.bucket2 = ANY (k.ages) AS comes) w
       WHERE coalesce(w.was, false) <> coalesce(w.comes, false)
    ), exits AS MATERIALIZED (
      SELECT e.person_id, e.id, e.valid_from, e.valid_to, e.end_kind, e.school_id, s.municipality_id, s.founder_type,
             CASE WHEN of_kinds IS NULL THEN s.kind NOT IN ('preschool', 'vocational') ELSE s.kind = ANY (of_kinds) END AS counted
        FROM enrollments e
        JOIN schools_in_time s ON s.school_id = e.school_id AND (s.valid_from IS NULL OR s.valid_from < e.valid_to)
         AND (s.valid_to IS NULL OR s.valid_to >= e.valid_to)
       WHERE e.kind = 'main' AND e.valid_to > e.valid_from AND e.valid_to > day1 AND e.valid_to <= day2
         AND e.person_id IN (SELECT r.person_id FROM reorganised r)
    ), ways AS (
      SELECT DISTINCT ON (f.person_id, f.level, f.unit_id) f.person_id, f.level, f.unit_id, x.end_kind = 'reorganised' AS reorganised
        FROM flows f
        JOIN exits e ON e.person_id = f.person_id
       CROSS JOIN LATERAL (SELECT e.*, e.counted AND coalesce(f.unit_id = CASE f.level WHEN 'region' THEN region
               WHEN 'municipality' THEN e.municipality_id WHEN 'school' THEN e.school_id
               ELSE CASE WHEN e.founder_type = 'municipal' THEN e.municipality_id END END, false) AS inside) x
       WHERE f.here1 <> f.here2
         AND (x.inside = f.here1 OR f.here2 AND x.end_kind IN ('left', 'graduated', 'deceased'))
       ORDER BY f.person_id, f.level, f.unit_id, x.valid_to DESC, x.valid_from DESC, x.id
    ), reasons AS (
      SELECT f.level, f.unit_id, f.bucket, f.n,
             CASE
               WHEN f.comes THEN CASE
                 WHEN f.here1 AND (f.bucket1 = f.bucket OR f.bucket = 'minors' AND f.bucket1 IN ('under14', '14to17')) THEN 'new_links'
                 WHEN f.here1 AND f.bucket = '14to17' AND f.bucket1 = 'under14' THEN 'aged_in_14'
                 WHEN f.here1 AND f.corrected THEN 'in_birth_date_corrected'
                 WHEN NOT f.here1 AND (w.reorganised OR f.school1 = f.school2) THEN 'in_reorganised'
                 WHEN NOT f.here1 AND f.counted1 AND f.linked1 THEN 'in_transfer_linked'
                 WHEN NOT f.here1 AND f.counted1 THEN 'in_transfer_unlinked'
                 WHEN f.school1 IS NULL AND f.unplaced THEN 'in_unplaced'
                 ELSE 'in_newcomer' END
               WHEN f.here2 AND (f.bucket2 = f.bucket OR f.bucket = 'minors' AND f.bucket2 IN ('under14', '14to17')) THEN 'lost_links'
               WHEN f.here2 AND f.bucket = 'under14' AND f.bucket2 = '14to17' THEN 'aged_out_14'
               WHEN f.here2 AND f.bucket2 = '18plus' THEN 'turned_18'
               WHEN f.here2 THEN 'out_birth_date_corrected'
               WHEN w.reorganised OR f.school1 = f.school2 THEN 'out_reorganised'
               WHEN f.school2 IS NOT NULL THEN 'out_transfer'
               WHEN f.graduated THEN 'out_graduated'
               WHEN f.unplaced THEN 'out_unplaced'
               ELSE 'out_left_region' END AS reason
        FROM flows f
        LEFT JOIN ways w ON w.person_id = f.person_id AND w.level = f.level AND w.unit_id = f.unit_id
    ), counts AS (
      SELECT r.level, r.unit_id, r.bucket, ${[
        ...['new_links', 'lost_links', 'turned_18', 'aged_in_14', 'aged_out_14'],
        ...['in_birth_date_corrected', 'in_reorganised', 'in_transfer_linked', 'in_transfer_unlinked'],
        ...['in_unplaced', 'in_newcomer', 'out_birth_date_corrected', 'out_reorganised', 'out_transfer'],
        ...['out_graduated', 'out_unplaced', 'out_left_region'],
      ]
        .map((reason) => `sum(r.n) FILTER (WHERE r.reason = '${reason}')::integer AS ${reason}`)
        .join(', ')},
             sum(r.n) FILTER (WHERE r.reason LIKE 'in\\_%')::integer AS inflow,
             sum(r.n) FILTER (WHERE r.reason LIKE 'out\\_%')::integer AS outflow
        FROM reasons r GROUP BY r.level, r.unit_id, r.bucket
    ), opened AS (
      SELECT o.to_school_id AS school_id FROM school_reorganisations o JOIN school_data_days d ON d.school_id = o.to_school_id
       WHERE o.region_id = region AND o.happens_on > day1 AND o.happens_on <= day2 AND o.happens_on <= d.since
    ), units AS (
      SELECT u.level, u.unit_id,
             bool_or(s.counted AND s.later)
               AND bool_or(NOT s.later AND s.counted OR u.level = 'school' AND o.school_id IS NOT NULL) AS known
        FROM schools_then s
        LEFT JOIN opened o ON o.school_id = s.school_id
       CROSS JOIN LATERAL (VALUES ('region', region), ('municipality', s.municipality_id), ('school', s.school_id),
               ('founder', CASE WHEN s.founder_type = 'municipal' THEN s.municipality_id END)) u (level, unit_id)
       WHERE u.unit_id IS NOT NULL AND (of_schools IS NULL OR s.school_id = ANY (of_schools))
       GROUP BY u.level, u.unit_id
      HAVING bool_or(s.counted)
    )
    SELECT u.level, u.unit_id, k.bucket, u.known, n.linked_from, n.linked_to, n.linked_to - n.linked_from,
           ${[
             ...['new_links', 'inflow', 'lost_links', 'turned_18', 'outflow', 'aged_in_14', 'aged_out_14'],
             ...['in_birth_date_corrected', 'in_reorganised', 'in_transfer_linked', 'in_transfer_unlinked'],
             ...['in_unplaced', 'in_newcomer', 'out_birth_date_corrected', 'out_reorganised', 'out_transfer'],
             ...['out_graduated', 'out_unplaced', 'out_left_region'],
           ]
             .map((column) => `coalesce(c.${column}, 0)`)
             .join(', ')}
      FROM units u
     CROSS JOIN (VALUES ('minors', 1, 1), ('under14', 1, 0), ('14to17', 0, 1)) k (bucket, young, teen)
      LEFT JOIN totals t ON t.level = u.level AND t.unit_id = u.unit_id
      LEFT JOIN counts c ON c.level = u.level AND c.unit_id = u.unit_id AND c.bucket = k.bucket
     CROSS JOIN LATERAL (SELECT (k.young * coalesce(t.under14_from, 0) + k.teen * coalesce(t.teens_from, 0))::integer AS linked_from,
                                (k.young * coalesce(t.under14_to, 0) + k.teen * coalesce(t.teens_to, 0))::integer AS linked_to) n;
  END $$;
  COMMENT ON FUNCTION growth_decomposition IS 'f.4: for each unit and bucket how linked minors of day1 became those of day2; a category is computed at its level and not summed from below. moment and age_day of a day as for statistics_pupils; of_kinds null: general schools; of_schools: only units that these schools make up whole are right then. known: no day lies before the first import (EC-140), or the school was opened in between by a reorganisation (EC-071)';
`;

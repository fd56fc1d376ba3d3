import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The facts of a day that every number of statistics is counted from (indicators.md f.0): one row for each pupil of the
 * contingent, one for each adult and school. Snapshots, growth and lists of a class ask the same functions. Also what only
 * statistics keeps: since when the region's campaign runs, and declarations «УЗ создана» (f.0.6).
 */
export class StatisticsFacts1764300000200 implements MigrationInterface {
  name = 'StatisticsFacts1764300000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE statistics_policies (
        region_id uuid CONSTRAINT statistics_policies_pkey PRIMARY KEY
          CONSTRAINT statistics_policies_region_fkey REFERENCES regions (id),
        campaign_started_on date,
        revision integer NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN statistics_policies.campaign_started_on IS 'campaignStartDate of I-24, set by the ministry';

      CREATE TABLE declarations (
        id uuid CONSTRAINT declarations_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT declarations_region_fkey REFERENCES regions (id),
        person_id uuid NOT NULL CONSTRAINT declarations_person_fkey REFERENCES people (id),
        school_id uuid NOT NULL CONSTRAINT declarations_school_fkey REFERENCES schools (id),
        declared_by text NOT NULL CONSTRAINT declarations_declared_by_known CHECK (declared_by IN ('homeroom', 'representative')),
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        withdrawn_by uuid,
        withdrawn_at timestamptz,
        withdrawal_reason text,
        CONSTRAINT declarations_withdrawal_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
        CONSTRAINT declarations_in_order CHECK (withdrawn_at IS NULL OR withdrawn_at >= recorded_at)
      );
      COMMENT ON TABLE declarations IS '«УЗ создана», in the words of the homeroom teacher or a representative (I-06): a statement, never a proof';
      COMMENT ON COLUMN declarations.school_id IS 'the school that recorded it; the declaration goes with the pupil';
      CREATE UNIQUE INDEX declarations_one_open ON declarations (person_id) WHERE withdrawn_at IS NULL;
      CREATE INDEX declarations_by_person ON declarations (person_id);
      CREATE INDEX declarations_by_school ON declarations (school_id, recorded_at DESC, id DESC);

      CREATE FUNCTION age_bucket(born date, day date) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN born IS NULL THEN 'unknown'
                    WHEN extract(year FROM age(day::timestamp, born::timestamp)) < 14 THEN 'under14'
                    WHEN extract(year FROM age(day::timestamp, born::timestamp)) < 18 THEN '14to17'
                    ELSE '18plus' END
      $$;
      COMMENT ON FUNCTION age_bucket IS 'f.0.2, f.0.4: full years on the day, the birthday itself counts; 29 February comes of age on 1 March';

      CREATE FUNCTION statistics_schools(region uuid, day date)
      RETURNS TABLE (school_id uuid, municipality_id uuid, school_kind text, founder_type text, general boolean,
                     has_data boolean) LANGUAGE sql STABLE AS $$
        SELECT s.school_id, s.municipality_id, s.kind, s.founder_type, s.kind NOT IN ('preschool', 'vocational'),
               coalesce(d.since <= day, false)
          FROM schools_in_time s
          JOIN schools o ON o.id = s.school_id AND o.region_id = region
          LEFT JOIN school_data_days d ON d.school_id = s.school_id
         WHERE (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to > day)
      $$;
      COMMENT ON FUNCTION statistics_schools IS 'schools as they were on a day; general: in the contingent by default (f.0.3); has_data: its first import lies not after the day (EC-140)';

      CREATE FUNCTION live_account_links(region uuid, moment timestamptz, of_role text)
      RETURNS TABLE (person_id uuid, journal_account_id uuid, esia_person_id uuid) LANGUAGE sql STABLE AS $$
        SELECT a.person_id, a.id, i.esia_person_id
          FROM link_intervals i
          JOIN journal_accounts a ON a.id = i.journal_account_id
         WHERE i.region_id = region AND a.person_id IS NOT NULL
           AND CASE of_role WHEN 'staff' THEN a.role IN ('teacher', 'homeroom', 'school_admin') ELSE a.role = of_role END
           AND i.active_from < moment AND (i.active_to IS NULL OR i.active_to >= moment)
      $$;
      COMMENT ON FUNCTION live_account_links IS 'f.0.5: links that were active just before a moment; of_role student, representative or staff';

      CREATE FUNCTION statistics_pupils(region uuid, day date, moment timestamptz, age_day date, of_schools uuid[])
      RETURNS TABLE (person_id uuid, school_id uuid, class_group_id uuid, grade_level smallint, municipality_id uuid,
        school_kind text, founder_type text, general boolean, has_data boolean, birth_date date, bucket text,
        declared boolean, linked boolean, used boolean, in_household boolean, impossible boolean, refused boolean,
        refused_with_paper boolean) LANGUAGE sql STABLE AS $$
        WITH contingent AS MATERIALIZED (
          SELECT e.person_id, e.school_id, e.class_group_id, s.municipality_id, s.school_kind, s.founder_type, s.general, s.has_data
            FROM main_enrollments_on(region, day, of_schools) e
            JOIN statistics_schools(region, day) s ON s.school_id = e.school_id
        ), belongs AS NOT MATERIALIZED (
          SELECT b.journal_account_id, b.school_id FROM account_schools_at(region, moment) b
           WHERE of_schools IS NULL OR b.school_id = ANY (of_schools)
        ), lately AS MATERIALIZED (
          SELECT DISTINCT g.esia_person_id FROM esia_logins g
           WHERE g.region_id = region AND g.at < moment AND g.at >= moment - interval '30 days'
        ), own AS MATERIALIZED (
          SELECT k.person_id, b.school_id, bool_or(g.esia_person_id IS NOT NULL) AS used
            FROM live_account_links(region, moment, 'student') k
            JOIN belongs b ON b.journal_account_id = k.journal_account_id
            LEFT JOIN lately g ON g.esia_person_id = k.esia_person_id
           GROUP BY 1, 2
        ), family AS MATERIALIZED (
          SELECT DISTINCT t.child_id AS person_id, b.school_id
            FROM live_account_links(region, moment, 'representative') k
            JOIN belongs b ON b.journal_account_id = k.journal_account_id
            JOIN family_ties t ON t.representative_id = k.person_id
             AND t.valid_from <= day AND (t.valid_to IS NULL OR t.valid_to > day)
        ), exempt AS MATERIALIZED (
          SELECT x.person_id, x.class_group_id, x.school_id, x.wave, x.scope
            FROM i40_exemptions h JOIN exemptions x ON x.id = h.exemption_id
           WHERE h.region_id = region AND h.type = 'no_esia_possible'
             AND h.holds_from < moment AND (h.holds_until IS NULL OR h.holds_until >= moment)
        ), refusal AS MATERIALIZED (
          SELECT f.person_id, bool_or(coalesce(f.confirmed_from < moment, false)) AS with_paper
            FROM i40_refusals f
           WHERE f.region_id = region AND f.holds_from < moment
             AND (f.holds_until IS NULL OR f.holds_until >= moment)
           GROUP BY 1
        ), said AS MATERIALIZED (
          SELECT DISTINCT coalesce(q.merged_into_id, q.id) AS person_id
            FROM declarations d JOIN people q ON q.id = d.person_id
           WHERE d.region_id = region AND d.recorded_at < moment AND (d.withdrawn_at IS NULL OR d.withdrawn_at >= moment)
        ), born_otherwise AS MATERIALIZED (
          SELECT DISTINCT ON (v.person_id) v.person_id, v.birth_date
            FROM birth_date_versions v JOIN people p ON p.id = v.person_id AND p.region_id = region
           WHERE v.until >= moment
           ORDER BY v.person_id, v.until
        )
        SELECT c.person_id, c.school_id, g.id, g.grade_level, c.municipality_id, c.school_kind, c.founder_type,
               c.general, c.has_data, b.birth_date, age_bucket(b.birth_date, age_day),
               d.person_id IS NOT NULL OR own.person_id IS NOT NULL, own.person_id IS NOT NULL, coalesce(own.used, false),
               own.person_id IS NOT NULL OR f.person_id IS NOT NULL,
               EXISTS (SELECT FROM exempt x WHERE x.scope = 'person' AND x.person_id = c.person_id)
                 OR EXISTS (SELECT FROM exempt x WHERE x.scope = 'class' AND x.class_group_id = c.class_group_id)
                 OR EXISTS (SELECT FROM exempt x WHERE x.scope = 'school' AND x.school_id = c.school_id)
                 OR EXISTS (SELECT FROM exempt x WHERE x.scope = 'role' AND x.school_id = c.school_id
                             AND x.wave = wave_of('student', b.birth_date, day)),
               r.person_id IS NOT NULL, coalesce(r.with_paper, false)
          FROM contingent c
          JOIN people p ON p.id = c.person_id
          LEFT JOIN born_otherwise o ON o.person_id = c.person_id
         CROSS JOIN LATERAL (SELECT CASE WHEN o.person_id IS NULL THEN p.birth_date ELSE o.birth_date END AS birth_date) b
          LEFT JOIN class_groups g ON g.id = c.class_group_id AND g.school_id = c.school_id
          LEFT JOIN own ON own.person_id = c.person_id AND own.school_id = c.school_id
          LEFT JOIN family f ON f.person_id = c.person_id AND f.school_id = c.school_id
          LEFT JOIN refusal r ON r.person_id = c.person_id
          LEFT JOIN said d ON d.person_id = c.person_id
      $$;
      COMMENT ON FUNCTION statistics_pupils IS 'the pupils of the contingent on a day, each once; moment: T(D) of f.0.1, the start of the next civil day of the region, and age_day the day on which ages count (f.0.2), with all that the levels of f.1 are counted from. used: a sign-in through ESIA within 30 days; in_household: linked, or a representative tied to the child is, on an account of the school (I-16). of_schools null: the whole region';

      CREATE FUNCTION statistics_adults(region uuid, day date, moment timestamptz, of_schools uuid[])
      RETURNS TABLE (kind text, person_id uuid, school_id uuid, municipality_id uuid, founder_type text, general boolean,
                     has_data boolean, linked boolean) LANGUAGE sql STABLE AS $$
        WITH at_schools AS NOT MATERIALIZED (
          SELECT b.journal_account_id, b.school_id FROM account_schools_at(region, moment) b
           WHERE of_schools IS NULL OR b.school_id = ANY (of_schools)
        ), representing AS MATERIALIZED (
          SELECT DISTINCT k.person_id, b.school_id
            FROM live_account_links(region, moment, 'representative') k
            JOIN at_schools b ON b.journal_account_id = k.journal_account_id
        ), working AS MATERIALIZED (
          SELECT DISTINCT k.person_id, b.school_id
            FROM live_account_links(region, moment, 'staff') k
            JOIN at_schools b ON b.journal_account_id = k.journal_account_id
        ), adults AS (
          SELECT DISTINCT 'representative' AS kind, t.representative_id AS person_id, e.school_id
            FROM main_enrollments_on(region, day, of_schools) e
            JOIN family_ties t ON t.child_id = e.person_id
             AND t.valid_from <= day AND (t.valid_to IS NULL OR t.valid_to > day)
          UNION ALL
          SELECT DISTINCT 'staff', s.person_id, s.school_id
            FROM staff_appointments s
            JOIN journal_accounts a ON a.person_id = s.person_id AND a.role IN ('teacher', 'homeroom', 'school_admin')
             AND (a.closed_at IS NULL OR a.closed_at >= moment)
            JOIN at_schools b ON b.journal_account_id = a.id AND b.school_id = s.school_id
           WHERE s.region_id = region AND s.valid_from <= day AND (s.valid_to IS NULL OR s.valid_to > day)
             AND (of_schools IS NULL OR s.school_id = ANY (of_schools))
        )
        SELECT a.kind, a.person_id, a.school_id, s.municipality_id, s.founder_type, s.general, s.has_data,
               CASE a.kind WHEN 'staff' THEN w.person_id IS NOT NULL ELSE r.person_id IS NOT NULL END
          FROM adults a
          JOIN statistics_schools(region, day) s ON s.school_id = a.school_id
          LEFT JOIN representing r ON r.person_id = a.person_id AND r.school_id = a.school_id
          LEFT JOIN working w ON w.person_id = a.person_id AND w.school_id = a.school_id
      $$;
      COMMENT ON FUNCTION statistics_adults IS 'representatives of the contingent and members of staff with an e-journal account (I-17, I-18), a row for each adult and school. Above a school an adult counts once and is linked if linked anywhere there (EC-044)';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION statistics_adults(uuid, date, timestamptz, uuid[]);
      DROP FUNCTION statistics_pupils(uuid, date, timestamptz, date, uuid[]);
      DROP FUNCTION live_account_links(uuid, timestamptz, text);
      DROP FUNCTION statistics_schools(uuid, date);
      DROP FUNCTION age_bucket(date, date);
      DROP TABLE declarations;
      DROP TABLE statistics_policies;
    `);
  }
}

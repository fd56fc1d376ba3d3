import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What statistics of a past day need and the roster did not remember (indicators.md f.0): what a birth date was believed to be,
 * to which schools an e-journal account belonged, since when a school has handed over anything at all. Each row is written by
 * the database itself, so no way to change a roster can forget it. Moments are those of the clock of the act where the act says
 * so (`perehod.moment`), of the transaction otherwise.
 */
export class FactsInTime1764300000100 implements MigrationInterface {
  name = 'FactsInTime1764300000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION recording_moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
        SELECT coalesce(nullif(current_setting('perehod.moment', true), '')::timestamptz, now())
      $$;
      COMMENT ON FUNCTION recording_moment IS 'the moment that an act says it is done at, in the setting perehod.moment of its transaction; else the transaction''s own';

      CREATE TABLE birth_date_versions (
        person_id uuid NOT NULL CONSTRAINT birth_date_versions_person_fkey REFERENCES people (id) ON DELETE CASCADE,
        until timestamptz NOT NULL,
        birth_date date,
        CONSTRAINT birth_date_versions_pkey PRIMARY KEY (person_id, until)
      );
      COMMENT ON TABLE birth_date_versions IS 'what a birth date was said to be until a moment; what it is stands in people';
      CREATE FUNCTION people_keep_birth_date() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO birth_date_versions (person_id, until, birth_date)
        SELECT o.id, recording_moment(), o.birth_date
          FROM old_rows o JOIN new_rows n ON n.id = o.id
         WHERE o.birth_date IS DISTINCT FROM n.birth_date
        ON CONFLICT (person_id, until) DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER people_keep_birth_date AFTER UPDATE ON people
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION people_keep_birth_date();

      ALTER TABLE journal_account_schools ADD COLUMN since timestamptz NOT NULL DEFAULT '-infinity';
      ALTER TABLE journal_account_schools ALTER COLUMN since SET DEFAULT recording_moment();
      CREATE TABLE journal_account_school_versions (
        journal_account_id uuid NOT NULL
          CONSTRAINT journal_account_school_versions_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        school_id uuid NOT NULL CONSTRAINT journal_account_school_versions_school_fkey REFERENCES schools (id) ON DELETE CASCADE,
        since timestamptz NOT NULL,
        until timestamptz NOT NULL,
        CONSTRAINT journal_account_school_versions_pkey PRIMARY KEY (journal_account_id, school_id, until)
      );
      COMMENT ON TABLE journal_account_school_versions IS 'where an account belonged and no longer does; where it belongs stands in journal_account_schools';
      CREATE INDEX journal_account_school_versions_by_school ON journal_account_school_versions (school_id);
      CREATE FUNCTION journal_account_schools_keep() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO journal_account_school_versions (journal_account_id, school_id, since, until)
        SELECT o.journal_account_id, o.school_id, o.since, recording_moment()
          FROM old_rows o
         WHERE EXISTS (SELECT FROM journal_accounts a WHERE a.id = o.journal_account_id)
           AND EXISTS (SELECT FROM schools s WHERE s.id = o.school_id)
        ON CONFLICT (journal_account_id, school_id, until) DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER journal_account_schools_keep AFTER DELETE ON journal_account_schools
        REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION journal_account_schools_keep();
      CREATE FUNCTION account_schools_at(region uuid, moment timestamptz)
      RETURNS TABLE (journal_account_id uuid, school_id uuid) LANGUAGE sql STABLE AS $$
        SELECT s.journal_account_id, s.school_id FROM journal_account_schools s
          JOIN schools o ON o.id = s.school_id WHERE o.region_id = region AND s.since < moment
        UNION ALL
        SELECT v.journal_account_id, v.school_id FROM journal_account_school_versions v
          JOIN schools o ON o.id = v.school_id WHERE o.region_id = region AND v.since < moment AND v.until >= moment
      $$;
      COMMENT ON FUNCTION account_schools_at IS 'to which schools the accounts of a region belonged just before a moment; a pair may come twice, so that nobody sorts hundreds of thousands for the few';

      CREATE TABLE school_data_days (
        school_id uuid CONSTRAINT school_data_days_pkey PRIMARY KEY
          CONSTRAINT school_data_days_school_fkey REFERENCES schools (id) ON DELETE CASCADE,
        since date NOT NULL
      );
      COMMENT ON TABLE school_data_days IS 'the civil day of a school''s first import: before it nothing is known (EC-140). Pupils who were entered otherwise count from their first day';
      CREATE FUNCTION enrollments_mark_data_day() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO school_data_days AS known (school_id, since)
        SELECT n.school_id, min(CASE WHEN n.import_batch_id IS NULL THEN n.valid_from
                                ELSE (recording_moment() AT TIME ZONE r.time_zone)::date END)
          FROM touched n JOIN regions r ON r.id = n.region_id
         GROUP BY n.school_id
        ON CONFLICT (school_id) DO UPDATE SET since = excluded.since WHERE excluded.since < known.since;
        RETURN NULL;
      END $$;
      CREATE TRIGGER enrollments_mark_data_day AFTER INSERT ON enrollments
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrollments_mark_data_day();
      INSERT INTO school_data_days (school_id, since)
      SELECT e.school_id, min(coalesce((b.started_at AT TIME ZONE r.time_zone)::date, e.valid_from))
        FROM enrollments e JOIN regions r ON r.id = e.region_id LEFT JOIN import_batches b ON b.id = e.import_batch_id
       GROUP BY e.school_id;

      CREATE OR REPLACE FUNCTION enrollments_on(region uuid, day date)
      RETURNS TABLE (enrollment_id uuid, person_id uuid, school_id uuid, class_group_id uuid, kind text, valid_from date,
                     counts_as_main boolean)
      LANGUAGE sql STABLE AS $$
        SELECT e.id, e.person_id, e.school_id, e.class_group_id, e.kind, e.valid_from,
               e.kind = 'main' AND NOT EXISTS (
                 SELECT FROM enrollments o
                  WHERE o.person_id = e.person_id AND o.kind = 'main' AND o.id <> e.id
                    AND o.valid_from <= day AND (o.valid_to IS NULL OR o.valid_to > day)
                    AND (coalesce(o.stay_since, o.valid_from), o.valid_from, e.id)
                      > (coalesce(e.stay_since, e.valid_from), e.valid_from, o.id))
          FROM enrollments e
         WHERE e.region_id = region AND e.valid_from <= day AND (e.valid_to IS NULL OR e.valid_to > day)
      $$;

      CREATE FUNCTION main_enrollments_on(region uuid, day date, of_schools uuid[])
      RETURNS TABLE (enrollment_id uuid, person_id uuid, school_id uuid, class_group_id uuid) LANGUAGE sql STABLE AS $$
        SELECT e.id, e.person_id, e.school_id, e.class_group_id
          FROM enrollments e
         WHERE e.region_id = region AND e.kind = 'main' AND e.valid_from <= day AND (e.valid_to IS NULL OR e.valid_to > day)
           AND (of_schools IS NULL OR e.school_id = ANY (of_schools))
           AND NOT EXISTS (
             SELECT FROM enrollments o
              WHERE o.person_id = e.person_id AND o.kind = 'main' AND o.id <> e.id
                AND o.valid_from <= day AND (o.valid_to IS NULL OR o.valid_to > day)
                AND (coalesce(o.stay_since, o.valid_from), o.valid_from, e.id)
                  > (coalesce(e.stay_since, e.valid_from), e.valid_from, o.id))
      $$;
      COMMENT ON FUNCTION main_enrollments_on IS 'the contingent of schools on a day (f.0.3): of several main enrolments of a person the later begun counts (EC-068, EC-125); the same rule as enrollments_on. of_schools null: the whole region';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION main_enrollments_on(uuid, date, uuid[]);
      CREATE OR REPLACE FUNCTION enrollments_on(region uuid, day date)
      RETURNS TABLE (enrollment_id uuid, person_id uuid, school_id uuid, class_group_id uuid, kind text, valid_from date,
                     counts_as_main boolean)
      LANGUAGE sql STABLE AS $$
        SELECT e.id, e.person_id, e.school_id, e.class_group_id, e.kind, e.valid_from,
               e.kind = 'main' AND row_number() OVER (PARTITION BY e.person_id
                 ORDER BY e.kind = 'main' DESC, coalesce(e.stay_since, e.valid_from) DESC, e.valid_from DESC, e.id) = 1
          FROM enrollments e
         WHERE e.region_id = region AND e.valid_from <= day AND (e.valid_to IS NULL OR e.valid_to > day)
      $$;
      DROP TRIGGER enrollments_mark_data_day ON enrollments;
      DROP FUNCTION enrollments_mark_data_day();
      DROP TABLE school_data_days;
      DROP FUNCTION account_schools_at(uuid, timestamptz);
      DROP TRIGGER journal_account_schools_keep ON journal_account_schools;
      DROP FUNCTION journal_account_schools_keep();
      DROP TABLE journal_account_school_versions;
      ALTER TABLE journal_account_schools DROP COLUMN since;
      DROP TRIGGER people_keep_birth_date ON people;
      DROP FUNCTION people_keep_birth_date();
      DROP TABLE birth_date_versions;
      DROP FUNCTION recording_moment();
    `);
  }
}

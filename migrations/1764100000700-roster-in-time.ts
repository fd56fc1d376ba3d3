import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A roster that can be asked for any day (ROS-08, ROS-10, ROS-14): intervals of one record never overlap; a class that
 * begins a new year is a new class; what a school or municipality was called remains; and one function says which of a
 * person's enrolments counts. Overlap is refused by statement triggers and not by EXCLUDE: a GiST index of all enrolments
 * would cost the import more than all its other indexes, and btree_gist is not everywhere.
 */
export class RosterInTime1764100000700 implements MigrationInterface {
  name = 'RosterInTime1764100000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE enrollments ADD COLUMN stay_since date;
      COMMENT ON COLUMN enrollments.stay_since IS 'first day at this school without a break, when classes changed since; null: valid_from';
      COMMENT ON COLUMN enrollments.order_no IS 'number of the order by which the enrolment began';

      CREATE INDEX people_deceased ON people (id) WHERE deceased_on IS NOT NULL;

      ALTER TABLE class_groups ADD COLUMN closed_on date;
      COMMENT ON COLUMN class_groups.closed_on IS 'first day on which the source id means another class: a new year''s, or one at a successor school';
      DROP INDEX class_groups_one_per_source_id;
      CREATE UNIQUE INDEX class_groups_one_per_source_id ON class_groups (region_id, source, source_id) WHERE closed_on IS NULL;

      CREATE UNIQUE INDEX enrollments_one_start_per_record ON enrollments (record_id, valid_from)
        WHERE valid_to IS NULL OR valid_to > valid_from;
      CREATE UNIQUE INDEX staff_appointments_one_start_per_record ON staff_appointments (record_id, valid_from)
        WHERE valid_to IS NULL OR valid_to > valid_from;

      CREATE FUNCTION places_do_not_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE twice boolean;
      BEGIN
        EXECUTE format(
          'SELECT EXISTS (SELECT FROM touched n JOIN %1$I o ON o.record_id = n.record_id AND o.id <> n.id
             WHERE (o.valid_to IS NULL OR o.valid_to > o.valid_from) AND (n.valid_to IS NULL OR n.valid_to > n.valid_from)
               AND (o.valid_to IS NULL OR o.valid_to > n.valid_from) AND (n.valid_to IS NULL OR n.valid_to > o.valid_from))',
          TG_TABLE_NAME)
          INTO twice;
        IF twice THEN
          RAISE EXCEPTION 'a record is in two places of % on one day', TG_TABLE_NAME
            USING ERRCODE = '23P01', CONSTRAINT = TG_TABLE_NAME || '_no_overlap';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER enrollments_no_overlap_added AFTER INSERT ON enrollments
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION places_do_not_overlap();
      CREATE TRIGGER enrollments_no_overlap_changed AFTER UPDATE ON enrollments
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION places_do_not_overlap();
      CREATE TRIGGER staff_appointments_no_overlap_added AFTER INSERT ON staff_appointments
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION places_do_not_overlap();
      CREATE TRIGGER staff_appointments_no_overlap_changed AFTER UPDATE ON staff_appointments
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION places_do_not_overlap();

      CREATE FUNCTION enrollments_on(region uuid, day date)
      RETURNS TABLE (enrollment_id uuid, person_id uuid, school_id uuid, class_group_id uuid, kind text, valid_from date,
                     counts_as_main boolean)
      LANGUAGE sql STABLE AS $$
        SELECT e.id, e.person_id, e.school_id, e.class_group_id, e.kind, e.valid_from,
               e.kind = 'main' AND row_number() OVER (PARTITION BY e.person_id
                 ORDER BY e.kind = 'main' DESC, coalesce(e.stay_since, e.valid_from) DESC, e.valid_from DESC, e.id) = 1
          FROM enrollments e
         WHERE e.region_id = region AND e.valid_from <= day AND (e.valid_to IS NULL OR e.valid_to > day)
      $$;
      COMMENT ON FUNCTION enrollments_on IS 'who learns where on a day; of several main enrolments the later begun one counts (EC-068)';

      CREATE FUNCTION unplaced_on(region uuid, day date)
      RETURNS TABLE (person_id uuid, school_id uuid, since date)
      LANGUAGE sql STABLE AS $$
        SELECT l.person_id, l.school_id, l.valid_to
          FROM (SELECT DISTINCT ON (e.person_id) e.person_id, e.school_id, e.valid_to, e.end_kind
                  FROM enrollments e
                 WHERE e.region_id = region AND e.kind = 'main' AND e.valid_from <= day AND e.valid_to IS DISTINCT FROM e.valid_from
                 ORDER BY e.person_id, e.valid_to DESC NULLS FIRST, e.valid_from DESC, e.id) l
         WHERE l.valid_to <= day AND l.end_kind IS DISTINCT FROM 'graduated' AND l.end_kind IS DISTINCT FROM 'deceased'
      $$;
      COMMENT ON FUNCTION unplaced_on IS 'who left a school and is in none on the day, since when (EC-067); not graduates, not the dead';

      CREATE VIEW current_enrollments AS
      SELECT r.id AS region_id, e.*
        FROM regions r
       CROSS JOIN LATERAL enrollments_on(r.id, (now() AT TIME ZONE r.time_zone)::date) e;
      COMMENT ON VIEW current_enrollments IS 'enrollments_on for today, in the time zone of each region';

      CREATE TABLE school_versions (
        school_id uuid NOT NULL CONSTRAINT school_versions_school_fkey REFERENCES schools (id),
        valid_to date NOT NULL,
        municipality_id uuid NOT NULL CONSTRAINT school_versions_municipality_fkey REFERENCES municipalities (id),
        full_name text NOT NULL,
        short_name text NOT NULL,
        kind text NOT NULL,
        founder_type text NOT NULL,
        inn text,
        ogrn text,
        CONSTRAINT school_versions_pkey PRIMARY KEY (school_id, valid_to)
      );
      COMMENT ON TABLE school_versions IS 'what a school was until valid_to, the first day on which it no longer was; what it is stands in schools (EC-072)';
      CREATE INDEX school_versions_by_municipality ON school_versions (municipality_id);

      CREATE TABLE municipality_versions (
        municipality_id uuid NOT NULL
          CONSTRAINT municipality_versions_municipality_fkey REFERENCES municipalities (id),
        valid_to date NOT NULL,
        oktmo text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        CONSTRAINT municipality_versions_pkey PRIMARY KEY (municipality_id, valid_to)
      );
      COMMENT ON TABLE municipality_versions IS 'what a municipality was until valid_to; codes of ОКТМО change (ROS-14)';

      CREATE VIEW schools_in_time AS
      SELECT v.school_id, lag(v.valid_to) OVER (PARTITION BY v.school_id ORDER BY v.valid_to) AS valid_from, v.valid_to,
             v.municipality_id, v.full_name, v.short_name, v.kind, v.founder_type, v.inn, v.ogrn
        FROM school_versions v
      UNION ALL
      SELECT s.id, (SELECT max(v.valid_to) FROM school_versions v WHERE v.school_id = s.id), NULL,
             s.municipality_id, s.full_name, s.short_name, s.kind, s.founder_type, s.inn, s.ogrn
        FROM schools s;
      COMMENT ON VIEW schools_in_time IS 'attributes of schools by interval; a null end is open';

      CREATE VIEW municipalities_in_time AS
      SELECT v.municipality_id, lag(v.valid_to) OVER (PARTITION BY v.municipality_id ORDER BY v.valid_to) AS valid_from,
             v.valid_to, v.oktmo, v.name, v.kind
        FROM municipality_versions v
      UNION ALL
      SELECT m.id, (SELECT max(v.valid_to) FROM municipality_versions v WHERE v.municipality_id = m.id), NULL,
             m.oktmo, m.name, m.kind
        FROM municipalities m;

      ALTER TABLE school_reorganisations ADD COLUMN moved jsonb NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN school_reorganisations.moved IS 'counts of what moved: enrolments, appointments, accounts';

      DROP INDEX roster_tasks_one_open;
      CREATE UNIQUE INDEX roster_tasks_one_open ON roster_tasks (code, person_id, journal_account_id, school_id)
        NULLS NOT DISTINCT WHERE done_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX roster_tasks_one_open;
      CREATE UNIQUE INDEX roster_tasks_one_open ON roster_tasks (code, person_id, journal_account_id) NULLS NOT DISTINCT
        WHERE done_at IS NULL;
      ALTER TABLE school_reorganisations DROP COLUMN moved;
      DROP VIEW municipalities_in_time;
      DROP VIEW schools_in_time;
      DROP TABLE municipality_versions;
      DROP TABLE school_versions;
      DROP VIEW current_enrollments;
      DROP FUNCTION unplaced_on;
      DROP FUNCTION enrollments_on;
      DROP TRIGGER staff_appointments_no_overlap_changed ON staff_appointments;
      DROP TRIGGER staff_appointments_no_overlap_added ON staff_appointments;
      DROP TRIGGER enrollments_no_overlap_changed ON enrollments;
      DROP TRIGGER enrollments_no_overlap_added ON enrollments;
      DROP FUNCTION places_do_not_overlap;
      DROP INDEX staff_appointments_one_start_per_record;
      DROP INDEX enrollments_one_start_per_record;
      DROP INDEX class_groups_one_per_source_id;
      CREATE UNIQUE INDEX class_groups_one_per_source_id ON class_groups (region_id, source, source_id);
      ALTER TABLE class_groups DROP COLUMN closed_on;
      DROP INDEX people_deceased;
      ALTER TABLE enrollments DROP COLUMN stay_since;
    `);
  }
}

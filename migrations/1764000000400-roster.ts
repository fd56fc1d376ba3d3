import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People as the schools report them. A person is one human of a region; a person record is one row of a source (a pupil,
 * a representative, a member of staff), and several records may be one human (ROS-16). Names and birth dates stay plain,
 * because matching, search and ages need them in SQL; СНИЛС is encrypted and findable by a keyed hash only (PD-02).
 * The normalised names are written by the importer with kernel/person-name; SQL never normalises by itself.
 * The files of an import are staged in temporary tables of its own transaction (roster/store/staging.ts), not here.
 */
export class Roster1764000000400 implements MigrationInterface {
  name = 'Roster1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_batches (
        id uuid CONSTRAINT import_batches_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT import_batches_region_fkey REFERENCES regions (id),
        school_id uuid CONSTRAINT import_batches_school_fkey REFERENCES schools (id),
        source text NOT NULL,
        state text NOT NULL CONSTRAINT import_batches_state_known CHECK (state IN ('uploaded', 'validating', 'invalid',
          'ready', 'needs_approval', 'applying', 'applied', 'failed', 'rejected', 'discarded', 'rolled_back')),
        dry_run boolean NOT NULL DEFAULT false,
        content_hash bytea NOT NULL,
        uploaded_by text NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        counts jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX import_batches_newest ON import_batches (region_id, source, started_at DESC);
      CREATE INDEX import_batches_by_school ON import_batches (school_id, started_at DESC);

      CREATE TABLE import_issues (
        batch_id uuid NOT NULL CONSTRAINT import_issues_batch_fkey REFERENCES import_batches (id) ON DELETE CASCADE,
        no integer NOT NULL,
        file text NOT NULL,
        row_no integer,
        column_name text,
        severity text NOT NULL
          CONSTRAINT import_issues_severity_known CHECK (severity IN ('structure', 'row', 'field', 'warning')),
        code text NOT NULL,
        message text NOT NULL,
        CONSTRAINT import_issues_pkey PRIMARY KEY (batch_id, no)
      );

      CREATE TABLE people (
        id uuid CONSTRAINT people_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT people_region_fkey REFERENCES regions (id),
        last_name text NOT NULL,
        first_name text NOT NULL,
        middle_name text,
        norm_last text NOT NULL,
        norm_first text NOT NULL,
        norm_middle text,
        birth_date date,
        gender text CONSTRAINT people_gender_known CHECK (gender IN ('M', 'F')),
        citizenship text CONSTRAINT people_citizenship_form CHECK (citizenship ~ '^[A-Z]{3}$'),
        snils_state text NOT NULL CONSTRAINT people_snils_state_known CHECK (snils_state IN ('valid', 'missing', 'invalid')),
        snils_hmac bytea,
        snils_enc bytea,
        snils_key_id text,
        snils_last2 text,
        merge_forbidden boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT people_snils_whole CHECK (
          (snils_state = 'valid') = (snils_hmac IS NOT NULL)
          AND (snils_hmac IS NULL) = (snils_enc IS NULL)
          AND (snils_hmac IS NULL) = (snils_key_id IS NULL)
          AND (snils_hmac IS NULL) = (snils_last2 IS NULL)
        )
      );
      CREATE INDEX people_by_snils ON people (region_id, snils_hmac) WHERE snils_hmac IS NOT NULL;
      CREATE INDEX people_by_name_and_birth ON people (region_id, norm_last, norm_first, birth_date);

      CREATE TABLE person_records (
        id uuid CONSTRAINT person_records_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT person_records_region_fkey REFERENCES regions (id),
        source text NOT NULL,
        kind text NOT NULL
          CONSTRAINT person_records_kind_known CHECK (kind IN ('student', 'representative', 'staff')),
        source_id text NOT NULL,
        person_id uuid NOT NULL CONSTRAINT person_records_person_fkey REFERENCES people (id),
        row_hash bytea NOT NULL,
        removed_at timestamptz
      );
      CREATE UNIQUE INDEX person_records_one_per_source_id ON person_records (region_id, source, kind, source_id);
      CREATE INDEX person_records_by_person ON person_records (person_id);

      CREATE TABLE class_groups (
        id uuid CONSTRAINT class_groups_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT class_groups_region_fkey REFERENCES regions (id),
        school_id uuid NOT NULL CONSTRAINT class_groups_school_fkey REFERENCES schools (id),
        source text NOT NULL,
        source_id text NOT NULL,
        academic_year text NOT NULL CONSTRAINT class_groups_academic_year_form CHECK (academic_year ~ '^[0-9]{4}/[0-9]{4}$'),
        grade_level smallint NOT NULL CONSTRAINT class_groups_grade_level_range CHECK (grade_level BETWEEN 0 AND 12),
        letter text NOT NULL CONSTRAINT class_groups_letter_length CHECK (length(letter) <= 10),
        campus text
      );
      CREATE UNIQUE INDEX class_groups_one_per_source_id ON class_groups (region_id, source, source_id);
      CREATE INDEX class_groups_by_school ON class_groups (school_id, academic_year, grade_level, letter);

      CREATE TABLE enrollments (
        id uuid CONSTRAINT enrollments_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT enrollments_region_fkey REFERENCES regions (id),
        record_id uuid NOT NULL CONSTRAINT enrollments_record_fkey REFERENCES person_records (id),
        person_id uuid NOT NULL CONSTRAINT enrollments_person_fkey REFERENCES people (id),
        school_id uuid NOT NULL CONSTRAINT enrollments_school_fkey REFERENCES schools (id),
        class_group_id uuid CONSTRAINT enrollments_class_group_fkey REFERENCES class_groups (id),
        kind text NOT NULL CONSTRAINT enrollments_kind_known CHECK (kind IN ('main', 'additional', 'external')),
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT enrollments_dates_in_order CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );
      COMMENT ON COLUMN enrollments.valid_to IS 'first day on which the enrolment no longer holds';
      CREATE UNIQUE INDEX enrollments_one_open_per_record ON enrollments (record_id) WHERE valid_to IS NULL;
      CREATE INDEX enrollments_by_person ON enrollments (person_id);
      CREATE INDEX enrollments_by_school ON enrollments (school_id, class_group_id);
      CREATE INDEX enrollments_by_class_group ON enrollments (class_group_id);

      CREATE TABLE staff_appointments (
        id uuid CONSTRAINT staff_appointments_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT staff_appointments_region_fkey REFERENCES regions (id),
        record_id uuid NOT NULL CONSTRAINT staff_appointments_record_fkey REFERENCES person_records (id),
        person_id uuid NOT NULL CONSTRAINT staff_appointments_person_fkey REFERENCES people (id),
        school_id uuid NOT NULL CONSTRAINT staff_appointments_school_fkey REFERENCES schools (id),
        position text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT staff_appointments_dates_in_order CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );
      CREATE UNIQUE INDEX staff_appointments_one_open_per_record ON staff_appointments (record_id) WHERE valid_to IS NULL;
      CREATE INDEX staff_appointments_by_person ON staff_appointments (person_id);
      CREATE INDEX staff_appointments_by_school ON staff_appointments (school_id);

      CREATE TABLE family_ties (
        id uuid CONSTRAINT family_ties_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT family_ties_region_fkey REFERENCES regions (id),
        child_record_id uuid NOT NULL CONSTRAINT family_ties_child_record_fkey REFERENCES person_records (id),
        representative_record_id uuid NOT NULL
          CONSTRAINT family_ties_representative_record_fkey REFERENCES person_records (id),
        child_id uuid NOT NULL CONSTRAINT family_ties_child_fkey REFERENCES people (id),
        representative_id uuid NOT NULL CONSTRAINT family_ties_representative_fkey REFERENCES people (id),
        kind text NOT NULL CONSTRAINT family_ties_kind_known CHECK (kind IN ('parent', 'adoptive_parent', 'guardian',
          'trustee', 'foster_parent', 'institution_representative')),
        state text NOT NULL DEFAULT 'asserted'
          CONSTRAINT family_ties_state_known CHECK (state IN ('asserted', 'confirmed', 'disputed', 'ended')),
        valid_from date NOT NULL,
        valid_to date,
        CONSTRAINT family_ties_two_people CHECK (child_id <> representative_id),
        CONSTRAINT family_ties_dates_in_order CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );
      CREATE UNIQUE INDEX family_ties_one_per_pair ON family_ties (child_record_id, representative_record_id);
      CREATE INDEX family_ties_by_child ON family_ties (child_id);
      CREATE INDEX family_ties_by_representative ON family_ties (representative_id);
      CREATE INDEX family_ties_by_representative_record ON family_ties (representative_record_id);

      CREATE TABLE journal_accounts (
        id uuid CONSTRAINT journal_accounts_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT journal_accounts_region_fkey REFERENCES regions (id),
        journal_system_id uuid NOT NULL CONSTRAINT journal_accounts_system_fkey REFERENCES journal_systems (id),
        external_id text NOT NULL,
        role text NOT NULL CONSTRAINT journal_accounts_role_known CHECK (role IN ('student', 'representative', 'teacher',
          'homeroom', 'school_admin')),
        record_id uuid CONSTRAINT journal_accounts_record_fkey REFERENCES person_records (id),
        person_id uuid CONSTRAINT journal_accounts_person_fkey REFERENCES people (id),
        row_hash bytea NOT NULL,
        closed_at timestamptz
      );
      CREATE UNIQUE INDEX journal_accounts_one_per_external_id ON journal_accounts (journal_system_id, external_id);
      CREATE INDEX journal_accounts_by_person ON journal_accounts (person_id);
      CREATE INDEX journal_accounts_by_record ON journal_accounts (record_id);

      CREATE TABLE journal_account_schools (
        journal_account_id uuid NOT NULL
          CONSTRAINT journal_account_schools_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        school_id uuid NOT NULL CONSTRAINT journal_account_schools_school_fkey REFERENCES schools (id),
        CONSTRAINT journal_account_schools_pkey PRIMARY KEY (journal_account_id, school_id)
      );
      CREATE INDEX journal_account_schools_by_school ON journal_account_schools (school_id);

      CREATE VIEW person_readiness AS
      SELECT p.id AS person_id, p.region_id,
             CASE
               WHEN p.snils_state = 'invalid' THEN 'snils_invalid'
               WHEN p.snils_state = 'missing' AND p.citizenship <> 'RUS' THEN 'no_snils_foreign'
               WHEN p.snils_state = 'missing' THEN 'snils_missing'
               WHEN d.is_shared THEN 'snils_duplicate'
               WHEN p.birth_date IS NULL THEN 'birthdate_missing'
               ELSE 'ready'
             END AS readiness,
             CASE WHEN d.is_shared AND EXISTS (
               SELECT 1 FROM family_ties t
                 JOIN people o ON o.id = CASE WHEN t.child_id = p.id THEN t.representative_id ELSE t.child_id END
                WHERE (t.child_id = p.id OR t.representative_id = p.id)
                  AND t.state <> 'ended' AND o.snils_hmac = p.snils_hmac
             ) THEN 'SNILS_DUPLICATE_FAMILY' END AS problem
        FROM people p
       CROSS JOIN LATERAL (SELECT EXISTS (
               SELECT 1 FROM people o
                WHERE o.region_id = p.region_id AND o.snils_hmac = p.snils_hmac AND o.id <> p.id
                  AND EXISTS (SELECT 1 FROM person_records r WHERE r.person_id = o.id AND r.removed_at IS NULL)
             ) AS is_shared) d
       WHERE EXISTS (SELECT 1 FROM person_records r WHERE r.person_id = p.id AND r.removed_at IS NULL);
      COMMENT ON VIEW person_readiness IS 'who can be linked without help (ROS-07); people with a live record only';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW person_readiness;
      DROP TABLE journal_account_schools;
      DROP TABLE journal_accounts;
      DROP TABLE family_ties;
      DROP TABLE staff_appointments;
      DROP TABLE enrollments;
      DROP TABLE class_groups;
      DROP TABLE person_records;
      DROP TABLE people;
      DROP TABLE import_issues;
      DROP TABLE import_batches;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a roster lives through: how an enrolment, an appointment or a representation came to its end, who restricted it and
 * on what basis, and what happened to a school. Ends have reasons, because a link ends with the same reason (e.1).
 */
export class RosterLife1764100000300 implements MigrationInterface {
  name = 'RosterLife1764100000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people
        ADD COLUMN deceased_on date,
        ADD COLUMN protected boolean NOT NULL DEFAULT false,
        ADD COLUMN merged_into_id uuid CONSTRAINT people_merged_into_fkey REFERENCES people (id),
        ADD COLUMN names_self_typed boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN people.protected IS 'ROS-11: school and class are hidden from lists and exports; sign-in works as for all';
      COMMENT ON COLUMN people.names_self_typed IS 'ROS-13: the person typed the names; they count as missing in R4 and R10';
      CREATE INDEX people_by_merged_into ON people (merged_into_id) WHERE merged_into_id IS NOT NULL;

      ALTER TABLE enrollments
        ADD COLUMN order_no text,
        ADD COLUMN end_kind text
          CONSTRAINT enrollments_end_kind_known CHECK (end_kind IN ('class_change', 'transfer', 'reorganised', 'graduated',
            'left', 'deceased')),
        ADD CONSTRAINT enrollments_end_kind_at_end CHECK (end_kind IS NULL OR valid_to IS NOT NULL);

      ALTER TABLE family_ties
        ADD COLUMN end_reason text
          CONSTRAINT family_ties_end_reason_known CHECK (end_reason IN ('source', 'order_expired', 'deprivation',
            'not_representative', 'adult', 'adoption', 'deceased')),
        ADD COLUMN basis text,
        ADD COLUMN disputed_at timestamptz,
        ADD COLUMN confirmed_at timestamptz,
        ADD CONSTRAINT family_ties_dispute_dated CHECK (state <> 'disputed' OR disputed_at IS NOT NULL);

      CREATE TABLE representation_restrictions (
        id uuid CONSTRAINT representation_restrictions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT representation_restrictions_region_fkey REFERENCES regions (id),
        child_id uuid NOT NULL CONSTRAINT representation_restrictions_child_fkey REFERENCES people (id),
        representative_id uuid NOT NULL CONSTRAINT representation_restrictions_representative_fkey REFERENCES people (id),
        kind text NOT NULL
          CONSTRAINT representation_restrictions_kind_known CHECK (kind IN ('restriction', 'deprivation')),
        basis text NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_by uuid,
        ended_at timestamptz,
        CONSTRAINT representation_restrictions_dates_in_order CHECK (valid_to IS NULL OR valid_to >= valid_from),
        CONSTRAINT representation_restrictions_deprivation_is_final CHECK (kind <> 'deprivation' OR valid_to IS NULL)
      );
      COMMENT ON COLUMN representation_restrictions.valid_to IS 'first day on which it no longer holds; null: until the school records the end';
      CREATE UNIQUE INDEX representation_restrictions_one_open ON representation_restrictions (child_id, representative_id, kind)
        WHERE ended_at IS NULL;
      CREATE INDEX representation_restrictions_by_representative ON representation_restrictions (representative_id);
      CREATE INDEX representation_restrictions_by_region ON representation_restrictions (region_id);

      CREATE TABLE school_reorganisations (
        id uuid CONSTRAINT school_reorganisations_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT school_reorganisations_region_fkey REFERENCES regions (id),
        kind text NOT NULL CONSTRAINT school_reorganisations_kind_known CHECK (kind IN ('merge', 'split')),
        from_school_id uuid NOT NULL CONSTRAINT school_reorganisations_from_fkey REFERENCES schools (id),
        to_school_id uuid NOT NULL CONSTRAINT school_reorganisations_to_fkey REFERENCES schools (id),
        happens_on date NOT NULL,
        basis text NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT school_reorganisations_two_schools CHECK (from_school_id <> to_school_id)
      );
      CREATE UNIQUE INDEX school_reorganisations_once ON school_reorganisations (from_school_id, to_school_id, happens_on);
      CREATE INDEX school_reorganisations_by_to ON school_reorganisations (to_school_id);
      CREATE INDEX school_reorganisations_by_region ON school_reorganisations (region_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE school_reorganisations;
      DROP TABLE representation_restrictions;
      ALTER TABLE family_ties
        DROP CONSTRAINT family_ties_dispute_dated,
        DROP COLUMN end_reason, DROP COLUMN basis, DROP COLUMN disputed_at, DROP COLUMN confirmed_at;
      ALTER TABLE enrollments DROP CONSTRAINT enrollments_end_kind_at_end, DROP COLUMN order_no, DROP COLUMN end_kind;
      ALTER TABLE people DROP COLUMN deceased_on, DROP COLUMN protected, DROP COLUMN merged_into_id, DROP COLUMN names_self_typed;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Frozen numbers of a day (STAT-01, f.0.10): a snapshot is one count of a whole region as of one civil day, its rows hold the
 * counts of every level, one wide row each. Nobody changes a snapshot: a later correction of the roster makes another revision
 * of the same day, and what was submitted keeps pointing at its own. Rows lie in months, which come by a function of the owner.
 */
export class StatisticsSnapshots1764300000300 implements MigrationInterface {
  name = 'StatisticsSnapshots1764300000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE statistics_snapshots (
        id uuid CONSTRAINT statistics_snapshots_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT statistics_snapshots_region_fkey REFERENCES regions (id),
        as_of date NOT NULL,
        age_basis text NOT NULL CONSTRAINT statistics_snapshots_age_basis_known CHECK (age_basis IN ('as_of_date', 'jan1_next')),
        revision integer NOT NULL CONSTRAINT statistics_snapshots_revision_positive CHECK (revision > 0),
        methodology text NOT NULL,
        cause text NOT NULL CONSTRAINT statistics_snapshots_cause_known CHECK (cause IN ('daily', 'caught_up', 'restated')),
        computed_at timestamptz NOT NULL,
        schools_without_data integer NOT NULL,
        cursor bigint GENERATED ALWAYS AS IDENTITY
      );
      COMMENT ON COLUMN statistics_snapshots.as_of IS 'civil day of the region; events before the start of the next one count (f.0.1)';
      COMMENT ON COLUMN statistics_snapshots.cause IS 'caught_up: computed after its day because the job had not run; restated: a later revision';
      COMMENT ON COLUMN statistics_snapshots.schools_without_data IS 'schools of the contingent whose first import lies after the day (EC-140)';
      CREATE UNIQUE INDEX statistics_snapshots_one_per_revision ON statistics_snapshots (region_id, age_basis, as_of, revision DESC);
      CREATE UNIQUE INDEX statistics_snapshots_by_cursor ON statistics_snapshots (region_id, cursor);

      CREATE TABLE statistics_rows (
        snapshot_id uuid NOT NULL CONSTRAINT statistics_rows_snapshot_fkey REFERENCES statistics_snapshots (id),
        as_of date NOT NULL,
        level text NOT NULL
          CONSTRAINT statistics_rows_level_known CHECK (level IN ('region', 'municipality', 'founder', 'school', 'grade', 'class')),
        unit_id uuid NOT NULL,
        grade_level smallint NOT NULL DEFAULT -1,
        school_id uuid,
        municipality_id uuid,
        school_kind text,
        founder_type text,
        general boolean NOT NULL,
        pupils_digest bigint,
        students integer NOT NULL,
        students_under14 integer NOT NULL,
        students_14to17 integer NOT NULL,
        students_18plus integer NOT NULL,
        students_unknown integer NOT NULL,
        declared integer NOT NULL,
        declared_under14 integer NOT NULL,
        declared_14to17 integer NOT NULL,
        declared_18plus integer NOT NULL,
        linked integer NOT NULL,
        linked_under14 integer NOT NULL,
        linked_14to17 integer NOT NULL,
        linked_18plus integer NOT NULL,
        used integer NOT NULL,
        used_under14 integer NOT NULL,
        used_14to17 integer NOT NULL,
        used_18plus integer NOT NULL,
        impossible integer NOT NULL,
        refusals integer NOT NULL,
        refusals_with_paper integer NOT NULL,
        out_of_reach_minors integer NOT NULL,
        household_minors integer NOT NULL,
        representatives integer,
        representatives_linked integer,
        staff integer,
        staff_linked integer,
        unplaced integer,
        ready integer,
        snils_missing integer,
        snils_invalid integer,
        snils_duplicate integer,
        birth_date_missing integer,
        CONSTRAINT statistics_rows_pkey PRIMARY KEY (snapshot_id, as_of, level, unit_id, grade_level),
        CONSTRAINT statistics_rows_ages_add_up
          CHECK (students = students_under14 + students_14to17 + students_18plus + students_unknown),
        CONSTRAINT statistics_rows_used_are_linked CHECK (used <= linked AND used_under14 <= linked_under14
          AND used_14to17 <= linked_14to17 AND used_18plus <= linked_18plus),
        CONSTRAINT statistics_rows_linked_are_declared CHECK (linked <= declared AND linked_under14 <= declared_under14
          AND linked_14to17 <= declared_14to17 AND linked_18plus <= declared_18plus),
        CONSTRAINT statistics_rows_declared_are_enrolled CHECK (declared <= students AND declared_under14 <= students_under14
          AND declared_14to17 <= students_14to17 AND declared_18plus <= students_18plus),
        CONSTRAINT statistics_rows_adults_linked CHECK (representatives_linked <= representatives AND staff_linked <= staff),
        CONSTRAINT statistics_rows_paper_of_refusals CHECK (refusals_with_paper <= refusals)
      ) PARTITION BY RANGE (as_of);
      COMMENT ON COLUMN statistics_rows.level IS 'municipality: schools on its territory; founder: municipal schools of a municipality (reporting, EC-126), unit_id is the municipality; grade: unit_id is the school';
      COMMENT ON COLUMN statistics_rows.grade_level IS '-1 but for the level grade';
      COMMENT ON COLUMN statistics_rows.out_of_reach_minors IS 'minors not linked who cannot (no_esia_possible) or will not (refusal): taken off the denominator of I-14';
      COMMENT ON COLUMN statistics_rows.representatives IS 'distinct adults of the level; not counted below the school, and not a sum of the levels below (f.0.8)';
      COMMENT ON COLUMN statistics_rows.unplaced IS 'I-42, region only';
      COMMENT ON COLUMN statistics_rows.pupils_digest IS 'of who is counted here: two revisions with the same digest count the same pupils';
      COMMENT ON COLUMN statistics_rows.ready IS 'I-34, I-35 describe the roster as it was when first counted; a restated revision takes them over where it counts the same pupils, and is null elsewhere';
      CREATE INDEX statistics_rows_by_unit ON statistics_rows (level, unit_id, grade_level, as_of);
      CREATE TABLE statistics_rows_rest PARTITION OF statistics_rows DEFAULT;

      CREATE FUNCTION statistics_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a snapshot never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_frozen';
      END $$;
      CREATE TRIGGER statistics_snapshots_frozen BEFORE UPDATE OR DELETE ON statistics_snapshots
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      CREATE TRIGGER statistics_rows_frozen BEFORE UPDATE OR DELETE ON statistics_rows
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      REVOKE UPDATE, DELETE, TRUNCATE ON statistics_snapshots, statistics_rows, statistics_rows_rest FROM perehod_app;

      CREATE TABLE statistics_stale_days (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT statistics_stale_days_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT statistics_stale_days_region_fkey REFERENCES regions (id),
        since date NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT recording_moment()
      );
      COMMENT ON TABLE statistics_stale_days IS 'from this day on the numbers of a region may have become others, because the past of its roster was changed; the nightly job restates and deletes';
      CREATE INDEX statistics_stale_days_by_region ON statistics_stale_days (region_id, since);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE statistics_stale_days;
      DROP TABLE statistics_rows;
      DROP TABLE statistics_snapshots;
      DROP FUNCTION statistics_are_frozen();
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What municipalities and the ministry do with reports (e.4): the figures of a roll-up as they were built, what a lock has
 * published, the snapshot of a correction, reminders, and control totals of federal forms (REP-08). The table of moves of a
 * roll-up stands here a second time, so that no statement can take one where e.4 knows no way.
 */
export class Rollups1764300001500 implements MigrationInterface {
  name = 'Rollups1764300001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rollups
        ADD COLUMN figures jsonb,
        ADD COLUMN built_from jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN built_at timestamptz,
        ADD COLUMN built_snapshot_id uuid CONSTRAINT rollups_built_snapshot_fkey REFERENCES statistics_snapshots (id),
        ADD COLUMN missing_schools jsonb NOT NULL DEFAULT '[]',
        ADD CONSTRAINT rollups_built_whole
          CHECK ((figures IS NULL) = (built_at IS NULL) AND (figures IS NULL) = (built_snapshot_id IS NULL)),
        ADD CONSTRAINT rollups_submitted_are_built CHECK (state NOT IN ('submitted', 'accepted') OR figures IS NOT NULL);
      COMMENT ON COLUMN rollups.figures IS 'by column key: pupils added up over the accepted reports, distinct adults of the level (f.0.8)';
      COMMENT ON COLUMN rollups.built_from IS 'the accepted reports that the figures were built from: report and revision';
      COMMENT ON COLUMN rollups.missing_schools IS 'schools named as missing at the last submission, each with a reason';
      CREATE INDEX rollups_by_built_snapshot ON rollups (built_snapshot_id);

      DROP INDEX report_revisions_one_of_rollup;
      CREATE UNIQUE INDEX report_revisions_one_of_rollup ON report_revisions (rollup_id, revision) WHERE rollup_id IS NOT NULL;

      CREATE FUNCTION rollup_moves() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT (OLD.state, NEW.state) IN (('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'draft'),
          ('submitted', 'returned'), ('submitted', 'accepted'), ('accepted', 'returned'), ('draft', 'locked'),
          ('submitted', 'locked'), ('returned', 'locked'), ('accepted', 'locked'), ('locked', 'draft')) THEN
          RAISE EXCEPTION 'a roll-up does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rollups_moves';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER rollups_moves BEFORE UPDATE ON rollups
        FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION rollup_moves();

      ALTER TABLE report_corrections
        ADD COLUMN snapshot_id uuid NOT NULL CONSTRAINT report_corrections_snapshot_fkey REFERENCES statistics_snapshots (id),
        ADD COLUMN cells jsonb NOT NULL,
        ADD CONSTRAINT report_corrections_not_ones_own
          CHECK (agreed_by IS DISTINCT FROM asked_by AND decided_by IS DISTINCT FROM asked_by);
      COMMENT ON COLUMN report_corrections.cells IS 'the restated cells, as the approval puts them into the report';
      CREATE INDEX report_corrections_by_snapshot ON report_corrections (snapshot_id);

      CREATE TABLE report_publications (
        id uuid CONSTRAINT report_publications_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT report_publications_region_fkey REFERENCES regions (id),
        period_id uuid NOT NULL CONSTRAINT report_publications_period_fkey REFERENCES report_periods (id),
        number integer NOT NULL CONSTRAINT report_publications_number_positive CHECK (number > 0),
        snapshot_id uuid NOT NULL CONSTRAINT report_publications_snapshot_fkey REFERENCES statistics_snapshots (id),
        figures jsonb NOT NULL,
        published_by uuid NOT NULL,
        published_at timestamptz NOT NULL
      );
      COMMENT ON TABLE report_publications IS 'the figures of a period as a lock published them: number 1 at the lock, one more when a correction is locked; nothing else changes them';
      CREATE UNIQUE INDEX report_publications_one_per_number ON report_publications (period_id, number DESC);
      CREATE INDEX report_publications_by_region ON report_publications (region_id);
      CREATE INDEX report_publications_by_snapshot ON report_publications (snapshot_id);

      CREATE TABLE published_reports (
        publication_id uuid NOT NULL CONSTRAINT published_reports_publication_fkey REFERENCES report_publications (id),
        school_id uuid NOT NULL CONSTRAINT published_reports_school_fkey REFERENCES schools (id),
        report_id uuid NOT NULL CONSTRAINT published_reports_report_fkey REFERENCES school_reports (id),
        municipality_id uuid CONSTRAINT published_reports_municipality_fkey REFERENCES municipalities (id),
        revision integer NOT NULL,
        snapshot_id uuid NOT NULL CONSTRAINT published_reports_snapshot_fkey REFERENCES statistics_snapshots (id),
        cells jsonb,
        own jsonb,
        missing_reason text,
        under_correction boolean NOT NULL,
        CONSTRAINT published_reports_pkey PRIMARY KEY (publication_id, school_id),
        CONSTRAINT published_reports_or_missing CHECK ((cells IS NULL) = (missing_reason IS NOT NULL)
          AND (cells IS NULL) = (own IS NULL))
      );
      COMMENT ON COLUMN published_reports.municipality_id IS 'null: the school reports directly';
      COMMENT ON COLUMN published_reports.under_correction IS 'taken over from the publication before: its correction is not locked yet';
      CREATE INDEX published_reports_by_school ON published_reports (school_id);
      CREATE INDEX published_reports_by_report ON published_reports (report_id);
      CREATE INDEX published_reports_by_snapshot ON published_reports (snapshot_id);
      CREATE INDEX published_reports_by_municipality ON published_reports (municipality_id);

      CREATE TABLE published_rollups (
        publication_id uuid NOT NULL CONSTRAINT published_rollups_publication_fkey REFERENCES report_publications (id),
        municipality_id uuid NOT NULL CONSTRAINT published_rollups_municipality_fkey REFERENCES municipalities (id),
        rollup_id uuid NOT NULL CONSTRAINT published_rollups_rollup_fkey REFERENCES rollups (id),
        revision integer NOT NULL,
        figures jsonb,
        missing_reason text,
        under_correction boolean NOT NULL,
        CONSTRAINT published_rollups_pkey PRIMARY KEY (publication_id, municipality_id),
        CONSTRAINT published_rollups_or_missing CHECK ((figures IS NULL) = (missing_reason IS NOT NULL))
      );
      CREATE INDEX published_rollups_by_municipality ON published_rollups (municipality_id);
      CREATE INDEX published_rollups_by_rollup ON published_rollups (rollup_id);

      CREATE TRIGGER report_publications_frozen BEFORE UPDATE OR DELETE ON report_publications
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      CREATE TRIGGER published_reports_frozen BEFORE UPDATE OR DELETE ON published_reports
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      CREATE TRIGGER published_rollups_frozen BEFORE UPDATE OR DELETE ON published_rollups
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      REVOKE UPDATE, DELETE, TRUNCATE ON report_publications, published_reports, published_rollups FROM perehod_app;

      CREATE TABLE report_reminders (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT report_reminders_pkey PRIMARY KEY,
        report_id uuid CONSTRAINT report_reminders_report_fkey REFERENCES school_reports (id),
        rollup_id uuid CONSTRAINT report_reminders_rollup_fkey REFERENCES rollups (id),
        stage text NOT NULL
          CONSTRAINT report_reminders_stage_known CHECK (stage IN ('seven_days', 'three_days', 'one_day', 'overdue')),
        due_before timestamptz NOT NULL,
        opened_at timestamptz NOT NULL,
        CONSTRAINT report_reminders_of_one CHECK ((report_id IS NULL) <> (rollup_id IS NULL))
      );
      COMMENT ON TABLE report_reminders IS 'what is owed, told once per stage and date: a new due date begins anew. Shown while the report is owed';
      CREATE UNIQUE INDEX report_reminders_once_of_report ON report_reminders (report_id, due_before, stage) WHERE report_id IS NOT NULL;
      CREATE UNIQUE INDEX report_reminders_once_of_rollup ON report_reminders (rollup_id, due_before, stage) WHERE rollup_id IS NOT NULL;
      CREATE INDEX report_reminders_by_report ON report_reminders (report_id);
      CREATE INDEX report_reminders_by_rollup ON report_reminders (rollup_id);

      CREATE TABLE federal_totals (
        id uuid CONSTRAINT federal_totals_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT federal_totals_region_fkey REFERENCES regions (id),
        school_id uuid NOT NULL CONSTRAINT federal_totals_school_fkey REFERENCES schools (id),
        form text NOT NULL CONSTRAINT federal_totals_form_known CHECK (form IN ('oo1')),
        as_of date NOT NULL,
        students integer NOT NULL CONSTRAINT federal_totals_students_not_negative CHECK (students >= 0),
        students_under14 integer,
        students_14to17 integer,
        students_18plus integer,
        origin text NOT NULL CONSTRAINT federal_totals_origin_known CHECK (origin IN ('entered', 'csv')),
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        etag integer NOT NULL DEFAULT 1,
        CONSTRAINT federal_totals_ages_whole CHECK (num_nulls(students_under14, students_14to17, students_18plus) IN (0, 3)),
        CONSTRAINT federal_totals_ages_within CHECK (students_under14 >= 0 AND students_14to17 >= 0 AND students_18plus >= 0
          AND students_under14 + students_14to17 + students_18plus <= students)
      );
      COMMENT ON TABLE federal_totals IS 'what a school wrote into a federal form: ОО-1 counts pupils as of 20 September, ages as of 1 January next (REP-08)';
      CREATE UNIQUE INDEX federal_totals_one_per_school ON federal_totals (school_id, form, as_of);
      CREATE INDEX federal_totals_by_region ON federal_totals (region_id, form, as_of);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE federal_totals;
      DROP TABLE report_reminders;
      DROP TABLE published_rollups;
      DROP TABLE published_reports;
      DROP TABLE report_publications;
      ALTER TABLE report_corrections DROP COLUMN cells, DROP COLUMN snapshot_id, DROP CONSTRAINT report_corrections_not_ones_own;
      DROP TRIGGER rollups_moves ON rollups;
      DROP FUNCTION rollup_moves();
      DROP INDEX report_revisions_one_of_rollup;
      CREATE UNIQUE INDEX report_revisions_one_of_rollup ON report_revisions (rollup_id, revision, signed_at) WHERE rollup_id IS NOT NULL;
      ALTER TABLE rollups
        DROP CONSTRAINT rollups_submitted_are_built,
        DROP CONSTRAINT rollups_built_whole,
        DROP COLUMN missing_schools,
        DROP COLUMN built_snapshot_id,
        DROP COLUMN built_at,
        DROP COLUMN built_from,
        DROP COLUMN figures;
    `);
  }
}

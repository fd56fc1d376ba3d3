import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reports of schools and roll-ups of municipalities (e.4). A form is versioned data; a period binds a form, a day and a snapshot;
 * each submitted revision keeps what was signed, cell by cell, and is never changed. States move by the tables of e.4 only.
 */
export class Reports1764300000400 implements MigrationInterface {
  name = 'Reports1764300000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_forms (
        code text NOT NULL,
        version integer NOT NULL CONSTRAINT report_forms_version_positive CHECK (version > 0),
        region_id uuid CONSTRAINT report_forms_region_fkey REFERENCES regions (id),
        title text NOT NULL,
        school_kinds text[] NOT NULL CONSTRAINT report_forms_school_kinds_some CHECK (cardinality(school_kinds) > 0),
        age_basis text NOT NULL CONSTRAINT report_forms_age_basis_known CHECK (age_basis IN ('as_of_date', 'jan1_next')),
        columns jsonb NOT NULL,
        published_by text NOT NULL,
        published_at timestamptz NOT NULL,
        CONSTRAINT report_forms_pkey PRIMARY KEY (code, version)
      );
      COMMENT ON COLUMN report_forms.region_id IS 'null: for every region';
      COMMENT ON COLUMN report_forms.columns IS 'ordered: key, title, and what fills it: an indicator, growth of one, text, or the school''s own figure beside a computed one (REP-01)';

      CREATE TABLE report_periods (
        id uuid CONSTRAINT report_periods_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT report_periods_region_fkey REFERENCES regions (id),
        form_code text NOT NULL,
        form_version integer NOT NULL,
        name text NOT NULL,
        first_day date NOT NULL,
        as_of date NOT NULL,
        due_on date NOT NULL,
        due_zone text NOT NULL,
        due_before timestamptz NOT NULL,
        snapshot_id uuid NOT NULL CONSTRAINT report_periods_snapshot_fkey REFERENCES statistics_snapshots (id),
        state text NOT NULL CONSTRAINT report_periods_state_known CHECK (state IN ('open', 'locked')),
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        locked_by text,
        locked_at timestamptz,
        CONSTRAINT report_periods_form_fkey FOREIGN KEY (form_code, form_version) REFERENCES report_forms (code, version),
        CONSTRAINT report_periods_lock_whole CHECK ((state = 'locked') = (locked_at IS NOT NULL)),
        CONSTRAINT report_periods_in_order CHECK (first_day <= as_of)
      );
      COMMENT ON COLUMN report_periods.first_day IS 'who is obliged is judged on this day (f.6)';
      COMMENT ON COLUMN report_periods.due_before IS 'start of the day after due_on in due_zone: a submission strictly before it is in time (EC-121)';
      CREATE UNIQUE INDEX report_periods_one_per_day ON report_periods (region_id, form_code, as_of);
      CREATE INDEX report_periods_by_day ON report_periods (region_id, as_of DESC, id DESC);
      CREATE INDEX report_periods_by_form ON report_periods (form_code, form_version);
      CREATE INDEX report_periods_by_snapshot ON report_periods (snapshot_id);

      CREATE TABLE rollups (
        id uuid CONSTRAINT rollups_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT rollups_region_fkey REFERENCES regions (id),
        period_id uuid NOT NULL CONSTRAINT rollups_period_fkey REFERENCES report_periods (id),
        municipality_id uuid NOT NULL CONSTRAINT rollups_municipality_fkey REFERENCES municipalities (id),
        state text NOT NULL
          CONSTRAINT rollups_state_known CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'locked')),
        revision integer NOT NULL DEFAULT 1,
        due_before timestamptz NOT NULL,
        late boolean NOT NULL DEFAULT false,
        missing boolean NOT NULL DEFAULT false,
        missing_reason text,
        submitted_by uuid,
        submitted_at timestamptz,
        accepted_by uuid,
        accepted_at timestamptz,
        changed_at timestamptz NOT NULL,
        etag integer NOT NULL DEFAULT 1,
        CONSTRAINT rollups_missing_has_reason CHECK (NOT missing OR (state = 'locked' AND missing_reason IS NOT NULL))
      );
      CREATE UNIQUE INDEX rollups_one_per_municipality ON rollups (period_id, municipality_id);
      CREATE INDEX rollups_by_municipality ON rollups (municipality_id, state);

      CREATE TABLE school_reports (
        id uuid CONSTRAINT school_reports_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT school_reports_region_fkey REFERENCES regions (id),
        period_id uuid NOT NULL CONSTRAINT school_reports_period_fkey REFERENCES report_periods (id),
        school_id uuid NOT NULL CONSTRAINT school_reports_school_fkey REFERENCES schools (id),
        route text NOT NULL CONSTRAINT school_reports_route_known CHECK (route IN ('municipal', 'direct')),
        rollup_id uuid CONSTRAINT school_reports_rollup_fkey REFERENCES rollups (id),
        state text NOT NULL
          CONSTRAINT school_reports_state_known CHECK (state IN ('open', 'submitted', 'returned', 'accepted', 'locked')),
        revision integer NOT NULL DEFAULT 1,
        snapshot_id uuid NOT NULL CONSTRAINT school_reports_snapshot_fkey REFERENCES statistics_snapshots (id),
        cells jsonb NOT NULL,
        own jsonb NOT NULL DEFAULT '{}',
        due_before timestamptz NOT NULL,
        late boolean NOT NULL DEFAULT false,
        missing boolean NOT NULL DEFAULT false,
        missing_reason text,
        submitted_by uuid,
        submitted_at timestamptz,
        accepted_by uuid,
        accepted_at timestamptz,
        changed_at timestamptz NOT NULL,
        etag integer NOT NULL DEFAULT 1,
        CONSTRAINT school_reports_route_has_rollup CHECK ((route = 'municipal') = (rollup_id IS NOT NULL)),
        CONSTRAINT school_reports_missing_has_reason CHECK (NOT missing OR (state = 'locked' AND missing_reason IS NOT NULL)),
        CONSTRAINT school_reports_submitted_whole CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)),
        CONSTRAINT school_reports_accepted_whole CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
      );
      COMMENT ON COLUMN school_reports.cells IS 'computed values by column key, frozen from the snapshot; nobody overwrites them (REP-02)';
      COMMENT ON COLUMN school_reports.own IS 'the school''s own figures and explanations by column key, and texts';
      CREATE UNIQUE INDEX school_reports_one_per_school ON school_reports (period_id, school_id);
      CREATE INDEX school_reports_by_school ON school_reports (school_id, state);
      CREATE INDEX school_reports_by_rollup ON school_reports (rollup_id);
      CREATE INDEX school_reports_by_snapshot ON school_reports (snapshot_id);

      CREATE TABLE report_revisions (
        id uuid CONSTRAINT report_revisions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        report_id uuid CONSTRAINT report_revisions_report_fkey REFERENCES school_reports (id),
        rollup_id uuid CONSTRAINT report_revisions_rollup_fkey REFERENCES rollups (id),
        revision integer NOT NULL,
        snapshot_id uuid CONSTRAINT report_revisions_snapshot_fkey REFERENCES statistics_snapshots (id),
        content jsonb NOT NULL,
        content_hash bytea NOT NULL,
        signed_by uuid NOT NULL,
        signed_at timestamptz NOT NULL,
        late boolean NOT NULL,
        CONSTRAINT report_revisions_of_one CHECK ((report_id IS NULL) <> (rollup_id IS NULL))
      );
      COMMENT ON TABLE report_revisions IS 'what was signed and submitted, for ever: cells, own figures, explanations, missing schools';
      COMMENT ON COLUMN report_revisions.content_hash IS 'SHA-256 of the content as canonical JSON';
      CREATE UNIQUE INDEX report_revisions_one_of_report ON report_revisions (report_id, revision) WHERE report_id IS NOT NULL;
      CREATE UNIQUE INDEX report_revisions_one_of_rollup ON report_revisions (rollup_id, revision, signed_at) WHERE rollup_id IS NOT NULL;
      CREATE INDEX report_revisions_by_report ON report_revisions (report_id);
      CREATE INDEX report_revisions_by_rollup ON report_revisions (rollup_id);
      CREATE INDEX report_revisions_by_snapshot ON report_revisions (snapshot_id);
      CREATE TRIGGER report_revisions_frozen BEFORE UPDATE OR DELETE ON report_revisions
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      REVOKE UPDATE, DELETE, TRUNCATE ON report_revisions FROM perehod_app;

      CREATE TABLE report_steps (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT report_steps_pkey PRIMARY KEY,
        report_id uuid CONSTRAINT report_steps_report_fkey REFERENCES school_reports (id),
        rollup_id uuid CONSTRAINT report_steps_rollup_fkey REFERENCES rollups (id),
        event text NOT NULL,
        from_state text,
        to_state text NOT NULL,
        actor_kind text NOT NULL,
        actor_id text,
        reason text,
        cell_comments jsonb NOT NULL DEFAULT '{}',
        revision integer NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT report_steps_of_one CHECK ((report_id IS NULL) <> (rollup_id IS NULL))
      );
      COMMENT ON COLUMN report_steps.cell_comments IS 'for a return: what is wrong, by column key';
      CREATE INDEX report_steps_by_report ON report_steps (report_id, id);
      CREATE INDEX report_steps_by_rollup ON report_steps (rollup_id, id);

      CREATE TABLE report_corrections (
        id uuid CONSTRAINT report_corrections_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        report_id uuid NOT NULL CONSTRAINT report_corrections_report_fkey REFERENCES school_reports (id),
        state text NOT NULL
          CONSTRAINT report_corrections_state_known CHECK (state IN ('asked', 'agreed', 'approved', 'refused')),
        reason text NOT NULL,
        difference jsonb NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        agreed_by uuid,
        agreed_at timestamptz,
        decided_by uuid,
        decided_at timestamptz,
        decision_reason text,
        CONSTRAINT report_corrections_agreed_whole CHECK ((agreed_at IS NULL) = (agreed_by IS NULL)),
        CONSTRAINT report_corrections_decided_whole CHECK ((state IN ('approved', 'refused')) = (decided_at IS NOT NULL))
      );
      COMMENT ON COLUMN report_corrections.difference IS 'submitted and restated value by column key';
      CREATE UNIQUE INDEX report_corrections_one_open ON report_corrections (report_id) WHERE state IN ('asked', 'agreed');
      CREATE INDEX report_corrections_by_report ON report_corrections (report_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE report_corrections;
      DROP TABLE report_steps;
      DROP TABLE report_revisions;
      DROP TABLE school_reports;
      DROP TABLE rollups;
      DROP TABLE report_periods;
      DROP TABLE report_forms;
    `);
  }
}

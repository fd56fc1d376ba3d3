import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When families are told (NOT-04): the steps as data, what was done for which date, and what schools have to print. A region
 * without rows of its own follows the product's.
 */
export class NoticeCadence1764400001320 implements MigrationInterface {
  name = 'NoticeCadence1764400001320';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_cadence (
        id uuid CONSTRAINT notice_cadence_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid CONSTRAINT notice_cadence_region_fkey REFERENCES regions (id),
        code text NOT NULL CONSTRAINT notice_cadence_code_form CHECK (code ~ '^[a-z0-9_+-]{2,30}$'),
        days_before smallint NOT NULL CONSTRAINT notice_cadence_days_range CHECK (days_before BETWEEN -60 AND 180),
        kind text NOT NULL CONSTRAINT notice_cadence_kind_known CHECK (kind IN ('leaflets', 'message')),
        channels text[] NOT NULL CONSTRAINT notice_cadence_channels_known
          CHECK (channels <@ ARRAY['journal', 'email', 'sms', 'messenger']),
        mandatory boolean NOT NULL,
        CONSTRAINT notice_cadence_message_goes_somewhere CHECK ((kind = 'message') = (cardinality(channels) > 0))
      );
      COMMENT ON TABLE notice_cadence IS 'steps of the cadence; region null: where a region has none of its own';
      CREATE UNIQUE INDEX notice_cadence_one_code ON notice_cadence (region_id, code) NULLS NOT DISTINCT;
      INSERT INTO notice_cadence (code, days_before, kind, channels, mandatory) VALUES
        ('leaflets', 74, 'leaflets', '{}', true),
        ('t-60', 60, 'message', '{journal,email}', true),
        ('t-30', 30, 'message', '{journal,email}', true),
        ('t-14', 14, 'message', '{journal,email,messenger}', false),
        ('t-7', 7, 'message', '{journal,email,messenger}', true),
        ('t-3', 3, 'message', '{journal,messenger}', false),
        ('t-1', 1, 'message', '{journal,sms,messenger}', true),
        ('t-0', 0, 'message', '{journal,email}', true),
        ('t+14', -14, 'message', '{journal,email}', false);

      CREATE TABLE notice_cadence_runs (
        campaign_id uuid NOT NULL CONSTRAINT notice_cadence_runs_campaign_fkey REFERENCES campaigns (id),
        cutover_on date NOT NULL,
        step text NOT NULL,
        outcome text NOT NULL CONSTRAINT notice_cadence_runs_outcome_known CHECK (outcome IN ('done', 'skipped')),
        told integer NOT NULL DEFAULT 0,
        ran_at timestamptz NOT NULL,
        CONSTRAINT notice_cadence_runs_pkey PRIMARY KEY (campaign_id, cutover_on, step)
      );
      COMMENT ON TABLE notice_cadence_runs IS 'a step is done once for one date of the cut-over';

      CREATE TABLE notice_tasks (
        id uuid CONSTRAINT notice_tasks_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT notice_tasks_region_fkey REFERENCES regions (id),
        school_id uuid NOT NULL CONSTRAINT notice_tasks_school_fkey REFERENCES schools (id),
        campaign_id uuid NOT NULL CONSTRAINT notice_tasks_campaign_fkey REFERENCES campaigns (id),
        code text NOT NULL CONSTRAINT notice_tasks_code_known CHECK (code IN ('PRINT_NOTICES', 'HAND_OUT_NOTICES')),
        due_on date NOT NULL,
        opened_at timestamptz NOT NULL,
        done_at timestamptz
      );
      COMMENT ON TABLE notice_tasks IS 'what a school has to print and hand out; closed by itself when nobody waits any more';
      CREATE UNIQUE INDEX notice_tasks_one_open ON notice_tasks (campaign_id, code) WHERE done_at IS NULL;
      CREATE INDEX notice_tasks_of_school ON notice_tasks (school_id, id);
      CREATE INDEX notice_tasks_by_region ON notice_tasks (region_id);
      CREATE INDEX notice_tasks_by_campaign ON notice_tasks (campaign_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE notice_tasks;
      DROP TABLE notice_cadence_runs;
      DROP TABLE notice_cadence;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sign-ins that e-journals report (INT-04). The events themselves are kept for idempotence and for proof; what is asked for
 * every day stands in `sign_in_days`, one row for an account, a local day, a method and a channel.
 */
export class SignInEvents1764200000400 implements MigrationInterface {
  name = 'SignInEvents1764200000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_in_events (
        journal_system_id uuid NOT NULL,
        event_id uuid NOT NULL,
        at timestamptz NOT NULL,
        journal_account_id uuid
          CONSTRAINT sign_in_events_account_fkey REFERENCES journal_accounts (id) ON DELETE SET NULL,
        external_id text NOT NULL,
        method text NOT NULL CONSTRAINT sign_in_events_method_known CHECK (method IN ('password', 'esia', 'other')),
        channel text NOT NULL CONSTRAINT sign_in_events_channel_known CHECK (channel IN ('web', 'mobile', 'api', 'integration')),
        succeeded boolean NOT NULL,
        received_at timestamptz NOT NULL,
        CONSTRAINT sign_in_events_pkey PRIMARY KEY (journal_system_id, event_id, at)
      ) PARTITION BY RANGE (at);
      CREATE TABLE sign_in_events_rest PARTITION OF sign_in_events DEFAULT;
      COMMENT ON COLUMN sign_in_events.journal_account_id IS 'null while we do not know the account: it counts as soon as we do';
      CREATE INDEX sign_in_events_by_account ON sign_in_events (journal_account_id, at);
      CREATE INDEX sign_in_events_of_unknown ON sign_in_events (journal_system_id, external_id)
        WHERE journal_account_id IS NULL;

      CREATE TABLE sign_in_days (
        journal_account_id uuid NOT NULL
          CONSTRAINT sign_in_days_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        day date NOT NULL,
        method text NOT NULL CONSTRAINT sign_in_days_method_known CHECK (method IN ('password', 'esia', 'other')),
        channel text NOT NULL CONSTRAINT sign_in_days_channel_known CHECK (channel IN ('web', 'mobile', 'api', 'integration')),
        sign_ins integer NOT NULL,
        last_at timestamptz NOT NULL,
        CONSTRAINT sign_in_days_pkey PRIMARY KEY (journal_account_id, day, method, channel)
      );
      COMMENT ON TABLE sign_in_days IS 'successful sign-ins; the day is local to the region';
      CREATE INDEX sign_in_days_by_day ON sign_in_days (day);

      CREATE TABLE sign_in_feed_days (
        journal_system_id uuid NOT NULL CONSTRAINT sign_in_feed_days_system_fkey REFERENCES journal_systems (id),
        day date NOT NULL,
        marked_at timestamptz NOT NULL,
        CONSTRAINT sign_in_feed_days_pkey PRIMARY KEY (journal_system_id, day)
      );
      COMMENT ON TABLE sign_in_feed_days IS 'days that an e-journal has declared complete: without a mark its silence proves nothing (EC-136)';

      CREATE TABLE probe_accounts (
        id uuid CONSTRAINT probe_accounts_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT probe_accounts_region_fkey REFERENCES regions (id),
        journal_system_id uuid NOT NULL CONSTRAINT probe_accounts_system_fkey REFERENCES journal_systems (id),
        school_id uuid NOT NULL CONSTRAINT probe_accounts_school_fkey REFERENCES schools (id),
        wave text NOT NULL CONSTRAINT probe_accounts_wave_known
          CHECK (wave IN ('staff', 'representatives', 'pupils_14plus', 'pupils_under14')),
        external_id text NOT NULL,
        channel text NOT NULL CONSTRAINT probe_accounts_channel_known CHECK (channel IN ('web', 'mobile', 'api', 'integration')),
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      COMMENT ON TABLE probe_accounts IS 'accounts of nobody by which somebody tries whether a channel still takes a password (LEG-13)';
      CREATE UNIQUE INDEX probe_accounts_one_open ON probe_accounts (journal_system_id, external_id, channel) WHERE ended_at IS NULL;
      CREATE INDEX probe_accounts_by_system ON probe_accounts (journal_system_id);
      CREATE INDEX probe_accounts_by_school ON probe_accounts (school_id);

      CREATE TABLE probe_tries (
        probe_account_id uuid NOT NULL
          CONSTRAINT probe_tries_probe_fkey REFERENCES probe_accounts (id) ON DELETE CASCADE,
        tried_at timestamptz NOT NULL,
        channel text NOT NULL CONSTRAINT probe_tries_channel_known CHECK (channel IN ('web', 'mobile', 'api', 'integration')),
        succeeded boolean NOT NULL,
        reported_by text NOT NULL,
        CONSTRAINT probe_tries_pkey PRIMARY KEY (probe_account_id, tried_at, channel)
      );
      COMMENT ON COLUMN probe_tries.reported_by IS 'administrator:<id> who tried, or client:<id> whose event told of it';

      CREATE TABLE leaky_sign_in_days (
        journal_system_id uuid NOT NULL CONSTRAINT leaky_sign_in_days_system_fkey REFERENCES journal_systems (id),
        external_id text NOT NULL,
        channel text NOT NULL
          CONSTRAINT leaky_sign_in_days_channel_known CHECK (channel IN ('web', 'mobile', 'api', 'integration')),
        day date NOT NULL,
        school_id uuid NOT NULL CONSTRAINT leaky_sign_in_days_school_fkey REFERENCES schools (id),
        sign_ins integer NOT NULL,
        CONSTRAINT leaky_sign_in_days_pkey PRIMARY KEY (journal_system_id, external_id, channel, day, school_id)
      );
      COMMENT ON TABLE leaky_sign_in_days IS 'password sign-ins that succeeded after the cut-over of that school without an overlay (I-41); probes count';
      CREATE INDEX leaky_sign_in_days_by_school ON leaky_sign_in_days (school_id, day);

      CREATE TABLE compliance_incidents (
        id uuid CONSTRAINT compliance_incidents_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT compliance_incidents_region_fkey REFERENCES regions (id),
        journal_system_id uuid NOT NULL CONSTRAINT compliance_incidents_system_fkey REFERENCES journal_systems (id),
        school_id uuid CONSTRAINT compliance_incidents_school_fkey REFERENCES schools (id),
        channel text NOT NULL
          CONSTRAINT compliance_incidents_channel_known CHECK (channel IN ('web', 'mobile', 'api', 'integration')),
        found_by text NOT NULL
          CONSTRAINT compliance_incidents_found_by_known CHECK (found_by IN ('sign_in_event', 'probe')),
        sign_ins integer NOT NULL DEFAULT 1,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        reminded_at timestamptz,
        closed_at timestamptz,
        closed_by text,
        resolution text
      );
      CREATE UNIQUE INDEX compliance_incidents_one_open
        ON compliance_incidents (journal_system_id, school_id, channel) NULLS NOT DISTINCT WHERE closed_at IS NULL;
      CREATE INDEX compliance_incidents_by_school ON compliance_incidents (school_id);
      CREATE INDEX compliance_incidents_by_region ON compliance_incidents (region_id, closed_at, last_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE compliance_incidents;
      DROP TABLE leaky_sign_in_days;
      DROP TABLE probe_tries;
      DROP TABLE probe_accounts;
      DROP TABLE sign_in_feed_days;
      DROP TABLE sign_in_days;
      DROP TABLE sign_in_events;
    `);
  }
}

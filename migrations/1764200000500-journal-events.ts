import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What e-journals are told (INT-06): a feed for each system, read by cursor or brought by signed webhooks. The number is
 * given in the order of the making within one system, without gaps that a reader could take for the end.
 */
export class JournalEvents1764200000500 implements MigrationInterface {
  name = 'JournalEvents1764200000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal_events (
        journal_system_id uuid NOT NULL CONSTRAINT journal_events_system_fkey REFERENCES journal_systems (id),
        no bigint NOT NULL,
        id uuid NOT NULL,
        type text NOT NULL CONSTRAINT journal_events_type_known CHECK (type IN ('link.activated', 'link.suspended',
          'link.revoked', 'credential.disabled', 'credential.restored', 'credential.ordered', 'campaign.phase_changed',
          'brownout.started', 'brownout.ended')),
        subject_id uuid NOT NULL,
        data jsonb NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT journal_events_pkey PRIMARY KEY (journal_system_id, no)
      );
      CREATE UNIQUE INDEX journal_events_one_per_id ON journal_events (journal_system_id, id);
      COMMENT ON COLUMN journal_events.id IS 'stays the same when an event is brought again';
      COMMENT ON COLUMN journal_events.subject_id IS 'the account, or for campaigns and brownouts the school: what concerns one is brought in its order';
      CREATE INDEX journal_events_by_type ON journal_events (journal_system_id, type, no);
      COMMENT ON COLUMN journal_events.data IS 'external ids, codes, dates';

      CREATE TABLE webhook_deliveries (
        journal_system_id uuid NOT NULL,
        event_no bigint NOT NULL,
        subject_id uuid NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        not_before timestamptz NOT NULL,
        last_status integer,
        dead_at timestamptz,
        CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (journal_system_id, event_no),
        CONSTRAINT webhook_deliveries_event_fkey FOREIGN KEY (journal_system_id, event_no)
          REFERENCES journal_events (journal_system_id, no) ON DELETE CASCADE
      );
      COMMENT ON TABLE webhook_deliveries IS 'what is still to be brought; a delivered one has no row';
      CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (journal_system_id, event_no) WHERE dead_at IS NULL;
      CREATE INDEX webhook_deliveries_by_subject ON webhook_deliveries (journal_system_id, subject_id, event_no)
        WHERE dead_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE webhook_deliveries;
      DROP TABLE journal_events;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * News that travels upward (architecture.md 4): an event is written in the transaction of the act itself, with one
 * delivery for each subscriber of its topic. Who subscribes is a row, because an import in a process of its own must know
 * it too.
 */
export class Outbox1764100000100 implements MigrationInterface {
  name = 'Outbox1764100000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_events (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_events_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT outbox_events_region_fkey REFERENCES regions (id),
        topic text NOT NULL,
        body jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      COMMENT ON TABLE outbox_events IS 'ids, codes and dates; never a name, a СНИЛС or a birth date';
      CREATE INDEX outbox_events_by_time ON outbox_events (at);
      CREATE INDEX outbox_events_by_region ON outbox_events (region_id);

      CREATE TABLE outbox_subscriptions (
        subscriber text NOT NULL,
        topic text NOT NULL,
        CONSTRAINT outbox_subscriptions_pkey PRIMARY KEY (topic, subscriber)
      );
      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES
        ('linking.follow_roster', 'roster.people_changed'),
        ('journal.end_sessions', 'link.changed');

      CREATE TABLE outbox_deliveries (
        subscriber text NOT NULL,
        event_id bigint NOT NULL
          CONSTRAINT outbox_deliveries_event_fkey REFERENCES outbox_events (id) ON DELETE CASCADE,
        attempts integer NOT NULL DEFAULT 0,
        not_before timestamptz NOT NULL,
        dead_at timestamptz,
        error text,
        CONSTRAINT outbox_deliveries_pkey PRIMARY KEY (subscriber, event_id)
      );
      COMMENT ON COLUMN outbox_deliveries.dead_at IS 'given up after several tries; the rest goes on';
      CREATE INDEX outbox_deliveries_by_event ON outbox_deliveries (event_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE outbox_deliveries;
      DROP TABLE outbox_subscriptions;
      DROP TABLE outbox_events;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The head of each journal system's feed. Whoever adds events locks it, so numbers have no gaps and none becomes visible
 * after a greater one; the lane of its webhooks is worked by one instance at a time, by a lease that a stopped one loses.
 */
export class JournalFeeds1764200001100 implements MigrationInterface {
  name = 'JournalFeeds1764200001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE journal_feeds (
        journal_system_id uuid CONSTRAINT journal_feeds_pkey PRIMARY KEY
          CONSTRAINT journal_feeds_system_fkey REFERENCES journal_systems (id),
        last_no bigint NOT NULL DEFAULT 0,
        forgotten_no bigint NOT NULL DEFAULT 0,
        leased_by uuid,
        leased_until timestamptz,
        rests_until timestamptz,
        failures_in_row integer NOT NULL DEFAULT 0,
        CONSTRAINT journal_feeds_forgets_the_past CHECK (forgotten_no <= last_no),
        CONSTRAINT journal_feeds_lease_whole CHECK ((leased_by IS NULL) = (leased_until IS NULL))
      );
      COMMENT ON COLUMN journal_feeds.forgotten_no IS 'events up to this number were deleted at the end of their time';
      COMMENT ON COLUMN journal_feeds.rests_until IS 'the receiver answers nobody: no webhook of this system until then';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE journal_feeds');
  }
}

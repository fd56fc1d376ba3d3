import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a deletion act (LEG-14): the accounts it passed over and why, and the schools that may read it. */
export class DeletionActs1764200001510 implements MigrationInterface {
  name = 'DeletionActs1764200001510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE purge_acts
        ADD COLUMN skipped jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN unknown_ids jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN school_ids uuid[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN purge_acts.skipped IS 'accounts that keep what they have: the journal''s own id and a code why';
      COMMENT ON COLUMN purge_acts.unknown_ids IS 'ids of accounts that we do not know at this system';
      COMMENT ON COLUMN purge_acts.digest IS 'SHA-256 of number, date and accounts: the same act signed again is the same act';
      CREATE INDEX purge_acts_by_time ON purge_acts (received_at, id);
      CREATE INDEX purge_acts_by_school ON purge_acts USING gin (school_ids);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX purge_acts_by_school;
      DROP INDEX purge_acts_by_time;
      ALTER TABLE purge_acts DROP COLUMN skipped, DROP COLUMN unknown_ids, DROP COLUMN school_ids;
    `);
  }
}

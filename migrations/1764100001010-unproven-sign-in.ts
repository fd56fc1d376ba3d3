import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sign-in that found nothing certain waits for a second evidence, and then goes on to the journal without a second visit to ESIA. */
export class UnprovenSignIn1764100001010 implements MigrationInterface {
  name = 'UnprovenSignIn1764100001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_state_known;
      ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_state_known CHECK (state IN ('started', 'matched', 'unproven',
        'confirmed', 'chosen', 'finished', 'failed', 'ended', 'expired'));
      DROP INDEX sign_ins_overdue;
      CREATE INDEX sign_ins_overdue ON sign_ins (expires_at)
        WHERE state IN ('started', 'matched', 'unproven', 'confirmed', 'chosen');
      DROP INDEX sign_ins_open_by_browser;
      CREATE INDEX sign_ins_open_by_browser ON sign_ins (browser_hash)
        WHERE state IN ('matched', 'unproven', 'confirmed', 'chosen');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE sign_ins SET state = 'failed' WHERE state = 'unproven';
      DROP INDEX sign_ins_open_by_browser;
      CREATE INDEX sign_ins_open_by_browser ON sign_ins (browser_hash) WHERE state IN ('matched', 'confirmed', 'chosen');
      DROP INDEX sign_ins_overdue;
      CREATE INDEX sign_ins_overdue ON sign_ins (expires_at) WHERE state IN ('started', 'matched', 'confirmed', 'chosen');
      ALTER TABLE sign_ins DROP CONSTRAINT sign_ins_state_known;
      ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_state_known CHECK (state IN ('started', 'matched', 'confirmed', 'chosen',
        'finished', 'failed', 'ended', 'expired'));
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a link and its case wait for, until when, and who decided: limits, levels and the second pair of eyes (e.1, e.1.1). */
export class LinkLife1764100000400 implements MigrationInterface {
  name = 'LinkLife1764100000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE links ADD COLUMN until timestamptz;
      COMMENT ON COLUMN links.until IS 'when the state ends by itself or goes up a level; null: it does not';
      CREATE INDEX links_by_limit ON links (until) WHERE until IS NOT NULL
        AND state IN ('pending_proof', 'pending_review', 'awaiting_consent', 'suspended', 'active');

      ALTER TABLE link_reviews
        ADD COLUMN level text NOT NULL DEFAULT 'school'
          CONSTRAINT link_reviews_level_known CHECK (level IN ('school', 'municipality', 'ministry')),
        ADD COLUMN level_since timestamptz,
        ADD COLUMN reminded_at timestamptz,
        ADD COLUMN proposed_account_id uuid
          CONSTRAINT link_reviews_proposed_account_fkey REFERENCES journal_accounts (id),
        ADD COLUMN first_decided_by uuid,
        ADD COLUMN first_decided_at timestamptz,
        ADD COLUMN decided_by uuid,
        ADD COLUMN decision_reason text,
        ADD CONSTRAINT link_reviews_four_eyes CHECK (first_decided_by IS NULL OR decided_by IS NULL OR first_decided_by <> decided_by);
      CREATE INDEX link_reviews_by_proposed_account ON link_reviews (proposed_account_id);
      CREATE INDEX link_reviews_open_by_age ON link_reviews (opened_at) WHERE state = 'open';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX link_reviews_open_by_age;
      ALTER TABLE link_reviews
        DROP CONSTRAINT link_reviews_four_eyes,
        DROP COLUMN level, DROP COLUMN level_since, DROP COLUMN reminded_at, DROP COLUMN proposed_account_id,
        DROP COLUMN first_decided_by, DROP COLUMN first_decided_at, DROP COLUMN decided_by, DROP COLUMN decision_reason;
      DROP INDEX links_by_limit;
      ALTER TABLE links DROP COLUMN until;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The offline bundle by schools (INT-08): what was last told of each, so that a journal asks for what has changed since. A
 * page gets a new number only when its text changes; it is looked at anew when somebody asks, a few at a time.
 */
export class PolicyPages1764200001110 implements MigrationInterface {
  name = 'PolicyPages1764200001110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE policy_heads (
        journal_system_id uuid CONSTRAINT policy_heads_pkey PRIMARY KEY
          CONSTRAINT policy_heads_system_fkey REFERENCES journal_systems (id),
        last_no bigint NOT NULL DEFAULT 0
      );
      CREATE TABLE policy_pages (
        journal_system_id uuid NOT NULL CONSTRAINT policy_pages_system_fkey REFERENCES journal_systems (id),
        school_id uuid NOT NULL CONSTRAINT policy_pages_school_fkey REFERENCES schools (id),
        no bigint NOT NULL,
        page text NOT NULL,
        checked_at timestamptz NOT NULL,
        CONSTRAINT policy_pages_pkey PRIMARY KEY (journal_system_id, school_id)
      );
      COMMENT ON COLUMN policy_pages.page IS 'JSON as it is signed: external ids, phases and dates; never people';
      CREATE UNIQUE INDEX policy_pages_one_per_no ON policy_pages (journal_system_id, no);
      CREATE INDEX policy_pages_by_school ON policy_pages (school_id);
      CREATE INDEX policy_pages_by_check ON policy_pages (journal_system_id, checked_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE policy_pages;
      DROP TABLE policy_heads;
    `);
  }
}

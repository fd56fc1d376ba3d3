import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One sign-in from its start to a session: what it is for, what came of it, and the sessions of people's own pages. */
export class SignIn1764000000800 implements MigrationInterface {
  name = 'SignIn1764000000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sign_ins (
        id uuid CONSTRAINT sign_ins_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT sign_ins_region_fkey REFERENCES regions (id),
        attempt_id uuid CONSTRAINT sign_ins_attempt_fkey REFERENCES esia_login_attempts (id) ON DELETE SET NULL,
        purpose text NOT NULL CONSTRAINT sign_ins_purpose_known CHECK (purpose IN ('journal', 'account', 'admin')),
        journal_system_id uuid CONSTRAINT sign_ins_journal_system_fkey REFERENCES journal_systems (id),
        return_to text NOT NULL,
        browser_hash bytea NOT NULL,
        case_number text NOT NULL CONSTRAINT sign_ins_case_number_form CHECK (case_number ~ '^[0-9]{12}$'),
        state text NOT NULL CONSTRAINT sign_ins_state_known CHECK (state IN ('started', 'matched', 'confirmed', 'chosen',
          'finished', 'failed', 'ended', 'expired')),
        outcomes jsonb NOT NULL DEFAULT '[]',
        esia_person_id uuid CONSTRAINT sign_ins_esia_person_fkey REFERENCES esia_persons (id),
        journal_account_id uuid CONSTRAINT sign_ins_journal_account_fkey REFERENCES journal_accounts (id),
        choice_account_ids uuid[] NOT NULL DEFAULT '{}',
        started_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        trace_id text,
        CONSTRAINT sign_ins_journal_has_system CHECK ((purpose = 'journal') = (journal_system_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX sign_ins_one_per_attempt ON sign_ins (attempt_id);
      CREATE UNIQUE INDEX sign_ins_one_per_case_number ON sign_ins (case_number);
      CREATE INDEX sign_ins_by_esia_person ON sign_ins (esia_person_id, changed_at DESC);
      CREATE INDEX sign_ins_overdue ON sign_ins (expires_at) WHERE state IN ('started', 'matched', 'confirmed', 'chosen');
      CREATE INDEX sign_ins_open_by_browser ON sign_ins (browser_hash) WHERE state IN ('matched', 'confirmed', 'chosen');
      CREATE INDEX sign_ins_by_journal_system ON sign_ins (journal_system_id);
      CREATE INDEX sign_ins_by_journal_account ON sign_ins (journal_account_id);

      CREATE TABLE person_sessions (
        id uuid CONSTRAINT person_sessions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT person_sessions_region_fkey REFERENCES regions (id),
        token_hash bytea NOT NULL,
        esia_person_id uuid NOT NULL CONSTRAINT person_sessions_esia_person_fkey REFERENCES esia_persons (id),
        opened_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX person_sessions_one_per_token ON person_sessions (token_hash);
      CREATE INDEX person_sessions_by_esia_person ON person_sessions (esia_person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE person_sessions;
      DROP TABLE sign_ins;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * ESIA person ↔ journal account (state-machines.md e.1). The two partial unique indexes are the rule that one account has
 * one owner: whatever the application decides, and however many sign-ins race, the second live link is refused here.
 */
export class Linking1764000000700 implements MigrationInterface {
  name = 'Linking1764000000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE links (
        id uuid CONSTRAINT links_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT links_region_fkey REFERENCES regions (id),
        esia_person_id uuid NOT NULL CONSTRAINT links_esia_person_fkey REFERENCES esia_persons (id),
        journal_account_id uuid NOT NULL CONSTRAINT links_journal_account_fkey REFERENCES journal_accounts (id),
        state text NOT NULL CONSTRAINT links_state_known CHECK (state IN ('pending_proof', 'pending_review',
          'awaiting_consent', 'active', 'suspended', 'rejected', 'expired', 'superseded', 'revoked')),
        reason text,
        rule text NOT NULL,
        evidence jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT links_suspension_reason CHECK (state <> 'suspended' OR reason IN ('data_mismatch', 'dispute', 'security',
          'restriction', 'between_schools', 'consent_withdrawn')),
        CONSTRAINT links_revocation_reason CHECK (state <> 'revoked' OR reason IN ('user_request', 'school_error',
          'wrong_person', 'enrollment_ended', 'staff_dismissed', 'representation_ended', 'guardianship_expired',
          'person_deceased', 'security_incident', 'court_order', 'suspension_timeout', 'account_closed'))
      );
      CREATE UNIQUE INDEX links_one_live_per_account ON links (journal_account_id) WHERE state IN ('active', 'suspended');
      CREATE UNIQUE INDEX links_one_open_per_pair ON links (esia_person_id, journal_account_id)
        WHERE state IN ('pending_proof', 'pending_review', 'awaiting_consent');
      CREATE FUNCTION links_terminal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'a link in state % never changes', OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'links_terminal_is_final';
        END $$;
      CREATE TRIGGER links_terminal_is_final BEFORE UPDATE ON links FOR EACH ROW
        WHEN (OLD.state IN ('rejected', 'expired', 'superseded', 'revoked'))
        EXECUTE FUNCTION links_terminal_is_final();
      CREATE INDEX links_by_esia_person ON links (esia_person_id);
      CREATE INDEX links_by_journal_account ON links (journal_account_id);

      CREATE TABLE link_state_history (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT link_state_history_pkey PRIMARY KEY,
        link_id uuid NOT NULL CONSTRAINT link_state_history_link_fkey REFERENCES links (id),
        from_state text,
        to_state text NOT NULL,
        event text NOT NULL,
        reason text,
        actor_kind text NOT NULL,
        actor_id text,
        evidence_digest bytea NOT NULL,
        at timestamptz NOT NULL,
        trace_id text
      );
      COMMENT ON COLUMN link_state_history.evidence_digest IS 'SHA-256 of the evidence that the step rested on';
      CREATE INDEX link_state_history_by_link ON link_state_history (link_id, id);

      CREATE TABLE link_reviews (
        id uuid CONSTRAINT link_reviews_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT link_reviews_region_fkey REFERENCES regions (id),
        esia_person_id uuid NOT NULL CONSTRAINT link_reviews_esia_person_fkey REFERENCES esia_persons (id),
        link_id uuid CONSTRAINT link_reviews_link_fkey REFERENCES links (id),
        school_id uuid CONSTRAINT link_reviews_school_fkey REFERENCES schools (id),
        candidate_account_ids uuid[] NOT NULL DEFAULT '{}',
        code text NOT NULL,
        rule text NOT NULL,
        evidence jsonb NOT NULL DEFAULT '{}',
        state text NOT NULL CONSTRAINT link_reviews_state_known CHECK (state IN ('open', 'linked', 'rejected', 'expired')),
        opened_at timestamptz NOT NULL,
        decided_at timestamptz
      );
      CREATE UNIQUE INDEX link_reviews_one_open_per_link ON link_reviews (link_id) WHERE state = 'open' AND link_id IS NOT NULL;
      CREATE UNIQUE INDEX link_reviews_one_open_per_case ON link_reviews (esia_person_id, code, school_id) NULLS NOT DISTINCT
        WHERE state = 'open' AND link_id IS NULL;
      CREATE INDEX link_reviews_by_esia_person ON link_reviews (esia_person_id);
      CREATE INDEX link_reviews_by_link ON link_reviews (link_id);
      CREATE INDEX link_reviews_by_school ON link_reviews (school_id, state, opened_at);

      CREATE TABLE roster_tasks (
        id uuid CONSTRAINT roster_tasks_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT roster_tasks_region_fkey REFERENCES regions (id),
        school_id uuid CONSTRAINT roster_tasks_school_fkey REFERENCES schools (id),
        code text NOT NULL,
        person_id uuid CONSTRAINT roster_tasks_person_fkey REFERENCES people (id),
        journal_account_id uuid CONSTRAINT roster_tasks_journal_account_fkey REFERENCES journal_accounts (id),
        facts jsonb NOT NULL DEFAULT '{}',
        opened_at timestamptz NOT NULL,
        done_at timestamptz
      );
      COMMENT ON TABLE roster_tasks IS 'what a school should mend without a case: NAME_DISCREPANCY after R2, a missing patronymic';
      CREATE UNIQUE INDEX roster_tasks_one_open ON roster_tasks (code, person_id, journal_account_id) NULLS NOT DISTINCT
        WHERE done_at IS NULL;
      CREATE INDEX roster_tasks_by_school ON roster_tasks (school_id, done_at, opened_at);
      CREATE INDEX roster_tasks_by_person ON roster_tasks (person_id);
      CREATE INDEX roster_tasks_by_journal_account ON roster_tasks (journal_account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE roster_tasks;
      DROP TABLE link_reviews;
      DROP TABLE link_state_history;
      DROP TABLE links;
      DROP FUNCTION links_terminal_is_final();
    `);
  }
}

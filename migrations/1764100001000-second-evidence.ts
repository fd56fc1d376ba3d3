import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second evidence (LNK-02, LNK-05): link codes and proofs of the old login. Of codes, tokens and handles only keyed or
 * plain hashes are kept, and each is used up by one guarded UPDATE. `sign_in_id` refers to a table of a context above, so
 * it has no foreign key: sign-ins are forgotten on their own time.
 */
export class SecondEvidence1764100001000 implements MigrationInterface {
  name = 'SecondEvidence1764100001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE link_code_issues (
        id uuid CONSTRAINT link_code_issues_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT link_code_issues_region_fkey REFERENCES regions (id),
        issued_by uuid NOT NULL CONSTRAINT link_code_issues_issued_by_fkey REFERENCES esia_persons (id),
        issued_at timestamptz NOT NULL,
        idempotency_hash bytea,
        request_hash bytea NOT NULL
      );
      COMMENT ON COLUMN link_code_issues.idempotency_hash IS 'SHA-256 of the Idempotency-Key: with it the same codes are said again, without it never';
      CREATE UNIQUE INDEX link_code_issues_once_per_key ON link_code_issues (issued_by, idempotency_hash)
        WHERE idempotency_hash IS NOT NULL;
      CREATE INDEX link_code_issues_by_issuer ON link_code_issues (issued_by);

      CREATE TABLE link_codes (
        id uuid CONSTRAINT link_codes_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT link_codes_region_fkey REFERENCES regions (id),
        issue_id uuid NOT NULL CONSTRAINT link_codes_issue_fkey REFERENCES link_code_issues (id),
        journal_account_id uuid NOT NULL CONSTRAINT link_codes_journal_account_fkey REFERENCES journal_accounts (id),
        owner_id uuid NOT NULL CONSTRAINT link_codes_owner_fkey REFERENCES people (id),
        code_hash bytea NOT NULL,
        turn smallint NOT NULL,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz,
        consumed_by uuid CONSTRAINT link_codes_consumed_by_fkey REFERENCES esia_persons (id),
        voided_at timestamptz,
        void_reason text CONSTRAINT link_codes_void_reason_known
          CHECK (void_reason IN ('reissued', 'unlinked', 'owner_changed', 'withdrawn')),
        CONSTRAINT link_codes_one_end CHECK (consumed_at IS NULL OR voided_at IS NULL),
        CONSTRAINT link_codes_used_by_somebody CHECK ((consumed_at IS NULL) = (consumed_by IS NULL)),
        CONSTRAINT link_codes_voided_for_a_reason CHECK ((voided_at IS NULL) = (void_reason IS NULL))
      );
      COMMENT ON COLUMN link_codes.code_hash IS 'HMAC-SHA-256 under LINK_CODE_KEY';
      COMMENT ON COLUMN link_codes.owner_id IS 'whose account it was at the issue: with another owner the code is void';
      CREATE UNIQUE INDEX link_codes_one_per_hash ON link_codes (region_id, code_hash);
      CREATE UNIQUE INDEX link_codes_one_open_per_account ON link_codes (journal_account_id)
        WHERE consumed_at IS NULL AND voided_at IS NULL;
      CREATE INDEX link_codes_by_account ON link_codes (journal_account_id, issued_at DESC);
      CREATE INDEX link_codes_by_issue ON link_codes (issue_id);
      CREATE INDEX link_codes_by_owner ON link_codes (owner_id);
      CREATE INDEX link_codes_by_consumer ON link_codes (consumed_by);

      CREATE TABLE legacy_proofs (
        id uuid CONSTRAINT legacy_proofs_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT legacy_proofs_region_fkey REFERENCES regions (id),
        journal_system_id uuid NOT NULL CONSTRAINT legacy_proofs_journal_system_fkey REFERENCES journal_systems (id),
        purpose text NOT NULL CONSTRAINT legacy_proofs_purpose_known CHECK (purpose IN ('link')),
        request_hash bytea,
        sign_in_id uuid,
        browser_hash bytea,
        esia_person_id uuid CONSTRAINT legacy_proofs_esia_person_fkey REFERENCES esia_persons (id),
        journal_account_id uuid CONSTRAINT legacy_proofs_journal_account_fkey REFERENCES journal_accounts (id),
        jti_hash bytea,
        handle_hash bytea,
        begun_at timestamptz NOT NULL,
        proven_at timestamptz,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz,
        ended_as text CONSTRAINT legacy_proofs_ended_as_known
          CHECK (ended_as IN ('linked', 'waiting', 'refused', 'not_mine', 'asked_as_parent', 'foreign_browser', 'unlinked', 'credentials_changed')),
        CONSTRAINT legacy_proofs_proven_whole CHECK ((proven_at IS NULL) = (journal_account_id IS NULL)
          AND (proven_at IS NULL) = (jti_hash IS NULL) AND (proven_at IS NULL) = (handle_hash IS NULL)),
        CONSTRAINT legacy_proofs_ended_for_a_reason CHECK ((consumed_at IS NULL) = (ended_as IS NULL)),
        CONSTRAINT legacy_proofs_request_of_a_browser CHECK (request_hash IS NULL OR browser_hash IS NOT NULL)
      );
      COMMENT ON TABLE legacy_proofs IS 'one proof of an old login, bound to account, ESIA person, browser, sign-in and purpose';
      CREATE UNIQUE INDEX legacy_proofs_one_per_request ON legacy_proofs (request_hash) WHERE request_hash IS NOT NULL;
      CREATE UNIQUE INDEX legacy_proofs_one_per_handle ON legacy_proofs (handle_hash) WHERE handle_hash IS NOT NULL;
      CREATE UNIQUE INDEX legacy_proofs_jti_once ON legacy_proofs (journal_system_id, jti_hash) WHERE jti_hash IS NOT NULL;
      CREATE INDEX legacy_proofs_by_account ON legacy_proofs (journal_account_id);
      CREATE INDEX legacy_proofs_by_esia_person ON legacy_proofs (esia_person_id);
      CREATE INDEX legacy_proofs_by_system ON legacy_proofs (journal_system_id);
      CREATE INDEX legacy_proofs_by_end ON legacy_proofs (expires_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE legacy_proofs;
      DROP TABLE link_codes;
      DROP TABLE link_code_issues;
    `);
  }
}

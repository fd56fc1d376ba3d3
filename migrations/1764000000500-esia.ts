import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Persons as ESIA knows them, the attempts to sign in, and the assurance policy. Of a person we keep what matching needs
 * (LNK-16) and no token; an attempt keeps the sealed answer of ESIA only until the person has said whose it is.
 */
export class Esia1764000000500 implements MigrationInterface {
  name = 'Esia1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE esia_persons (
        id uuid CONSTRAINT esia_persons_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT esia_persons_region_fkey REFERENCES regions (id),
        oid text NOT NULL CONSTRAINT esia_persons_oid_canonical CHECK (oid ~ '^[1-9][0-9]{0,18}$'),
        level text NOT NULL CONSTRAINT esia_persons_level_known CHECK (level IN ('P', 'PR', 'KD')),
        last_name text NOT NULL,
        first_name text NOT NULL,
        middle_name text,
        norm_last text NOT NULL,
        norm_first text NOT NULL,
        norm_middle text,
        birth_date date NOT NULL,
        snils_hmac bytea,
        snils_enc bytea,
        snils_key_id text,
        snils_last2 text,
        first_seen_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        CONSTRAINT esia_persons_snils_whole CHECK (
          (snils_hmac IS NULL) = (snils_enc IS NULL)
          AND (snils_hmac IS NULL) = (snils_key_id IS NULL)
          AND (snils_hmac IS NULL) = (snils_last2 IS NULL)
        )
      );
      CREATE UNIQUE INDEX esia_persons_one_per_oid ON esia_persons (region_id, oid);
      CREATE INDEX esia_persons_by_snils ON esia_persons (region_id, snils_hmac) WHERE snils_hmac IS NOT NULL;

      CREATE TABLE esia_login_attempts (
        id uuid CONSTRAINT esia_login_attempts_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT esia_login_attempts_region_fkey REFERENCES regions (id),
        state uuid NOT NULL,
        browser_hash bytea NOT NULL,
        code_verifier_enc bytea,
        status text NOT NULL CONSTRAINT esia_login_attempts_status_known CHECK (status IN ('started', 'code_received',
          'profile_ok', 'failed')),
        failure_code text,
        esia_code text,
        started_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        consumed_at timestamptz,
        profile_enc bytea,
        restarts smallint NOT NULL DEFAULT 0
      );
      CREATE UNIQUE INDEX esia_login_attempts_one_per_state ON esia_login_attempts (state);
      CREATE INDEX esia_login_attempts_by_expiry ON esia_login_attempts (expires_at);

      CREATE TABLE assurance_rules (
        region_id uuid CONSTRAINT assurance_rules_region_fkey REFERENCES regions (id),
        subject text NOT NULL
          CONSTRAINT assurance_rules_subject_known CHECK (subject IN ('student', 'representative', 'staff', 'administrator')),
        from_age smallint NOT NULL CONSTRAINT assurance_rules_from_age_range CHECK (from_age BETWEEN 0 AND 120),
        from_day smallint NOT NULL CONSTRAINT assurance_rules_from_day_range CHECK (from_day BETWEEN 0 AND 366),
        levels text[] NOT NULL CONSTRAINT assurance_rules_levels_known CHECK (levels <@ ARRAY['PR', 'KD'])
      );
      COMMENT ON TABLE assurance_rules IS
        'AUTH-06, table c.1.1: levels accepted from the day that comes from_day days after the from_age-th birthday; a region''s own rows for a subject replace the common ones (region_id null)';
      CREATE UNIQUE INDEX assurance_rules_one_per_boundary
        ON assurance_rules (region_id, subject, from_age, from_day) NULLS NOT DISTINCT;
      INSERT INTO assurance_rules (region_id, subject, from_age, from_day, levels) VALUES
        (NULL, 'student', 0, 0, '{KD,PR}'),
        (NULL, 'student', 14, 181, '{PR}'),
        (NULL, 'student', 18, 0, '{PR}'),
        (NULL, 'representative', 0, 0, '{PR}'),
        (NULL, 'staff', 0, 0, '{PR}'),
        (NULL, 'administrator', 0, 0, '{PR}');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE assurance_rules;
      DROP TABLE esia_login_attempts;
      DROP TABLE esia_persons;
    `);
  }
}

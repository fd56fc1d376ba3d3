import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The OpenID Provider's state (codes, tokens, sessions, grants), so that any instance can finish what another began. */
export class OpenidProvider1764000000900 implements MigrationInterface {
  name = 'OpenidProvider1764000000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oidc_records (
        model text NOT NULL,
        id text NOT NULL,
        payload jsonb NOT NULL,
        grant_id text,
        user_code text,
        uid text,
        expires_at timestamptz,
        consumed_at timestamptz,
        CONSTRAINT oidc_records_pkey PRIMARY KEY (model, id)
      );
      CREATE INDEX oidc_records_by_grant ON oidc_records (grant_id) WHERE grant_id IS NOT NULL;
      CREATE UNIQUE INDEX oidc_records_one_per_uid ON oidc_records (model, uid) WHERE uid IS NOT NULL;
      CREATE UNIQUE INDEX oidc_records_one_per_user_code ON oidc_records (model, user_code) WHERE user_code IS NOT NULL;
      CREATE INDEX oidc_records_by_expiry ON oidc_records (expires_at);
      CREATE INDEX oidc_records_sessions_by_account ON oidc_records ((payload ->> 'accountId')) WHERE model = 'Session';
      COMMENT ON COLUMN oidc_records.id IS 'SHA-256 (base64url) of the code, token or session id; the id itself is kept nowhere';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE oidc_records;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys by which machines of municipalities and of the ministry read statistics (REP-05). A key is shown once and kept as its
 * SHA-256; it ends by itself within a year, is revoked at once, and gives way to a successor after an overlap, so that nobody
 * must change a key on a machine and here in one moment. How often it is used is counted per day, in batches.
 */
export class ApiKeys1764300001700 implements MigrationInterface {
  name = 'ApiKeys1764300001700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id uuid CONSTRAINT api_keys_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT api_keys_region_fkey REFERENCES regions (id),
        name text NOT NULL CONSTRAINT api_keys_name_said CHECK (length(name) BETWEEN 3 AND 200),
        basis text NOT NULL CONSTRAINT api_keys_basis_said CHECK (length(basis) BETWEEN 3 AND 500),
        scope text NOT NULL CONSTRAINT api_keys_scope_known CHECK (scope IN ('region', 'municipality')),
        municipality_id uuid CONSTRAINT api_keys_municipality_fkey REFERENCES municipalities (id),
        rights text[] NOT NULL CONSTRAINT api_keys_rights_named CHECK (cardinality(rights) BETWEEN 1 AND 20),
        prefix text NOT NULL CONSTRAINT api_keys_prefix_form CHECK (prefix ~ '^[0-9a-f]{12}$'),
        secret_hash bytea NOT NULL CONSTRAINT api_keys_secret_hash_sha256 CHECK (octet_length(secret_hash) = 32),
        allowed_addresses cidr[] NOT NULL DEFAULT '{}',
        created_by uuid NOT NULL CONSTRAINT api_keys_created_by_fkey REFERENCES esia_persons (id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        predecessor_id uuid CONSTRAINT api_keys_predecessor_fkey REFERENCES api_keys (id),
        retires_at timestamptz,
        revoked_at timestamptz,
        revoke_reason text,
        revision integer NOT NULL DEFAULT 1,
        idempotency_hash bytea,
        request_hash bytea,
        CONSTRAINT api_keys_scope_has_place CHECK ((scope = 'municipality') = (municipality_id IS NOT NULL)),
        CONSTRAINT api_keys_year_at_most CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days'),
        CONSTRAINT api_keys_revoked_for_reason CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL)),
        CONSTRAINT api_keys_repeatable CHECK ((idempotency_hash IS NULL) = (request_hash IS NULL))
      );
      COMMENT ON COLUMN api_keys.prefix IS 'the part of the key that may be said aloud: it finds the key, and whose a leaked one is';
      COMMENT ON COLUMN api_keys.allowed_addresses IS 'networks from which the key is taken; none named: from anywhere';
      COMMENT ON COLUMN api_keys.retires_at IS 'set when a successor is made: the end of the overlap';
      CREATE UNIQUE INDEX api_keys_one_per_prefix ON api_keys (prefix);
      CREATE UNIQUE INDEX api_keys_one_successor ON api_keys (predecessor_id);
      CREATE UNIQUE INDEX api_keys_one_per_idempotency_key ON api_keys (created_by, idempotency_hash);
      CREATE INDEX api_keys_by_region ON api_keys (region_id, created_at DESC, id DESC);
      CREATE INDEX api_keys_by_municipality ON api_keys (municipality_id);

      CREATE TABLE api_key_uses (
        api_key_id uuid NOT NULL CONSTRAINT api_key_uses_api_key_fkey REFERENCES api_keys (id),
        day date NOT NULL,
        requests bigint NOT NULL CONSTRAINT api_key_uses_requests_counted CHECK (requests >= 0),
        refusals bigint NOT NULL CONSTRAINT api_key_uses_refusals_counted CHECK (refusals >= 0),
        last_at timestamptz NOT NULL,
        CONSTRAINT api_key_uses_pkey PRIMARY KEY (api_key_id, day)
      );
      COMMENT ON COLUMN api_key_uses.day IS 'civil day of the region';
      COMMENT ON COLUMN api_key_uses.refusals IS 'the right secret, but a key that is over, a foreign address, or no right';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE api_key_uses;
      DROP TABLE api_keys;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers to requests that came with an Idempotency-Key, for a day (ADM-03). `acted` is set in the transaction of the act, so
 * that a server that dies between the act and its answer never does the act twice.
 */
export class IdempotentRequests1764400001520 implements MigrationInterface {
  name = 'IdempotentRequests1764400001520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotent_requests (
        key_hash bytea CONSTRAINT idempotent_requests_pkey PRIMARY KEY,
        request_hash bytea NOT NULL,
        claim uuid NOT NULL,
        claimed_at timestamptz NOT NULL,
        acted boolean NOT NULL DEFAULT false,
        answered boolean NOT NULL DEFAULT false,
        answer bytea,
        CONSTRAINT idempotent_requests_answer_when_answered CHECK (answer IS NULL OR answered)
      );
      COMMENT ON COLUMN idempotent_requests.key_hash IS 'SHA-256 of the caller and the key: neither is kept';
      COMMENT ON COLUMN idempotent_requests.answer IS 'status, headers and body, sealed by the key ring; null where the answer is said once';
      CREATE INDEX idempotent_requests_by_age ON idempotent_requests (claimed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotent_requests');
  }
}

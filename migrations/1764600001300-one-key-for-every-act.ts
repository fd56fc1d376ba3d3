import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One memory of Idempotency-Keys for every act (ADM-03). Which rows of a bulk act are done is kept with their transactions, so
 * that whoever repeats what a dead server left does the rest. Acts upon campaigns, link codes, declarations and API keys kept
 * keys of their own: their columns and `declaration_orders` stay while a server of the version before may still write them.
 */
export class OneKeyForEveryAct1764600001300 implements MigrationInterface {
  name = 'OneKeyForEveryAct1764600001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotent_rows (
        key_hash bytea NOT NULL
          CONSTRAINT idempotent_rows_request_fkey REFERENCES idempotent_requests (key_hash) ON DELETE CASCADE,
        row_id text NOT NULL,
        result text,
        CONSTRAINT idempotent_rows_pkey PRIMARY KEY (key_hash, row_id)
      );
      COMMENT ON TABLE idempotent_rows IS 'rows of bulk acts that are done, each written in the transaction that did it';
      COMMENT ON COLUMN idempotent_rows.result IS 'what came of the row in a word; null when its server died before it said so';

      ALTER TABLE campaign_acts ALTER COLUMN request_hash DROP NOT NULL;
      ALTER TABLE link_code_issues ALTER COLUMN request_hash DROP NOT NULL;
      COMMENT ON COLUMN campaign_acts.idempotency_hash IS 'of versions before 1764600001300; not written any more';
      COMMENT ON COLUMN campaign_acts.answer IS 'of versions before 1764600001300; not written any more';
      COMMENT ON COLUMN campaign_acts.request_hash IS 'of versions before 1764600001300; not written any more';
      COMMENT ON COLUMN link_code_issues.request_hash IS 'of versions before 1764600001300; not written any more';
      COMMENT ON COLUMN link_code_issues.idempotency_hash IS 'SHA-256 of what the codes were made from, where paper says the same codes again';
      COMMENT ON COLUMN api_keys.idempotency_hash IS 'of versions before 1764600001300; not written any more';
      COMMENT ON TABLE declaration_orders IS 'of versions before 1764600001300; not written any more';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      COMMENT ON TABLE declaration_orders IS 'orders for a class that came with an Idempotency-Key, with what was answered: ids and codes';
      COMMENT ON COLUMN api_keys.idempotency_hash IS NULL;
      COMMENT ON COLUMN link_code_issues.idempotency_hash IS 'SHA-256 of the Idempotency-Key: with it the same codes are said again, without it never';
      COMMENT ON COLUMN link_code_issues.request_hash IS NULL;
      COMMENT ON COLUMN campaign_acts.request_hash IS NULL;
      COMMENT ON COLUMN campaign_acts.answer IS 'what was answered, campaign by campaign: ids, codes and dates; null until the end of its transaction';
      COMMENT ON COLUMN campaign_acts.idempotency_hash IS NULL;
      UPDATE link_code_issues SET request_hash = '\\x00' WHERE request_hash IS NULL;
      UPDATE campaign_acts SET request_hash = '\\x00' WHERE request_hash IS NULL;
      ALTER TABLE link_code_issues ALTER COLUMN request_hash SET NOT NULL;
      ALTER TABLE campaign_acts ALTER COLUMN request_hash SET NOT NULL;
      DROP TABLE idempotent_rows;
    `);
  }
}

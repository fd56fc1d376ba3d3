import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What declarations «УЗ создана» need beside their rows: why one was withdrawn, an order for a whole class that may be sent
 * twice, and from which gap on declared and proven figures deviate (STAT-04), which the region decides.
 */
export class DeclarationsLife1764300001210 implements MigrationInterface {
  name = 'DeclarationsLife1764300001210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE declarations
        DROP CONSTRAINT declarations_declared_by_known,
        ADD CONSTRAINT declarations_declared_by_known CHECK (declared_by IN ('homeroom', 'school_admin', 'representative')),
        ADD CONSTRAINT declarations_withdrawal_reason_known
          CHECK (withdrawal_reason IN ('recorded_by_mistake', 'no_account', 'family_request')),
        ADD CONSTRAINT declarations_withdrawal_has_reason CHECK (withdrawal_reason IS NULL OR withdrawn_at IS NOT NULL);
      COMMENT ON COLUMN declarations.person_id IS 'as the pupil was called then; who was merged away counts as the person who stays';
      CREATE INDEX declarations_open_by_region ON declarations (region_id) WHERE withdrawn_at IS NULL;

      CREATE TABLE declaration_orders (
        id uuid CONSTRAINT declaration_orders_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT declaration_orders_region_fkey REFERENCES regions (id),
        author_id uuid NOT NULL,
        at timestamptz NOT NULL,
        idempotency_hash bytea NOT NULL,
        request_hash bytea NOT NULL,
        answer jsonb
      );
      COMMENT ON TABLE declaration_orders IS 'orders for a class that came with an Idempotency-Key, with what was answered: ids and codes';
      CREATE UNIQUE INDEX declaration_orders_one_per_key ON declaration_orders (author_id, idempotency_hash);

      ALTER TABLE statistics_policies
        ADD COLUMN deviation_percent smallint NOT NULL DEFAULT 20
          CONSTRAINT statistics_policies_deviation_percent_known CHECK (deviation_percent BETWEEN 0 AND 100),
        ADD COLUMN deviation_least smallint NOT NULL DEFAULT 3
          CONSTRAINT statistics_policies_deviation_least_known CHECK (deviation_least BETWEEN 1 AND 1000);
      COMMENT ON COLUMN statistics_policies.deviation_percent IS 'STAT-04: a unit deviates when so many percent of its declared minors are not linked';
      COMMENT ON COLUMN statistics_policies.deviation_least IS 'and at least so many of them';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE statistics_policies DROP COLUMN deviation_percent, DROP COLUMN deviation_least;
      DROP TABLE declaration_orders;
      DROP INDEX declarations_open_by_region;
      COMMENT ON COLUMN declarations.person_id IS NULL;
      DELETE FROM declarations WHERE declared_by = 'school_admin';
      ALTER TABLE declarations
        DROP CONSTRAINT declarations_withdrawal_has_reason,
        DROP CONSTRAINT declarations_withdrawal_reason_known,
        DROP CONSTRAINT declarations_declared_by_known,
        ADD CONSTRAINT declarations_declared_by_known CHECK (declared_by IN ('homeroom', 'representative'));
    `);
  }
}

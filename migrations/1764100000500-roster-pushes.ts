import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What e-journals push as JSON (INT-09): whose push a batch is and under which Idempotency-Key, and when each row was
 * changed by its source last, so that a delta that comes late does not undo a newer one.
 */
export class RosterPushes1764100000500 implements MigrationInterface {
  name = 'RosterPushes1764100000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE roster_pushes (
        batch_id uuid CONSTRAINT roster_pushes_pkey PRIMARY KEY
          CONSTRAINT roster_pushes_batch_fkey REFERENCES import_batches (id) ON DELETE CASCADE,
        journal_system_id uuid NOT NULL CONSTRAINT roster_pushes_system_fkey REFERENCES journal_systems (id),
        idempotency_key text NOT NULL,
        request_hash bytea NOT NULL
      );
      COMMENT ON COLUMN roster_pushes.request_hash IS 'keyed hash of the body and of how it is meant';
      CREATE UNIQUE INDEX roster_pushes_one_per_key ON roster_pushes (journal_system_id, idempotency_key);

      CREATE TABLE roster_row_versions (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT roster_row_versions_id_once UNIQUE,
        region_id uuid NOT NULL CONSTRAINT roster_row_versions_region_fkey REFERENCES regions (id),
        source text NOT NULL,
        kind text NOT NULL,
        key text NOT NULL,
        modified_at timestamptz NOT NULL,
        CONSTRAINT roster_row_versions_pkey PRIMARY KEY (region_id, source, kind, key)
      );
      COMMENT ON COLUMN roster_row_versions.id IS 'names the row in the images of an import';
      COMMENT ON COLUMN roster_row_versions.modified_at IS 'dateLastModified of the row that was applied last';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE roster_row_versions;
      DROP TABLE roster_pushes;
    `);
  }
}

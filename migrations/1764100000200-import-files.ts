import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The uploaded files of a batch, sealed, in the database: another instance, or this one after `kill -9`, can go on with
 * the batch, and the uploader gets back their own file with the faults marked (ROS-04). Kept seven days (PD-07).
 */
export class ImportFiles1764100000200 implements MigrationInterface {
  name = 'ImportFiles1764100000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_files (
        id uuid CONSTRAINT import_files_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        batch_id uuid NOT NULL CONSTRAINT import_files_batch_fkey REFERENCES import_batches (id) ON DELETE CASCADE,
        name text NOT NULL,
        bytes bigint NOT NULL,
        stored_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX import_files_one_per_name ON import_files (batch_id, name);
      CREATE INDEX import_files_by_age ON import_files (stored_at);

      CREATE TABLE import_file_chunks (
        file_id uuid NOT NULL CONSTRAINT import_file_chunks_file_fkey REFERENCES import_files (id) ON DELETE CASCADE,
        no integer NOT NULL,
        sealed bytea NOT NULL,
        CONSTRAINT import_file_chunks_pkey PRIMARY KEY (file_id, no)
      );
      COMMENT ON COLUMN import_file_chunks.sealed IS 'at most 1 MiB of the file under a key of DATA_KEYS';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_file_chunks;
      DROP TABLE import_files;
    `);
  }
}

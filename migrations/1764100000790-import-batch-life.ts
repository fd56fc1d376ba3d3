import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that an import writes; not all have an id of their own. */
const TABLES = [
  'municipalities',
  'schools',
  'municipality_versions',
  'school_versions',
  'class_groups',
  'people',
  'person_records',
  'enrollments',
  'staff_appointments',
  'family_ties',
  'journal_accounts',
  'journal_account_schools',
  'roster_tasks',
  'roster_row_versions',
];

/**
 * Stands behind 1764100000700, whose tables of versions imports write too.
 *
 * The life of an import batch (e.5): how far it is, who decides about it, what it would change, and what its rows were
 * before. Rows that a batch inserts carry its id, by a default that reads a setting of the import's transaction; rows that
 * it changes or deletes leave their image while that setting is set. The merging SQL knows nothing of either, so whoever
 * changes it cannot forget the roll-back.
 */
export class ImportBatchLife1764100000790 implements MigrationInterface {
  name = 'ImportBatchLife1764100000790';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_batches
        ADD COLUMN received_at timestamptz,
        ADD COLUMN forced text CONSTRAINT import_batches_forced_known CHECK (forced IN ('school', 'ministry')),
        ADD COLUMN allow_test_snils boolean NOT NULL DEFAULT false,
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN progress jsonb,
        ADD COLUMN heartbeat_at timestamptz,
        ADD COLUMN guard jsonb,
        ADD COLUMN decides text CONSTRAINT import_batches_decides_known CHECK (decides IN ('school', 'ministry')),
        ADD COLUMN level text
          CONSTRAINT import_batches_level_known CHECK (level IN ('school', 'municipality', 'ministry')),
        ADD COLUMN level_since timestamptz,
        ADD COLUMN decided_by text,
        ADD COLUMN decided_at timestamptz,
        ADD COLUMN decision_reason text,
        ADD COLUMN apply_asked_by text,
        ADD COLUMN difference jsonb,
        ADD COLUMN xact bigint,
        ADD COLUMN rolled_back_at timestamptz;
      COMMENT ON COLUMN import_batches.received_at IS 'all files are in import_files; null: the batch runs from a folder';
      COMMENT ON COLUMN import_batches.forced IS 'the uploader allowed a mass change beforehand, as whom';
      COMMENT ON COLUMN import_batches.decides IS 'whose decision the mass change is (ROS-03)';
      COMMENT ON COLUMN import_batches.level IS 'who is asked for it now: one level up after three days';
      COMMENT ON COLUMN import_batches.apply_asked_by IS 'a dry run that is to be applied, until it is';
      COMMENT ON COLUMN import_batches.xact IS 'xmin of the rows that it wrote: who wrote a row later is seen by it';
      CREATE INDEX import_batches_unfinished ON import_batches (region_id, started_at)
        WHERE state IN ('uploaded', 'validating', 'ready', 'needs_approval', 'applying');

      CREATE TABLE import_differences (
        batch_id uuid NOT NULL CONSTRAINT import_differences_batch_fkey REFERENCES import_batches (id) ON DELETE CASCADE,
        no integer NOT NULL,
        kind text NOT NULL
          CONSTRAINT import_differences_kind_known CHECK (kind IN ('student', 'representative', 'staff')),
        change text NOT NULL CONSTRAINT import_differences_change_known
          CHECK (change IN ('added', 'changed', 'moved_class', 'returned', 'left')),
        school_id uuid CONSTRAINT import_differences_school_fkey REFERENCES schools (id) ON DELETE CASCADE,
        who text NOT NULL,
        row_no integer,
        attributes text[] NOT NULL,
        shown jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT import_differences_pkey PRIMARY KEY (batch_id, no)
      );
      COMMENT ON COLUMN import_differences.who IS 'masked: И*** П. С.';
      CREATE INDEX import_differences_by_school ON import_differences (school_id);

      CREATE TABLE import_before_images (
        batch_id uuid NOT NULL CONSTRAINT import_before_images_batch_fkey REFERENCES import_batches (id) ON DELETE CASCADE,
        table_name text NOT NULL,
        row_key text NOT NULL,
        image jsonb NOT NULL,
        CONSTRAINT import_before_images_pkey PRIMARY KEY (batch_id, table_name, row_key)
      );
      COMMENT ON TABLE import_before_images IS 'rows as they stood before a batch changed or deleted them; kept 24 hours';

      CREATE FUNCTION import_row_key(row_image jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(row_image ->> 'id', concat_ws('/', row_image ->> 'journal_account_id', row_image ->> 'school_id',
                        row_image ->> 'municipality_id', row_image ->> 'valid_to'))
      $$;
      COMMENT ON FUNCTION import_row_key IS 'names a row of a table that imports write, in import_before_images';
      CREATE FUNCTION import_keep_before_image() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE batch uuid := nullif(current_setting('perehod.import_batch', true), '')::uuid;
      BEGIN
        INSERT INTO import_before_images (batch_id, table_name, row_key, image)
        SELECT batch, TG_TABLE_NAME, import_row_key(o.image), o.image
          FROM (SELECT to_jsonb(old_rows) AS image FROM old_rows) o
         WHERE o.image ->> 'import_batch_id' IS DISTINCT FROM batch::text
        ON CONFLICT (batch_id, table_name, row_key) DO NOTHING;
        RETURN NULL;
      END $$;
    `);
    for (const table of TABLES) {
      await runner.query(`
        ALTER TABLE ${table} ADD COLUMN import_batch_id uuid
          DEFAULT nullif(current_setting('perehod.import_batch', true), '')::uuid;
        COMMENT ON COLUMN ${table}.import_batch_id IS 'the import that inserted the row; null: a person or a time before imports';
        CREATE TRIGGER ${table}_before_image_of_update AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS old_rows
          FOR EACH STATEMENT WHEN (nullif(current_setting('perehod.import_batch', true), '') IS NOT NULL)
          EXECUTE FUNCTION import_keep_before_image();
        CREATE TRIGGER ${table}_before_image_of_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS old_rows
          FOR EACH STATEMENT WHEN (nullif(current_setting('perehod.import_batch', true), '') IS NOT NULL)
          EXECUTE FUNCTION import_keep_before_image();
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) {
      await runner.query(`
        DROP TRIGGER ${table}_before_image_of_delete ON ${table};
        DROP TRIGGER ${table}_before_image_of_update ON ${table};
        ALTER TABLE ${table} DROP COLUMN import_batch_id;
      `);
    }
    await runner.query(`
      DROP FUNCTION import_keep_before_image();
      DROP FUNCTION import_row_key;
      DROP TABLE import_before_images;
      DROP TABLE import_differences;
      DROP INDEX import_batches_unfinished;
      ALTER TABLE import_batches
        DROP COLUMN received_at, DROP COLUMN forced, DROP COLUMN allow_test_snils, DROP COLUMN attempts,
        DROP COLUMN progress, DROP COLUMN heartbeat_at, DROP COLUMN guard, DROP COLUMN decides, DROP COLUMN level,
        DROP COLUMN level_since, DROP COLUMN decided_by, DROP COLUMN decided_at, DROP COLUMN decision_reason,
        DROP COLUMN apply_asked_by, DROP COLUMN difference, DROP COLUMN xact, DROP COLUMN rolled_back_at;
    `);
  }
}

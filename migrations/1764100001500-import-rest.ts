import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables into which an import writes many rows. */
const TABLES = [
  'class_groups',
  'people',
  'person_records',
  'enrollments',
  'staff_appointments',
  'family_ties',
  'journal_accounts',
  'journal_account_schools',
];

/** Of so many rows one looks at the clock: a row costs some 0.1 ms, a look some 2 µs. */
const LOOKS = 'random() < 0.1';
const RESTS = `nullif(current_setting('perehod.import_rest', true), '') IS NOT NULL AND ${LOOKS}`;

/**
 * Imports that rest while the server serves. PostgreSQL cannot lower the priority of a back end, so a gentle import sleeps
 * inside its own statements: after each few milliseconds of work it rests `perehod.import_rest` times as long. Work is
 * counted by the clock on the wall, waits for the processor, the disk and locks included, so on a busy machine it rests
 * longer by itself. Triggers, not slices: one transaction and one plan as before, and the merging SQL knows nothing of it.
 * An AFTER trigger besides the BEFORE one, since foreign keys are checked when the statement's rows are all written.
 */
export class ImportRest1764100001500 implements MigrationInterface {
  name = 'ImportRest1764100001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION import_rest() RETURNS boolean LANGUAGE plpgsql VOLATILE COST 1 AS $$
      DECLARE
        ratio float8 := nullif(current_setting('perehod.import_rest', true), '')::float8;
        awake float8 := coalesce(nullif(current_setting('perehod.import_awake', true), '')::float8, 0);
        worked float8 := extract(epoch FROM clock_timestamp())::float8 - awake;
      BEGIN
        IF ratio IS NOT NULL AND worked >= 0.002 THEN
          PERFORM pg_sleep(least(worked * ratio, 2));
          PERFORM set_config('perehod.import_awake', extract(epoch FROM clock_timestamp())::text, true);
        END IF;
        RETURN true;
      END $$;
      COMMENT ON FUNCTION import_rest IS 'rests in the transaction of a gentle import when it has worked for 2 ms; always true';
      CREATE FUNCTION import_rest_between_rows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM import_rest();
        RETURN NEW;
      END $$;
    `);
    for (const table of TABLES) {
      await runner.query(`
        CREATE TRIGGER ${table}_rest_before BEFORE INSERT OR UPDATE ON ${table}
          FOR EACH ROW WHEN (${RESTS}) EXECUTE FUNCTION import_rest_between_rows();
        CREATE TRIGGER ${table}_rest_after AFTER INSERT OR UPDATE ON ${table}
          FOR EACH ROW WHEN (${RESTS}) EXECUTE FUNCTION import_rest_between_rows();
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) {
      await runner.query(`
        DROP TRIGGER ${table}_rest_after ON ${table};
        DROP TRIGGER ${table}_rest_before ON ${table};
      `);
    }
    await runner.query('DROP FUNCTION import_rest_between_rows(); DROP FUNCTION import_rest()');
  }
}

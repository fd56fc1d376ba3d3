import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever reads the changes of statistics goes on from the largest cursor seen. A number that is drawn before its transaction
 * commits may therefore be skipped for ever by a reader who saw a later one first. So a snapshot gets its cursor under a lock of
 * its region that is held to the end of the transaction: whoever sees a cursor sees all smaller ones of the region.
 */
export class SnapshotCursors1764300001710 implements MigrationInterface {
  name = 'SnapshotCursors1764300001710';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION statistics_snapshots_draw_cursor() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('statistics.cursor:' || NEW.region_id, 0));
        NEW.cursor := nextval('statistics_snapshots_cursor_seq');
        RETURN NEW;
      END $$;
      CREATE TRIGGER statistics_snapshots_draw_cursor BEFORE INSERT ON statistics_snapshots
        FOR EACH ROW EXECUTE FUNCTION statistics_snapshots_draw_cursor();
      GRANT USAGE ON SEQUENCE statistics_snapshots_cursor_seq TO perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE USAGE ON SEQUENCE statistics_snapshots_cursor_seq FROM perehod_app;
      DROP TRIGGER statistics_snapshots_draw_cursor ON statistics_snapshots;
      DROP FUNCTION statistics_snapshots_draw_cursor();
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a school has sent does not change under whoever reads it: cells, own figures and the snapshot of a report move only while
 * it lies with the school, or when a locked one is opened by a correction (e.4, REP-02).
 */
export class SentReportsStay1764300001420 implements MigrationInterface {
  name = 'SentReportsStay1764300001420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION sent_reports_stay() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state IN ('open', 'returned') OR (OLD.state = 'locked' AND NEW.state = 'open') THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'a report that was sent does not change'
          USING ERRCODE = 'restrict_violation', CONSTRAINT = 'school_reports_sent_stay';
      END $$;
      CREATE TRIGGER school_reports_sent_stay BEFORE UPDATE ON school_reports
        FOR EACH ROW WHEN ((OLD.cells, OLD.own, OLD.snapshot_id) IS DISTINCT FROM (NEW.cells, NEW.own, NEW.snapshot_id))
        EXECUTE FUNCTION sent_reports_stay();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER school_reports_sent_stay ON school_reports;
      DROP FUNCTION sent_reports_stay();
    `);
  }
}

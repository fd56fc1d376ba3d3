import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A published version of a form never changes (REP-01): whoever needs another one publishes the next version. */
export class PublishedFormsStay1764300001410 implements MigrationInterface {
  name = 'PublishedFormsStay1764300001410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TRIGGER report_forms_frozen BEFORE UPDATE ON report_forms
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      REVOKE UPDATE, DELETE, TRUNCATE ON report_forms FROM perehod_app;
      REVOKE UPDATE, DELETE, TRUNCATE ON report_steps FROM perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT UPDATE, DELETE ON report_steps TO perehod_app;
      GRANT UPDATE, DELETE ON report_forms TO perehod_app;
      DROP TRIGGER report_forms_frozen ON report_forms;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A mass change of more than a hundredth of a region (ROS-03) is let in by another person than the one who uploaded it. The
 * uploader may still refuse it: that changes nothing.
 */
export class MassChangeByTwo1764400001020 implements MigrationInterface {
  name = 'MassChangeByTwo1764400001020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_batches ADD CONSTRAINT import_batches_two_people
        CHECK (decides IS DISTINCT FROM 'ministry' OR decided_by IS DISTINCT FROM uploaded_by OR state = 'rejected');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_batches DROP CONSTRAINT import_batches_two_people');
  }
}

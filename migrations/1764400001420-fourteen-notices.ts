import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a pupil with a child account was told since the 14th birthday (EC-027, EC-028): each stage once. */
export class FourteenNotices1764400001420 implements MigrationInterface {
  name = 'FourteenNotices1764400001420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE fourteen_notices (
        person_id uuid NOT NULL CONSTRAINT fourteen_notices_person_fkey REFERENCES people (id) ON DELETE CASCADE,
        stage text NOT NULL CONSTRAINT fourteen_notices_stage_known
          CHECK (stage IN ('birthday', 'passport_late', 'grace_ends')),
        region_id uuid NOT NULL CONSTRAINT fourteen_notices_region_fkey REFERENCES regions (id),
        told_at timestamptz NOT NULL,
        CONSTRAINT fourteen_notices_pkey PRIMARY KEY (person_id, stage)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE fourteen_notices');
  }
}

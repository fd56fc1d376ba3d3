import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A value may be shown from a person's card too, not from a case only: both count together (roles.md, ADM-02). */
export class RevealsOfPeople1764400001510 implements MigrationInterface {
  name = 'RevealsOfPeople1764400001510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reveals
        ALTER COLUMN review_id DROP NOT NULL,
        ADD COLUMN person_id uuid CONSTRAINT reveals_person_fkey REFERENCES people (id),
        ADD CONSTRAINT reveals_of_one CHECK (num_nonnulls(review_id, person_id) = 1);
      CREATE INDEX reveals_by_person ON reveals (person_id) WHERE person_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM reveals WHERE review_id IS NULL;
      ALTER TABLE reveals
        DROP CONSTRAINT reveals_of_one,
        DROP COLUMN person_id,
        ALTER COLUMN review_id SET NOT NULL;
    `);
  }
}

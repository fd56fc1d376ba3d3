import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What If-Match is held against: a period of the calendar and a person of the roster count their changes. */
export class RevisionsSeen1764400001620 implements MigrationInterface {
  name = 'RevisionsSeen1764400001620';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE calendar_days ADD COLUMN revision integer NOT NULL DEFAULT 1
        CONSTRAINT calendar_days_revision_positive CHECK (revision > 0);
      COMMENT ON COLUMN calendar_days.revision IS 'counts changes; the ETag of the period';
      ALTER TABLE people ADD COLUMN revision integer NOT NULL DEFAULT 1
        CONSTRAINT people_revision_positive CHECK (revision > 0);
      COMMENT ON COLUMN people.revision IS 'counts changes, whoever makes them; the ETag of the card';

      CREATE FUNCTION next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.revision := OLD.revision + 1;
        RETURN NEW;
      END $$;
      CREATE TRIGGER calendar_days_next_revision BEFORE UPDATE ON calendar_days
        FOR EACH ROW EXECUTE FUNCTION next_revision();
      CREATE TRIGGER people_next_revision BEFORE UPDATE ON people
        FOR EACH ROW EXECUTE FUNCTION next_revision();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER people_next_revision ON people;
      DROP TRIGGER calendar_days_next_revision ON calendar_days;
      DROP FUNCTION next_revision();
      ALTER TABLE people DROP COLUMN revision;
      ALTER TABLE calendar_days DROP COLUMN revision;
    `);
  }
}

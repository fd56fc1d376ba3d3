import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys carry no dates; since when one is in use is remembered, so that it is changed in time (OPS-04). */
export class KeySightings1764400001610 implements MigrationInterface {
  name = 'KeySightings1764400001610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE key_sightings (
        kind text NOT NULL,
        mark text NOT NULL CONSTRAINT key_sightings_mark_form CHECK (mark ~ '^[0-9a-f]{8}$'),
        first_seen_at timestamptz NOT NULL,
        CONSTRAINT key_sightings_pkey PRIMARY KEY (kind, mark)
      );
      COMMENT ON COLUMN key_sightings.kind IS 'the setting that holds the key';
      COMMENT ON COLUMN key_sightings.mark IS 'the first 32 bits of a hash of the key';
      REVOKE UPDATE, DELETE, TRUNCATE ON key_sightings FROM perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE key_sightings');
  }
}

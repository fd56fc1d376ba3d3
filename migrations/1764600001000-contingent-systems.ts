import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Contingent systems (roles.md, 16): they bring rosters in and are no e-journals, so each has a declared reach, a school, the
 * schools of a municipality, or the region. `roster_pushes` tells both senders apart; what it had before stays as it was, so
 * that the version before this one goes on writing.
 */
export class ContingentSystems1764600001000 implements MigrationInterface {
  name = 'ContingentSystems1764600001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contingent_systems (
        id uuid CONSTRAINT contingent_systems_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT contingent_systems_region_fkey REFERENCES regions (id),
        code text NOT NULL CONSTRAINT contingent_systems_code_form CHECK (code ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
        added_at timestamptz NOT NULL,
        CONSTRAINT contingent_systems_region_of_id UNIQUE (id, region_id)
      );
      CREATE UNIQUE INDEX contingent_systems_one_per_code ON contingent_systems (code);
      CREATE INDEX contingent_systems_by_region ON contingent_systems (region_id);
      COMMENT ON TABLE contingent_systems IS 'contingent systems that push rosters; they have no accounts and see no links';
      COMMENT ON COLUMN contingent_systems.code IS 'equals the client_id of the system''s OAuth client';

      ALTER TABLE municipalities ADD CONSTRAINT municipalities_region_of_id UNIQUE (id, region_id);
      ALTER TABLE schools ADD CONSTRAINT schools_region_of_id UNIQUE (id, region_id);

      CREATE TABLE contingent_reaches (
        id uuid CONSTRAINT contingent_reaches_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        contingent_system_id uuid NOT NULL,
        region_id uuid NOT NULL,
        kind text NOT NULL
          CONSTRAINT contingent_reaches_kind_known CHECK (kind IN ('region', 'municipality', 'school')),
        municipality_id uuid,
        school_id uuid,
        basis text NOT NULL CONSTRAINT contingent_reaches_basis_said CHECK (btrim(basis) <> ''),
        declared_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT contingent_reaches_system_fkey
          FOREIGN KEY (contingent_system_id, region_id) REFERENCES contingent_systems (id, region_id),
        CONSTRAINT contingent_reaches_municipality_fkey
          FOREIGN KEY (municipality_id, region_id) REFERENCES municipalities (id, region_id),
        CONSTRAINT contingent_reaches_school_fkey
          FOREIGN KEY (school_id, region_id) REFERENCES schools (id, region_id),
        CONSTRAINT contingent_reaches_place_of_kind
          CHECK ((kind = 'municipality') = (municipality_id IS NOT NULL) AND (kind = 'school') = (school_id IS NOT NULL)),
        CONSTRAINT contingent_reaches_ended_later CHECK (ended_at >= declared_at)
      );
      CREATE UNIQUE INDEX contingent_reaches_one_open
        ON contingent_reaches (contingent_system_id, kind, municipality_id, school_id) NULLS NOT DISTINCT WHERE ended_at IS NULL;
      CREATE INDEX contingent_reaches_by_municipality ON contingent_reaches (municipality_id, region_id);
      CREATE INDEX contingent_reaches_by_school ON contingent_reaches (school_id, region_id);
      COMMENT ON COLUMN contingent_reaches.basis IS 'the order or agreement by which the system serves these schools';

      ALTER TABLE roster_pushes ALTER COLUMN journal_system_id DROP NOT NULL,
        ADD COLUMN contingent_system_id uuid CONSTRAINT roster_pushes_contingent_fkey REFERENCES contingent_systems (id),
        ADD CONSTRAINT roster_pushes_one_sender CHECK (num_nonnulls(journal_system_id, contingent_system_id) = 1);
      CREATE UNIQUE INDEX roster_pushes_one_per_key_of_contingent ON roster_pushes (contingent_system_id, idempotency_key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM roster_pushes WHERE journal_system_id IS NULL;
      DROP INDEX roster_pushes_one_per_key_of_contingent;
      ALTER TABLE roster_pushes DROP CONSTRAINT roster_pushes_one_sender, DROP COLUMN contingent_system_id,
        ALTER COLUMN journal_system_id SET NOT NULL;
      DROP TABLE contingent_reaches;
      ALTER TABLE schools DROP CONSTRAINT schools_region_of_id;
      ALTER TABLE municipalities DROP CONSTRAINT municipalities_region_of_id;
      DROP TABLE contingent_systems;
    `);
  }
}

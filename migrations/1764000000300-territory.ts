import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where schools are and whose they are. Keys are our own ids: names of municipalities are not keys, ОКТМО codes change. */
export class Territory1764000000300 implements MigrationInterface {
  name = 'Territory1764000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE regions (
        id uuid CONSTRAINT regions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        code text NOT NULL CONSTRAINT regions_code_form CHECK (code ~ '^[0-9]{2,3}$'),
        name text NOT NULL,
        time_zone text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX regions_one_per_code ON regions (code);

      CREATE TABLE municipalities (
        id uuid CONSTRAINT municipalities_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT municipalities_region_fkey REFERENCES regions (id),
        source text NOT NULL,
        source_id text NOT NULL,
        oktmo text NOT NULL CONSTRAINT municipalities_oktmo_form CHECK (oktmo ~ '^([0-9]{8}|[0-9]{11})$'),
        name text NOT NULL,
        kind text NOT NULL
          CONSTRAINT municipalities_kind_known CHECK (kind IN ('city_okrug', 'municipal_okrug', 'municipal_district'))
      );
      CREATE UNIQUE INDEX municipalities_one_per_source_id ON municipalities (region_id, source, source_id);

      CREATE TABLE schools (
        id uuid CONSTRAINT schools_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT schools_region_fkey REFERENCES regions (id),
        municipality_id uuid NOT NULL CONSTRAINT schools_municipality_fkey REFERENCES municipalities (id),
        source text NOT NULL,
        source_id text NOT NULL,
        full_name text NOT NULL,
        short_name text NOT NULL,
        kind text NOT NULL CONSTRAINT schools_kind_known CHECK (kind IN ('primary', 'basic', 'secondary', 'gymnasium',
          'lyceum', 'boarding', 'cadet', 'special', 'evening', 'preschool', 'vocational')),
        founder_type text NOT NULL
          CONSTRAINT schools_founder_type_known CHECK (founder_type IN ('municipal', 'regional', 'federal', 'private')),
        inn text CONSTRAINT schools_inn_form CHECK (inn ~ '^([0-9]{10}|[0-9]{12})$'),
        ogrn text CONSTRAINT schools_ogrn_form CHECK (ogrn ~ '^([0-9]{13}|[0-9]{15})$'),
        closed_on date
      );
      CREATE UNIQUE INDEX schools_one_per_source_id ON schools (region_id, source, source_id);
      CREATE INDEX schools_by_municipality ON schools (municipality_id);
      CREATE INDEX schools_by_name ON schools (region_id, short_name, id);

      CREATE TABLE journal_systems (
        id uuid CONSTRAINT journal_systems_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT journal_systems_region_fkey REFERENCES regions (id),
        code text NOT NULL CONSTRAINT journal_systems_code_form CHECK (code ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
        name text NOT NULL
      );
      CREATE UNIQUE INDEX journal_systems_one_per_code ON journal_systems (code);
      CREATE INDEX journal_systems_by_region ON journal_systems (region_id);
      COMMENT ON COLUMN journal_systems.code IS 'equals the client_id of the system''s OpenID Connect client';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE journal_systems;
      DROP TABLE schools;
      DROP TABLE municipalities;
      DROP TABLE regions;
    `);
  }
}

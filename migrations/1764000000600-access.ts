import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what: grants with role, scope and dates, and the sessions of administrators that they open. */
export class Access1764000000600 implements MigrationInterface {
  name = 'Access1764000000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE role_grants (
        id uuid CONSTRAINT role_grants_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT role_grants_region_fkey REFERENCES regions (id),
        role text NOT NULL CONSTRAINT role_grants_role_known CHECK (role IN ('school_admin', 'principal', 'homeroom',
          'municipal_operator', 'municipal_head', 'ministry_analyst', 'campaign_manager', 'ministry_admin',
          'support_agent', 'security_officer', 'pd_officer')),
        scope text NOT NULL CONSTRAINT role_grants_scope_known CHECK (scope IN ('region', 'municipality', 'school')),
        municipality_id uuid CONSTRAINT role_grants_municipality_fkey REFERENCES municipalities (id),
        school_id uuid CONSTRAINT role_grants_school_fkey REFERENCES schools (id),
        snils_hmac bytea NOT NULL,
        snils_last2 text NOT NULL,
        birth_date date NOT NULL,
        esia_person_id uuid CONSTRAINT role_grants_esia_person_fkey REFERENCES esia_persons (id),
        basis text NOT NULL,
        granted_by text NOT NULL,
        granted_at timestamptz NOT NULL,
        valid_from date NOT NULL,
        valid_to date,
        revoked_at timestamptz,
        CONSTRAINT role_grants_scope_has_place CHECK (
          (scope = 'municipality') = (municipality_id IS NOT NULL) AND (scope = 'school') = (school_id IS NOT NULL)
        ),
        CONSTRAINT role_grants_dates_in_order CHECK (valid_to IS NULL OR valid_to >= valid_from)
      );
      CREATE UNIQUE INDEX role_grants_one_per_start
        ON role_grants (region_id, role, municipality_id, school_id, snils_hmac, birth_date, valid_from)
        NULLS NOT DISTINCT WHERE revoked_at IS NULL;
      CREATE INDEX role_grants_by_snils ON role_grants (region_id, snils_hmac);
      CREATE INDEX role_grants_by_esia_person ON role_grants (esia_person_id);
      CREATE INDEX role_grants_by_municipality ON role_grants (municipality_id);
      CREATE INDEX role_grants_by_school ON role_grants (school_id);

      CREATE TABLE admin_sessions (
        id uuid CONSTRAINT admin_sessions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT admin_sessions_region_fkey REFERENCES regions (id),
        token_hash bytea NOT NULL,
        esia_person_id uuid NOT NULL CONSTRAINT admin_sessions_esia_person_fkey REFERENCES esia_persons (id),
        opened_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX admin_sessions_one_per_token ON admin_sessions (token_hash);
      CREATE INDEX admin_sessions_by_esia_person ON admin_sessions (esia_person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE admin_sessions;
      DROP TABLE role_grants;
    `);
  }
}

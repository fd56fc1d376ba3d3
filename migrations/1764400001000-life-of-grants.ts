import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A grant names the document it rests on, who gave it and who ended it, and a session names the grants that it was opened on:
 * when one of them ends, the session does (roles.md; ADM-05). Grants of before have their basis in words only.
 */
export class LifeOfGrants1764400001000 implements MigrationInterface {
  name = 'LifeOfGrants1764400001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE role_grants
        ADD COLUMN basis_number text,
        ADD COLUMN basis_date date,
        ADD COLUMN given_by uuid CONSTRAINT role_grants_given_by_fkey REFERENCES esia_persons (id),
        ADD COLUMN is_delegate boolean NOT NULL DEFAULT false,
        ADD COLUMN revoked_by uuid CONSTRAINT role_grants_revoked_by_fkey REFERENCES esia_persons (id),
        ADD COLUMN revoke_reason text,
        ADD COLUMN revision integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT role_grants_basis_whole CHECK ((basis_number IS NULL) = (basis_date IS NULL)),
        ADD CONSTRAINT role_grants_ended_whole CHECK (revoked_at IS NOT NULL OR (revoked_by IS NULL AND revoke_reason IS NULL)),
        ADD CONSTRAINT role_grants_not_by_oneself CHECK (given_by <> esia_person_id);
      COMMENT ON COLUMN role_grants.given_by IS 'the administrator who gave it; null: an operator by the command';
      COMMENT ON COLUMN role_grants.is_delegate IS 'a named delegate who decides for a school for a while (EC-085, EC-086): not the school''s to end';
      CREATE INDEX role_grants_by_given_by ON role_grants (given_by) WHERE given_by IS NOT NULL;
      CREATE INDEX role_grants_by_revoked_by ON role_grants (revoked_by) WHERE revoked_by IS NOT NULL;
      CREATE INDEX role_grants_newest ON role_grants (region_id, granted_at DESC, id DESC);

      ALTER TABLE admin_sessions ADD COLUMN grant_ids uuid[] NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN admin_sessions.grant_ids IS 'the grants that held when it was opened; it ends with the first of them that does';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE admin_sessions DROP COLUMN grant_ids;
      DROP INDEX role_grants_newest;
      ALTER TABLE role_grants DROP COLUMN basis_number, DROP COLUMN basis_date, DROP COLUMN given_by, DROP COLUMN is_delegate,
        DROP COLUMN revoked_by, DROP COLUMN revoke_reason, DROP COLUMN revision;
    `);
  }
}

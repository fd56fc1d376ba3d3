import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever names a delegate for a silent school also lists and ends the delegates they have named (roles.md, 9 and 11): so a grant
 * says who named it, the school's municipality or the ministry. Delegates named before: the ministry's are those of its analysts
 * and of schools that no municipality founded.
 */
export class WhoseDelegates1764600001400 implements MigrationInterface {
  name = 'WhoseDelegates1764600001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE role_grants
        ADD COLUMN delegate_of text
          CONSTRAINT role_grants_delegate_of_known CHECK (delegate_of IN ('municipality', 'ministry')),
        ADD CONSTRAINT role_grants_delegate_of_delegates CHECK (delegate_of IS NULL OR is_delegate);
      COMMENT ON COLUMN role_grants.delegate_of IS 'who named the delegate: the municipality of the school, or the ministry';
      UPDATE role_grants g SET delegate_of = CASE
          WHEN s.founder_type = 'municipal' AND NOT EXISTS (
            SELECT FROM role_grants own WHERE own.esia_person_id = g.given_by AND own.role = 'ministry_analyst')
          THEN 'municipality' ELSE 'ministry' END
        FROM schools s WHERE s.id = g.school_id AND g.is_delegate;
      CREATE INDEX role_grants_delegates ON role_grants (region_id, granted_at, id) WHERE is_delegate;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX role_grants_delegates;
      ALTER TABLE role_grants DROP COLUMN delegate_of;
    `);
  }
}

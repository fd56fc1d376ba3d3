import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A homeroom teacher is appointed to a class, not to a school (roles.md, 6). The class lies in one school, and the database
 * keeps the two together. A class is of one academic year (EC-078), so next year's class is another appointment.
 */
export class GrantsOfAClass1764300001200 implements MigrationInterface {
  name = 'GrantsOfAClass1764300001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE class_groups ADD CONSTRAINT class_groups_of_school UNIQUE (id, school_id);
      ALTER TABLE role_grants
        ADD COLUMN class_group_id uuid,
        ADD CONSTRAINT role_grants_class_fkey FOREIGN KEY (class_group_id, school_id)
          REFERENCES class_groups (id, school_id) ON UPDATE CASCADE,
        DROP CONSTRAINT role_grants_scope_known,
        ADD CONSTRAINT role_grants_scope_known CHECK (scope IN ('region', 'municipality', 'school', 'class')),
        DROP CONSTRAINT role_grants_scope_has_place,
        ADD CONSTRAINT role_grants_scope_has_place CHECK (
          (scope = 'municipality') = (municipality_id IS NOT NULL)
          AND (scope IN ('school', 'class')) = (school_id IS NOT NULL)
          AND (scope = 'class') = (class_group_id IS NOT NULL));
      COMMENT ON COLUMN role_grants.class_group_id IS 'the class of a homeroom teacher; school_id is its school';
      CREATE INDEX role_grants_by_class ON role_grants (class_group_id) WHERE class_group_id IS NOT NULL;
      DROP INDEX role_grants_one_per_start;
      CREATE UNIQUE INDEX role_grants_one_per_start
        ON role_grants (region_id, role, municipality_id, school_id, class_group_id, snils_hmac, birth_date, valid_from)
        NULLS NOT DISTINCT WHERE revoked_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM role_grants WHERE scope = 'class';
      DROP INDEX role_grants_one_per_start;
      CREATE UNIQUE INDEX role_grants_one_per_start
        ON role_grants (region_id, role, municipality_id, school_id, snils_hmac, birth_date, valid_from)
        NULLS NOT DISTINCT WHERE revoked_at IS NULL;
      ALTER TABLE role_grants
        DROP CONSTRAINT role_grants_scope_has_place,
        ADD CONSTRAINT role_grants_scope_has_place CHECK (
          (scope = 'municipality') = (municipality_id IS NOT NULL) AND (scope = 'school') = (school_id IS NOT NULL)),
        DROP CONSTRAINT role_grants_scope_known,
        ADD CONSTRAINT role_grants_scope_known CHECK (scope IN ('region', 'municipality', 'school')),
        DROP COLUMN class_group_id;
      ALTER TABLE class_groups DROP CONSTRAINT class_groups_of_school;
    `);
  }
}

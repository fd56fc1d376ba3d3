import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two roles, because a mistake or a break-in of the server must not be able to change the schema or the audit: the owner
 * (who runs this) migrates, `perehod_app` works. Where the owner may not create roles, the operator makes it beforehand.
 */
export class ApplicationRole1764000000100 implements MigrationInterface {
  name = 'ApplicationRole1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'perehod_app') THEN
          CREATE ROLE perehod_app NOLOGIN;
        END IF;
      END $$;
      GRANT USAGE ON SCHEMA public TO perehod_app;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO perehod_app;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO perehod_app;
      GRANT SELECT ON migrations TO perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT ON SEQUENCES FROM perehod_app;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM perehod_app;
      REVOKE SELECT ON migrations FROM perehod_app;
      REVOKE USAGE ON SCHEMA public FROM perehod_app;
    `);
  }
}

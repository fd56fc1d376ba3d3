import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Old months of the audit leave the live tables by the owner's word only (retention of PD-01, three years at least). A month goes
 * whole, its entries and their seals into `audit_archive`, from where the owner dumps and drops them; its blocks stay, so the
 * chain is proved without it, and the month too as long as its tables are here or are brought back.
 */
export class AuditArchive1764400001130 implements MigrationInterface {
  name = 'AuditArchive1764400001130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA audit_archive;
      GRANT USAGE ON SCHEMA audit_archive TO perehod_app;
      CREATE FUNCTION archive_audit_month(month date) RETURNS void
      LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '5s' AS $$
        DECLARE
          part text := to_char(month, 'YYYY_MM');
          relation text;
        BEGIN
          FOREACH relation IN ARRAY ARRAY['audit_events', 'audit_seals'] LOOP
            EXECUTE format('ALTER TABLE public.%I DETACH PARTITION public.%I', relation, relation || '_' || part);
            EXECUTE format('ALTER TABLE public.%I SET SCHEMA audit_archive', relation || '_' || part);
            EXECUTE format('GRANT SELECT ON audit_archive.%I TO perehod_app', relation || '_' || part);
          END LOOP;
        END
      $$;
      REVOKE EXECUTE ON FUNCTION archive_audit_month(date) FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION archive_audit_month(date);
      DROP SCHEMA audit_archive CASCADE;
    `);
  }
}

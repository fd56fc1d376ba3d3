import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An entry says by which of the actor's roles the right was used: one person may hold several, at several places (ADM-05, PD-01).
 *
 * The chain covers the new field without touching what is sealed: an entry without grants is written for its hash as before, one
 * with grants has one field more. Every field stands with its length, so the two can never be the same bytes, and neither taking
 * the grants away from an entry nor giving it some goes unseen. Months already in the archive keep their tables as they are.
 */
export class AuditByGrants1764600001410 implements MigrationInterface {
  name = 'AuditByGrants1764600001410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_events ADD COLUMN by_grants jsonb;
      COMMENT ON COLUMN audit_events.by_grants IS 'the roles by which the actor had the right there: [{"id", "role"}], the narrowest first';
      GRANT INSERT (by_grants) ON audit_events TO perehod_app;
      CREATE INDEX audit_events_by_grant ON audit_events USING gin (by_grants jsonb_path_ops) WHERE by_grants IS NOT NULL;
    `);
    await runner.query(
      writing(`|| CASE WHEN e.by_grants IS NULL THEN '' ELSE audit_field(e.by_grants::text) END`),
    );
  }

  /** Entries with grants are no longer provable after it: their hashes hold what it takes away. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(writing(''));
    await runner.query(`
      DROP INDEX audit_events_by_grant;
      ALTER TABLE audit_events DROP COLUMN by_grants;
    `);
  }
}

/** `src/audit/domain/chain.ts` writes the same bytes by itself. */
const writing = (grants: string): string => `
  CREATE OR REPLACE FUNCTION audit_event_content(e audit_events) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT convert_to(
      audit_field(e.id::text) || audit_field(e.region_id::text)
      || audit_field((extract(epoch FROM e.at) * 1000000)::bigint::text)
      || audit_field(e.actor_kind) || audit_field(e.actor_id) || audit_field(e.action) || audit_field(e.subject_kind)
      || audit_field(e.subject_id) || audit_field(e.school_id::text) || audit_field(e.reason) || audit_field(e.facts::text)
      || audit_field(e.trace_id) ${grants}, 'UTF8')
  $$;`;

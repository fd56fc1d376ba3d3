import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit is append-only: the application may insert and read, nothing else. It is partitioned by month from the first
 * day, because it only grows (domain/scale.md: about a million rows a day in a large region).
 */
export class AuditTrail1764000000200 implements MigrationInterface {
  name = 'AuditTrail1764000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_events (
        id bigint GENERATED ALWAYS AS IDENTITY,
        region_id uuid,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL
          CONSTRAINT audit_events_actor_kind_known CHECK (actor_kind IN ('system', 'person', 'administrator', 'client', 'operator')),
        actor_id text,
        action text NOT NULL,
        subject_kind text,
        subject_id text,
        school_id uuid,
        reason text,
        facts jsonb NOT NULL DEFAULT '{}',
        trace_id text,
        CONSTRAINT audit_events_pkey PRIMARY KEY (id, at)
      ) PARTITION BY RANGE (at);
      CREATE INDEX audit_events_by_subject ON audit_events (subject_kind, subject_id, at);
      CREATE INDEX audit_events_by_trace ON audit_events (trace_id);
      CREATE TABLE audit_events_rest PARTITION OF audit_events DEFAULT;
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_events, audit_events_rest FROM perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_events;
    `);
  }
}

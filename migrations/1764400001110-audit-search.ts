import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ways in which the security officer looks for entries: by moment, by actor, by action, by school. */
export class AuditSearch1764400001110 implements MigrationInterface {
  name = 'AuditSearch1764400001110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX audit_events_by_moment ON audit_events (at, id);
      CREATE INDEX audit_events_by_actor ON audit_events (actor_id, at);
      CREATE INDEX audit_events_by_action ON audit_events (action text_pattern_ops, at);
      CREATE INDEX audit_events_by_school ON audit_events (school_id, at) WHERE school_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_events_by_school;
      DROP INDEX audit_events_by_action;
      DROP INDEX audit_events_by_actor;
      DROP INDEX audit_events_by_moment;
    `);
  }
}

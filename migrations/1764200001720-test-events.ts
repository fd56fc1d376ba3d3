import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An e-journal may ask for an event that says nothing, to try its receiver (INT-10). */
export class TestEvents1764200001720 implements MigrationInterface {
  name = 'TestEvents1764200001720';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journal_events DROP CONSTRAINT journal_events_type_known, ADD CONSTRAINT journal_events_type_known
        CHECK (type IN ('link.activated', 'link.suspended', 'link.revoked', 'credential.disabled', 'credential.restored',
          'credential.ordered', 'campaign.phase_changed', 'brownout.started', 'brownout.ended', 'incident.opened',
          'incident.reminded', 'incident.closed', 'test'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM webhook_deliveries d USING journal_events e
       WHERE e.journal_system_id = d.journal_system_id AND e.no = d.event_no AND e.type = 'test';
      DELETE FROM journal_events WHERE type = 'test';
      ALTER TABLE journal_events DROP CONSTRAINT journal_events_type_known, ADD CONSTRAINT journal_events_type_known
        CHECK (type IN ('link.activated', 'link.suspended', 'link.revoked', 'credential.disabled', 'credential.restored',
          'credential.ordered', 'campaign.phase_changed', 'brownout.started', 'brownout.ended', 'incident.opened',
          'incident.reminded', 'incident.closed'));
    `);
  }
}

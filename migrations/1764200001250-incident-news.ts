import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An e-journal is told that a password of its own still works (EC-103), by the same way as of everything else. */
export class IncidentNews1764200001250 implements MigrationInterface {
  name = 'IncidentNews1764200001250';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE journal_events DROP CONSTRAINT journal_events_type_known, ADD CONSTRAINT journal_events_type_known
        CHECK (type IN ('link.activated', 'link.suspended', 'link.revoked', 'credential.disabled', 'credential.restored',
          'credential.ordered', 'campaign.phase_changed', 'brownout.started', 'brownout.ended', 'incident.opened',
          'incident.reminded', 'incident.closed'));
      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES ('journal.tell_systems', 'incident.changed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_subscriptions WHERE subscriber = 'journal.tell_systems' AND topic = 'incident.changed';
      DELETE FROM webhook_deliveries d USING journal_events e
       WHERE e.journal_system_id = d.journal_system_id AND e.no = d.event_no AND e.type LIKE 'incident.%';
      DELETE FROM journal_events WHERE type LIKE 'incident.%';
      ALTER TABLE journal_events DROP CONSTRAINT journal_events_type_known, ADD CONSTRAINT journal_events_type_known
        CHECK (type IN ('link.activated', 'link.suspended', 'link.revoked', 'credential.disabled', 'credential.restored',
          'credential.ordered', 'campaign.phase_changed', 'brownout.started', 'brownout.ended'));
    `);
  }
}

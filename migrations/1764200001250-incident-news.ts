import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An e-journal is told that a password of its own still works (EC-103), by the same way as of everything else. */
export class IncidentNews1764200001250 implements MigrationInterface {
  name = 'IncidentNews1764200001250';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES ('journal.tell_systems', 'incident.changed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_subscriptions WHERE subscriber = 'journal.tell_systems' AND topic = 'incident.changed';
    `);
  }
}

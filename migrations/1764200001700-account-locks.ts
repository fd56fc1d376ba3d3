import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why an account is locked, and on what ground (e.5, SecurityLock): news comes at least once, so one ground locks an account
 * once; whoever has been let in again by hand is not locked by the same news a second time.
 */
export class AccountLocks1764200001700 implements MigrationInterface {
  name = 'AccountLocks1764200001700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE security_locks
        ADD COLUMN cause text NOT NULL DEFAULT 'by_hand'
          CONSTRAINT security_locks_cause_known CHECK (cause IN ('by_hand', 'link_suspended', 'security_incident',
            'court_order', 'death', 'restriction')),
        ADD COLUMN ground text,
        ADD COLUMN end_basis text,
        ADD CONSTRAINT security_locks_system_has_ground CHECK (cause = 'by_hand' OR ground IS NOT NULL);
      COMMENT ON COLUMN security_locks.ground IS 'the step of a link, the death, the restrictions that locked it; null: by hand';
      CREATE UNIQUE INDEX security_locks_one_per_ground ON security_locks (journal_account_id, ground)
        WHERE ground IS NOT NULL;

      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES
        ('legacy.lock_accounts', 'link.changed'),
        ('legacy.lock_accounts', 'roster.people_changed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_deliveries WHERE subscriber = 'legacy.lock_accounts';
      DELETE FROM outbox_subscriptions WHERE subscriber = 'legacy.lock_accounts';
      DROP INDEX security_locks_one_per_ground;
      ALTER TABLE security_locks
        DROP CONSTRAINT security_locks_system_has_ground,
        DROP COLUMN cause, DROP COLUMN ground, DROP COLUMN end_basis;
    `);
  }
}

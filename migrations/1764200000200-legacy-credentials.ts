import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The old login and password of each journal account, without either (LEG-01): its state of e.2, which the e-journal asks
 * for before it looks at a password. An account without a row was not looked at yet.
 */
export class LegacyCredentials1764200000200 implements MigrationInterface {
  name = 'LegacyCredentials1764200000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE legacy_credentials (
        journal_account_id uuid CONSTRAINT legacy_credentials_pkey PRIMARY KEY
          CONSTRAINT legacy_credentials_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        region_id uuid NOT NULL CONSTRAINT legacy_credentials_region_fkey REFERENCES regions (id),
        journal_system_id uuid NOT NULL CONSTRAINT legacy_credentials_system_fkey REFERENCES journal_systems (id),
        state text NOT NULL CONSTRAINT legacy_credentials_state_known CHECK (state IN ('never_issued', 'active', 'warned',
          'link_required', 'disabled', 'reenabled', 'issued_under_exemption', 'purged')),
        disabled_reason text CONSTRAINT legacy_credentials_disabled_reason_known
          CHECK (disabled_reason IN ('linked', 'unused', 'cutover')),
        campaign_id uuid CONSTRAINT legacy_credentials_campaign_fkey REFERENCES campaigns (id),
        bucket smallint NOT NULL CONSTRAINT legacy_credentials_bucket_range CHECK (bucket BETWEEN 0 AND 99),
        reenabled_until timestamptz,
        linked_since timestamptz,
        ordered_at timestamptz,
        last_password_at timestamptz,
        last_sign_in_at timestamptz,
        changed_at timestamptz NOT NULL,
        CONSTRAINT legacy_credentials_disabled_whole CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL)),
        CONSTRAINT legacy_credentials_reenabled_whole CHECK ((state = 'reenabled') = (reenabled_until IS NOT NULL))
      );
      COMMENT ON COLUMN legacy_credentials.campaign_id IS 'the campaign furthest along of those that the account is in (EC-131); null: none';
      COMMENT ON COLUMN legacy_credentials.bucket IS 'stable hash of the account, 0 to 99, for brownouts of a share';
      COMMENT ON COLUMN legacy_credentials.linked_since IS 'since when the link is active; null: no active link';
      COMMENT ON COLUMN legacy_credentials.ordered_at IS 'when a school ordered a password from the e-journal under an exemption';
      CREATE INDEX legacy_credentials_by_campaign ON legacy_credentials (campaign_id, state);
      CREATE INDEX legacy_credentials_by_system ON legacy_credentials (journal_system_id, state);
      CREATE INDEX legacy_credentials_reenabled_ends ON legacy_credentials (reenabled_until) WHERE reenabled_until IS NOT NULL;
      CREATE INDEX legacy_credentials_linked ON legacy_credentials (linked_since) WHERE linked_since IS NOT NULL;

      CREATE TABLE legacy_credential_history (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT legacy_credential_history_pkey PRIMARY KEY,
        journal_account_id uuid NOT NULL
          CONSTRAINT legacy_credential_history_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        from_state text,
        from_reason text,
        to_state text NOT NULL,
        to_reason text,
        event text NOT NULL,
        campaign_id uuid CONSTRAINT legacy_credential_history_campaign_fkey REFERENCES campaigns (id),
        actor_kind text NOT NULL,
        actor_id text,
        at timestamptz NOT NULL
      );
      CREATE INDEX legacy_credential_history_by_account ON legacy_credential_history (journal_account_id, id);
      CREATE INDEX legacy_credential_history_by_campaign ON legacy_credential_history (campaign_id, at);

      CREATE TABLE security_locks (
        id uuid CONSTRAINT security_locks_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        journal_account_id uuid NOT NULL
          CONSTRAINT security_locks_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        reason text NOT NULL CONSTRAINT security_locks_reason_known CHECK (reason IN ('security', 'restriction', 'death')),
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        basis text,
        ended_by text,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX security_locks_one_open ON security_locks (journal_account_id) WHERE ended_at IS NULL;
      CREATE INDEX security_locks_by_account ON security_locks (journal_account_id);

      CREATE TABLE purge_acts (
        id uuid CONSTRAINT purge_acts_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        journal_system_id uuid NOT NULL CONSTRAINT purge_acts_system_fkey REFERENCES journal_systems (id),
        number text NOT NULL,
        purged_on date NOT NULL,
        act text NOT NULL,
        digest bytea NOT NULL,
        accounts integer NOT NULL,
        received_at timestamptz NOT NULL
      );
      COMMENT ON COLUMN purge_acts.act IS 'the signed deletion act of the e-journal as it came (JWS, compact)';
      CREATE UNIQUE INDEX purge_acts_one_per_number ON purge_acts (journal_system_id, number);

      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES
        ('legacy.follow_roster', 'roster.people_changed'),
        ('legacy.follow_links', 'link.changed'),
        ('journal.tell_systems', 'link.changed'),
        ('journal.tell_systems', 'credential.changed'),
        ('journal.tell_systems', 'campaign.changed'),
        ('journal.tell_systems', 'brownout.changed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_subscriptions WHERE subscriber IN ('legacy.follow_roster', 'legacy.follow_links', 'journal.tell_systems');
      DROP TABLE purge_acts;
      DROP TABLE security_locks;
      DROP TABLE legacy_credential_history;
      DROP TABLE legacy_credentials;
    `);
  }
}

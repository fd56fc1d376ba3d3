import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Messages on their way to people, and what became of them (NOT-10). Address and text are sealed by the key ring; the text
 * is dropped as soon as it is sent. The log has no foreign keys to people or notices: it outlives the erasure of either.
 */
export class NoticeDeliveries1764400001400 implements MigrationInterface {
  name = 'NoticeDeliveries1764400001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_deliveries (
        id uuid CONSTRAINT notice_deliveries_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT notice_deliveries_region_fkey REFERENCES regions (id),
        person_id uuid,
        notice_issue_id uuid,
        channel text NOT NULL CONSTRAINT notice_deliveries_channel_known
          CHECK (channel IN ('email', 'sms', 'messenger', 'journal')),
        mandatory boolean NOT NULL,
        state text NOT NULL CONSTRAINT notice_deliveries_state_known
          CHECK (state IN ('queued', 'sent', 'delivered', 'bounced', 'failed', 'suppressed')),
        reason text CONSTRAINT notice_deliveries_reason_form CHECK (reason ~ '^[a-z0-9_]{1,60}$'),
        address_sealed bytea,
        address_hash bytea,
        content_sealed bytea,
        dedupe_key text,
        attempts smallint NOT NULL DEFAULT 0,
        not_before timestamptz NOT NULL,
        claim uuid,
        claimed_until timestamptz,
        gateway_id text,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        changed_at timestamptz NOT NULL,
        CONSTRAINT notice_deliveries_claim_whole CHECK ((claim IS NULL) = (claimed_until IS NULL)),
        CONSTRAINT notice_deliveries_queued_has_content
          CHECK (state <> 'queued' OR (content_sealed IS NOT NULL AND address_sealed IS NOT NULL))
      );
      COMMENT ON COLUMN notice_deliveries.person_id IS 'of people; null when the message is about nobody of the roster';
      COMMENT ON COLUMN notice_deliveries.address_hash IS 'HMAC-SHA-256 under DELIVERY_KEY: finds an opt-out, never a person';
      COMMENT ON COLUMN notice_deliveries.content_sealed IS 'null as soon as nothing is left to send';
      COMMENT ON COLUMN notice_deliveries.dedupe_key IS 'who asks for the same message twice gets one';
      CREATE UNIQUE INDEX notice_deliveries_once_per_key ON notice_deliveries (region_id, dedupe_key)
        WHERE dedupe_key IS NOT NULL;
      CREATE INDEX notice_deliveries_due ON notice_deliveries (channel, not_before) WHERE state = 'queued';
      CREATE INDEX notice_deliveries_by_region ON notice_deliveries (region_id, created_at DESC, id DESC);
      CREATE INDEX notice_deliveries_by_person ON notice_deliveries (person_id, created_at DESC);
      CREATE INDEX notice_deliveries_by_issue ON notice_deliveries (notice_issue_id);
      CREATE INDEX notice_deliveries_to_forget ON notice_deliveries (changed_at) WHERE address_sealed IS NOT NULL;

      CREATE TABLE notice_opt_outs (
        id uuid CONSTRAINT notice_opt_outs_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT notice_opt_outs_region_fkey REFERENCES regions (id),
        channel text NOT NULL CONSTRAINT notice_opt_outs_channel_known CHECK (channel IN ('email', 'sms', 'messenger', 'journal')),
        address_hash bytea,
        person_id uuid,
        source text NOT NULL CONSTRAINT notice_opt_outs_source_known CHECK (source IN ('link', 'school')),
        recorded_by uuid CONSTRAINT notice_opt_outs_recorded_by_fkey REFERENCES esia_persons (id),
        recorded_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        CONSTRAINT notice_opt_outs_of_one CHECK ((address_hash IS NULL) <> (person_id IS NULL)),
        CONSTRAINT notice_opt_outs_school_is_known CHECK ((source = 'school') = (recorded_by IS NOT NULL))
      );
      CREATE UNIQUE INDEX notice_opt_outs_one_per_address ON notice_opt_outs (region_id, channel, address_hash)
        WHERE withdrawn_at IS NULL AND address_hash IS NOT NULL;
      CREATE UNIQUE INDEX notice_opt_outs_one_per_person ON notice_opt_outs (region_id, channel, person_id)
        WHERE withdrawn_at IS NULL AND person_id IS NOT NULL;
      CREATE INDEX notice_opt_outs_by_recorder ON notice_opt_outs (recorded_by);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE notice_opt_outs;
      DROP TABLE notice_deliveries;
    `);
  }
}

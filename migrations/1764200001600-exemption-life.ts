import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the life of an exemption needs beside its dates (e.5, LEG-09): who decided in which office, so that a principal's
 * quota can be counted; a renewal with its own basis; the quarterly review of a child without documents (EC-060).
 */
export class ExemptionLife1764200001600 implements MigrationInterface {
  name = 'ExemptionLife1764200001600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE exemptions
        ADD COLUMN ground text CONSTRAINT exemptions_ground_known
          CHECK (ground IN ('no_documents', 'abroad', 'foreign_citizen', 'health')),
        ADD COLUMN decided_as text CONSTRAINT exemptions_decided_as_known
          CHECK (decided_as IN ('principal', 'campaign_manager', 'system')),
        ADD COLUMN renewal_basis text,
        ADD COLUMN renewal_asked_by text,
        ADD COLUMN renewal_asked_at timestamptz,
        ADD COLUMN review_due_on date,
        ADD COLUMN noticed_for date,
        ADD CONSTRAINT exemptions_renewal_whole
          CHECK (num_nulls(renewal_basis, renewal_asked_by, renewal_asked_at) IN (0, 3)
            AND (renewal_until IS NOT NULL OR renewal_asked_at IS NULL)),
        ADD CONSTRAINT exemptions_personal_types
          CHECK (scope = 'person' OR type NOT IN ('waiting_esia_check', 'joined_late')),
        ADD CONSTRAINT exemptions_ended_whole CHECK (ended_at IS NULL OR state IN ('expired', 'revoked'));
      COMMENT ON COLUMN exemptions.decided_as IS 'the office of whoever granted or refused it; system: joined_late (EC-132)';
      COMMENT ON COLUMN exemptions.review_due_on IS 'EC-060: the day from which the school is asked whether it is still needed; silence does not end it';
      COMMENT ON COLUMN exemptions.noticed_for IS 'the end for which the notice of T-7 was given (EC-111)';
      CREATE UNIQUE INDEX exemptions_one_of_many ON exemptions (school_id, scope, class_group_id, wave, type) NULLS NOT DISTINCT
        WHERE state IN ('requested', 'approved', 'active') AND scope <> 'person';
      CREATE INDEX exemptions_undecided ON exemptions (requested_at) WHERE state = 'requested';
      CREATE INDEX exemptions_renewals_undecided ON exemptions (renewal_asked_at) WHERE renewal_asked_at IS NOT NULL;

      INSERT INTO outbox_subscriptions (subscriber, topic) VALUES ('legacy.end_overlays', 'link.changed');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM outbox_subscriptions WHERE subscriber = 'legacy.end_overlays';
      DROP INDEX exemptions_renewals_undecided, exemptions_undecided, exemptions_one_of_many;
      ALTER TABLE exemptions
        DROP CONSTRAINT exemptions_ended_whole,
        DROP CONSTRAINT exemptions_personal_types,
        DROP COLUMN noticed_for,
        DROP COLUMN review_due_on,
        DROP COLUMN renewal_asked_at,
        DROP COLUMN renewal_asked_by,
        DROP COLUMN renewal_basis,
        DROP COLUMN decided_as,
        DROP COLUMN ground;
    `);
  }
}

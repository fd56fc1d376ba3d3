import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who asked for another date of a school, who agreed and who decided (LEG-11): nobody silently moves a date. The acts of
 * the region are kept with their answers, so that a repeated request does not act twice; postponements are counted (I-40).
 */
export class CampaignRequests1764200001400 implements MigrationInterface {
  name = 'CampaignRequests1764200001400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaign_acts (
        id uuid CONSTRAINT campaign_acts_pkey PRIMARY KEY,
        region_id uuid NOT NULL CONSTRAINT campaign_acts_region_fkey REFERENCES regions (id),
        event text NOT NULL,
        reason text NOT NULL,
        author_id uuid NOT NULL,
        at timestamptz NOT NULL,
        idempotency_hash bytea,
        request_hash bytea NOT NULL,
        answer jsonb
      );
      COMMENT ON TABLE campaign_acts IS 'one order of an administrator upon many campaigns; its id is act_id of campaign_history';
      COMMENT ON COLUMN campaign_acts.answer IS 'what was answered, campaign by campaign: ids, codes and dates; null until the end of its transaction';
      CREATE UNIQUE INDEX campaign_acts_once_per_key ON campaign_acts (author_id, idempotency_hash)
        WHERE idempotency_hash IS NOT NULL;
      CREATE INDEX campaign_acts_by_region ON campaign_acts (region_id, at);

      CREATE TABLE campaign_requests (
        id uuid CONSTRAINT campaign_requests_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT campaign_requests_region_fkey REFERENCES regions (id),
        school_id uuid NOT NULL CONSTRAINT campaign_requests_school_fkey REFERENCES schools (id),
        campaign_id uuid NOT NULL CONSTRAINT campaign_requests_campaign_fkey REFERENCES campaigns (id),
        kind text NOT NULL CONSTRAINT campaign_requests_kind_known CHECK (kind IN ('postpone', 'advance')),
        state text NOT NULL CONSTRAINT campaign_requests_state_known
          CHECK (state IN ('asked', 'agreed', 'approved', 'refused', 'withdrawn', 'lapsed')),
        from_date date NOT NULL,
        to_date date NOT NULL,
        reason text NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        act_id uuid,
        CONSTRAINT campaign_requests_direction CHECK ((kind = 'postpone') = (to_date > from_date) AND to_date <> from_date),
        CONSTRAINT campaign_requests_acted CHECK ((state = 'approved') = (act_id IS NOT NULL))
      );
      COMMENT ON COLUMN campaign_requests.state IS 'asked waits for the municipality, agreed for the region; schools that report directly begin as agreed; lapsed: the date has become that late without an answer';
      COMMENT ON COLUMN campaign_requests.from_date IS 'the date when it was asked';
      CREATE UNIQUE INDEX campaign_requests_one_open ON campaign_requests (campaign_id) WHERE state IN ('asked', 'agreed');
      CREATE INDEX campaign_requests_by_campaign ON campaign_requests (campaign_id);
      CREATE INDEX campaign_requests_by_school ON campaign_requests (school_id, state);
      CREATE INDEX campaign_requests_by_region ON campaign_requests (region_id, asked_at, id);

      CREATE TABLE campaign_request_steps (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT campaign_request_steps_pkey PRIMARY KEY,
        request_id uuid NOT NULL CONSTRAINT campaign_request_steps_request_fkey REFERENCES campaign_requests (id),
        event text NOT NULL CONSTRAINT campaign_request_steps_event_known
          CHECK (event IN ('ask', 'agree', 'disagree', 'approve', 'refuse', 'withdraw', 'escalate', 'lapse')),
        from_state text,
        to_state text NOT NULL,
        actor_id uuid,
        reason text NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT campaign_request_steps_by_people CHECK ((actor_id IS NULL) = (event IN ('escalate', 'lapse')))
      );
      CREATE INDEX campaign_request_steps_by_request ON campaign_request_steps (request_id, id);

      CREATE VIEW campaign_postponements AS
      SELECT c.region_id, c.journal_system_id, c.school_id, c.wave, (h.at AT TIME ZONE r.time_zone)::date AS day,
             count(*) FILTER (WHERE h.event = 'postpone') AS asked,
             count(*) FILTER (WHERE h.event = 'missed') AS automatic
        FROM campaign_history h
        JOIN campaigns c ON c.id = h.campaign_id
        JOIN regions r ON r.id = c.region_id
       WHERE h.event IN ('postpone', 'missed')
       GROUP BY c.region_id, c.journal_system_id, c.school_id, c.wave, day;
      COMMENT ON VIEW campaign_postponements IS 'I-40: postponements that people ordered and automatic ones of missed gates, by day of the region; waves taken along do not count';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW campaign_postponements;
      DROP TABLE campaign_request_steps;
      DROP TABLE campaign_requests;
      DROP TABLE campaign_acts;
    `);
  }
}

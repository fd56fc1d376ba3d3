import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lies over the state of a credential for a time (e.2, «Decision»; e.5): exemptions, refusals of ESIA, re-enable
 * windows, brownouts, break-glass, an outage of ESIA. Each has an end of its own, so nothing has to be taken back.
 */
export class Overlays1764200000300 implements MigrationInterface {
  name = 'Overlays1764200000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE exemptions (
        id uuid CONSTRAINT exemptions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT exemptions_region_fkey REFERENCES regions (id),
        school_id uuid NOT NULL CONSTRAINT exemptions_school_fkey REFERENCES schools (id),
        scope text NOT NULL CONSTRAINT exemptions_scope_known CHECK (scope IN ('person', 'class', 'school', 'role')),
        person_id uuid CONSTRAINT exemptions_person_fkey REFERENCES people (id),
        class_group_id uuid CONSTRAINT exemptions_class_fkey REFERENCES class_groups (id),
        wave text CONSTRAINT exemptions_wave_known
          CHECK (wave IN ('staff', 'representatives', 'pupils_14plus', 'pupils_under14')),
        type text NOT NULL CONSTRAINT exemptions_type_known
          CHECK (type IN ('no_esia_possible', 'waiting_esia_check', 'joined_late', 'other')),
        basis text NOT NULL,
        evidence_ref text,
        state text NOT NULL CONSTRAINT exemptions_state_known
          CHECK (state IN ('requested', 'approved', 'active', 'rejected', 'expired', 'revoked')),
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        renewal_until date,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        escalated_at timestamptz,
        ended_at timestamptz,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT exemptions_in_order CHECK (ends_on > starts_on),
        CONSTRAINT exemptions_person_scope CHECK ((scope = 'person') = (person_id IS NOT NULL)),
        CONSTRAINT exemptions_class_scope CHECK ((scope = 'class') = (class_group_id IS NOT NULL)),
        CONSTRAINT exemptions_role_scope CHECK ((scope = 'role') = (wave IS NOT NULL)),
        CONSTRAINT exemptions_decided_whole CHECK ((state IN ('approved', 'active')) <= (decided_at IS NOT NULL)),
        CONSTRAINT exemptions_renewed_later CHECK (renewal_until IS NULL OR renewal_until > ends_on)
      );
      COMMENT ON COLUMN exemptions.ends_on IS 'first day on which it no longer holds, in the region''s time zone';
      COMMENT ON COLUMN exemptions.renewal_until IS 'the end asked for by a renewal not decided yet: until then the old one runs on (EC-111)';
      CREATE UNIQUE INDEX exemptions_one_of_person ON exemptions (person_id, school_id, type)
        WHERE state IN ('requested', 'approved', 'active') AND scope = 'person';
      CREATE INDEX exemptions_by_person ON exemptions (person_id);
      CREATE INDEX exemptions_by_class ON exemptions (class_group_id);
      CREATE INDEX exemptions_by_school ON exemptions (school_id, state, ends_on);
      CREATE INDEX exemptions_running ON exemptions (region_id, ends_on) WHERE state IN ('approved', 'active');

      CREATE TABLE esia_refusals (
        id uuid CONSTRAINT esia_refusals_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT esia_refusals_region_fkey REFERENCES regions (id),
        person_id uuid NOT NULL CONSTRAINT esia_refusals_person_fkey REFERENCES people (id),
        school_id uuid NOT NULL CONSTRAINT esia_refusals_school_fkey REFERENCES schools (id),
        refused_by_person_id uuid CONSTRAINT esia_refusals_refused_by_fkey REFERENCES people (id),
        basis text NOT NULL,
        refused_on date NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        paper_confirmed_by uuid,
        paper_confirmed_at timestamptz,
        withdrawn_at timestamptz,
        withdrawn_by text,
        CONSTRAINT esia_refusals_paper_whole CHECK ((paper_confirmed_by IS NULL) = (paper_confirmed_at IS NULL))
      );
      COMMENT ON TABLE esia_refusals IS 'EC-056: who refuses ESIA for themselves or a child; not an exemption';
      COMMENT ON COLUMN esia_refusals.paper_confirmed_by IS 'the principal who confirmed the paper alternative';
      CREATE UNIQUE INDEX esia_refusals_one_open ON esia_refusals (person_id, school_id) WHERE withdrawn_at IS NULL;
      CREATE INDEX esia_refusals_by_person ON esia_refusals (person_id);
      CREATE INDEX esia_refusals_by_school ON esia_refusals (school_id);
      CREATE INDEX esia_refusals_by_refuser ON esia_refusals (refused_by_person_id);

      CREATE TABLE reenable_windows (
        id uuid CONSTRAINT reenable_windows_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT reenable_windows_region_fkey REFERENCES regions (id),
        scope text NOT NULL CONSTRAINT reenable_windows_scope_known CHECK (scope IN ('account', 'school')),
        journal_account_id uuid CONSTRAINT reenable_windows_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        school_id uuid CONSTRAINT reenable_windows_school_fkey REFERENCES schools (id),
        campaign_id uuid CONSTRAINT reenable_windows_campaign_fkey REFERENCES campaigns (id),
        state text NOT NULL CONSTRAINT reenable_windows_state_known
          CHECK (state IN ('requested', 'active', 'ended', 'refused')),
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        reason text NOT NULL,
        decided_by text,
        decided_at timestamptz,
        decision_reason text,
        until timestamptz,
        ended_at timestamptz,
        CONSTRAINT reenable_windows_account_scope CHECK (scope = 'school' OR journal_account_id IS NOT NULL),
        CONSTRAINT reenable_windows_until_known CHECK (state NOT IN ('active', 'ended') OR until IS NOT NULL),
        CONSTRAINT reenable_windows_bounded CHECK (until IS NULL OR until <= decided_at + interval '7 days')
      );
      CREATE UNIQUE INDEX reenable_windows_once_per_account ON reenable_windows (journal_account_id)
        WHERE scope = 'account' AND state IN ('requested', 'active', 'ended');
      CREATE INDEX reenable_windows_by_account ON reenable_windows (journal_account_id);
      CREATE INDEX reenable_windows_by_school ON reenable_windows (school_id, state);
      CREATE INDEX reenable_windows_by_campaign ON reenable_windows (campaign_id);

      CREATE TABLE brownout_windows (
        id uuid CONSTRAINT brownout_windows_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT brownout_windows_region_fkey REFERENCES regions (id),
        campaign_id uuid NOT NULL CONSTRAINT brownout_windows_campaign_fkey REFERENCES campaigns (id),
        state text NOT NULL CONSTRAINT brownout_windows_state_known
          CHECK (state IN ('planned', 'running', 'ended', 'cancelled')),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        share smallint NOT NULL DEFAULT 100 CONSTRAINT brownout_windows_share_range CHECK (share BETWEEN 1 AND 100),
        planned_by uuid NOT NULL,
        planned_at timestamptz NOT NULL,
        reason text NOT NULL,
        act_id uuid NOT NULL,
        held boolean,
        ended_at timestamptz,
        CONSTRAINT brownout_windows_in_order CHECK (ends_at > starts_at),
        CONSTRAINT brownout_windows_short CHECK (ends_at <= starts_at + interval '48 hours')
      );
      COMMENT ON COLUMN brownout_windows.share IS 'per cent of the accounts, by their bucket: bucket < share';
      COMMENT ON COLUMN brownout_windows.held IS 'set at the end: false when an outage of ESIA made it inert, or the campaign was paused';
      CREATE INDEX brownout_windows_by_campaign ON brownout_windows (campaign_id, starts_at);
      CREATE INDEX brownout_windows_at_hand ON brownout_windows (starts_at) WHERE state IN ('planned', 'running');

      CREATE TABLE brownout_hits (
        window_id uuid NOT NULL CONSTRAINT brownout_hits_window_fkey REFERENCES brownout_windows (id),
        journal_account_id uuid NOT NULL
          CONSTRAINT brownout_hits_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        first_at timestamptz NOT NULL,
        channel text NOT NULL,
        CONSTRAINT brownout_hits_pkey PRIMARY KEY (window_id, journal_account_id)
      );
      CREATE INDEX brownout_hits_by_account ON brownout_hits (journal_account_id);

      CREATE TABLE break_glass_grants (
        id uuid CONSTRAINT break_glass_grants_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT break_glass_grants_region_fkey REFERENCES regions (id),
        state text NOT NULL CONSTRAINT break_glass_grants_state_known CHECK (state IN ('requested', 'on', 'ended', 'lapsed')),
        hours smallint NOT NULL CONSTRAINT break_glass_grants_hours_range CHECK (hours BETWEEN 1 AND 12),
        reason text NOT NULL,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        approved_by uuid,
        approved_at timestamptz,
        until timestamptz,
        ended_by text,
        ended_at timestamptz,
        CONSTRAINT break_glass_grants_two_people CHECK (approved_by <> requested_by),
        CONSTRAINT break_glass_grants_approved_whole CHECK ((state IN ('on', 'ended')) = (approved_by IS NOT NULL)),
        CONSTRAINT break_glass_grants_until_known CHECK ((approved_at IS NULL) = (until IS NULL)),
        CONSTRAINT break_glass_grants_bounded CHECK (until IS NULL OR until <= approved_at + interval '12 hours')
      );
      CREATE UNIQUE INDEX break_glass_grants_one_at_a_time ON break_glass_grants (region_id) WHERE state IN ('requested', 'on');

      CREATE TABLE esia_outages (
        id uuid CONSTRAINT esia_outages_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT esia_outages_region_fkey REFERENCES regions (id),
        set_by text NOT NULL CONSTRAINT esia_outages_set_by_known CHECK (set_by IN ('breaker', 'hand')),
        actor_id uuid,
        reason text,
        started_at timestamptz NOT NULL,
        until timestamptz,
        ended_at timestamptz,
        ended_by text,
        CONSTRAINT esia_outages_by_hand_bounded CHECK (set_by = 'breaker'
          OR (actor_id IS NOT NULL AND until IS NOT NULL AND until <= started_at + interval '12 hours'))
      );
      CREATE UNIQUE INDEX esia_outages_one_at_a_time ON esia_outages (region_id) WHERE ended_at IS NULL;
      CREATE INDEX esia_outages_by_time ON esia_outages (region_id, started_at);

      CREATE VIEW region_overlays AS
      SELECT r.id AS region_id, glass.until AS break_glass_until, outage.until AS outage_until,
             outage.started_at AS outage_since
        FROM regions r
        LEFT JOIN break_glass_grants glass ON glass.region_id = r.id AND glass.state = 'on'
        LEFT JOIN esia_outages outage ON outage.region_id = r.id AND outage.ended_at IS NULL;
      COMMENT ON VIEW region_overlays IS 'break-glass holds while break_glass_until lies ahead; an outage while outage_since is set and outage_until, if any, lies ahead';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW region_overlays;
      DROP TABLE esia_outages;
      DROP TABLE break_glass_grants;
      DROP TABLE brownout_hits;
      DROP TABLE brownout_windows;
      DROP TABLE reenable_windows;
      DROP TABLE esia_refusals;
      DROP TABLE exemptions;
    `);
  }
}

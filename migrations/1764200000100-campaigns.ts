import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cut-over campaigns: one for each journal system, school and role wave (state-machines.md e.3). The phase changes by the
 * moves of that table only, each written to the history; the members of a wave are fixed when it is announced (LEG-03).
 */
export class Campaigns1764200000100 implements MigrationInterface {
  name = 'Campaigns1764200000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_days (
        id uuid CONSTRAINT calendar_days_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT calendar_days_region_fkey REFERENCES regions (id),
        school_id uuid CONSTRAINT calendar_days_school_fkey REFERENCES schools (id),
        kind text NOT NULL
          CONSTRAINT calendar_days_kind_known CHECK (kind IN ('exam', 'quarter_end', 'vacation', 'holiday')),
        name text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT calendar_days_in_order CHECK (ends_on >= starts_on)
      );
      COMMENT ON TABLE calendar_days IS 'days of a region or of one school; ends_on is the last day. Exams, ends of quarters and vacations forbid a cut-over, vacations and holidays are no school days';
      CREATE INDEX calendar_days_by_region ON calendar_days (region_id, starts_on);
      CREATE INDEX calendar_days_by_school ON calendar_days (school_id);

      CREATE TABLE campaign_policies (
        journal_system_id uuid CONSTRAINT campaign_policies_pkey PRIMARY KEY
          CONSTRAINT campaign_policies_system_fkey REFERENCES journal_systems (id),
        gates jsonb NOT NULL DEFAULT '{}',
        skips_allowed smallint NOT NULL DEFAULT 3
          CONSTRAINT campaign_policies_skips_allowed_range CHECK (skips_allowed BETWEEN 0 AND 20),
        disable_on_link boolean NOT NULL DEFAULT true,
        disable_unused boolean NOT NULL DEFAULT false,
        unused_school_days smallint NOT NULL DEFAULT 60
          CONSTRAINT campaign_policies_unused_school_days_range CHECK (unused_school_days BETWEEN 20 AND 200),
        first_use_blocked_from date,
        brownout_hours smallint NOT NULL DEFAULT 12
          CONSTRAINT campaign_policies_brownout_hours_range CHECK (brownout_hours BETWEEN 1 AND 48),
        reenable_days smallint NOT NULL DEFAULT 7
          CONSTRAINT campaign_policies_reenable_days_range CHECK (reenable_days BETWEEN 1 AND 7),
        exemption_quota smallint NOT NULL DEFAULT 20
          CONSTRAINT campaign_policies_exemption_quota_range CHECK (exemption_quota BETWEEN 0 AND 10000),
        revision integer NOT NULL DEFAULT 1
      );
      COMMENT ON COLUMN campaign_policies.gates IS 'thresholds that differ from the defaults of e.3, by name';
      COMMENT ON COLUMN campaign_policies.exemption_quota IS 'personal exemptions that a principal may approve at one school at a time';
      COMMENT ON TABLE campaign_policies IS 'a system without a row has the defaults of the columns';

      CREATE TABLE campaign_schedules (
        journal_system_id uuid NOT NULL
          CONSTRAINT campaign_schedules_system_fkey REFERENCES journal_systems (id),
        wave text NOT NULL CONSTRAINT campaign_schedules_wave_known
          CHECK (wave IN ('staff', 'representatives', 'pupils_14plus', 'pupils_under14')),
        cutover_on date NOT NULL,
        CONSTRAINT campaign_schedules_pkey PRIMARY KEY (journal_system_id, wave)
      );
      COMMENT ON TABLE campaign_schedules IS 'dates of the region, which schools that appear later inherit';

      CREATE TABLE campaigns (
        id uuid CONSTRAINT campaigns_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT campaigns_region_fkey REFERENCES regions (id),
        journal_system_id uuid NOT NULL CONSTRAINT campaigns_system_fkey REFERENCES journal_systems (id),
        school_id uuid NOT NULL CONSTRAINT campaigns_school_fkey REFERENCES schools (id),
        wave text NOT NULL CONSTRAINT campaigns_wave_known
          CHECK (wave IN ('staff', 'representatives', 'pupils_14plus', 'pupils_under14')),
        phase text NOT NULL CONSTRAINT campaigns_phase_known CHECK (phase IN ('not_scheduled', 'preparation', 'announced',
          'soft_launch', 'link_required', 'brownouts', 'cutover', 'grace', 'closed')),
        phase_since timestamptz NOT NULL,
        cutover_on date,
        announced_at timestamptz,
        cut_over_at timestamptz,
        closed_at timestamptz,
        paused_at timestamptz,
        confirmed_by uuid,
        confirmed_at timestamptz,
        missed_in_row smallint NOT NULL DEFAULT 0,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT campaigns_dated CHECK ((phase = 'not_scheduled') = (cutover_on IS NULL)),
        CONSTRAINT campaigns_cut_over_known CHECK ((phase IN ('cutover', 'grace', 'closed')) = (cut_over_at IS NOT NULL)),
        CONSTRAINT campaigns_closed_known CHECK ((phase = 'closed') = (closed_at IS NOT NULL)),
        CONSTRAINT campaigns_announced_known
          CHECK (announced_at IS NOT NULL OR phase IN ('not_scheduled', 'preparation')),
        CONSTRAINT campaigns_confirmed_whole CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
      );
      COMMENT ON COLUMN campaigns.confirmed_by IS 'the principal or the municipality who confirmed the cut-over of this date';
      COMMENT ON COLUMN campaigns.missed_in_row IS 'automatic postponements since the last act of a person or phase of time';
      CREATE UNIQUE INDEX campaigns_one_per_wave ON campaigns (journal_system_id, school_id, wave);
      CREATE INDEX campaigns_by_school ON campaigns (school_id);
      CREATE INDEX campaigns_in_motion ON campaigns (region_id, phase) WHERE phase NOT IN ('not_scheduled', 'closed');

      CREATE TABLE campaign_history (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT campaign_history_pkey PRIMARY KEY,
        campaign_id uuid NOT NULL CONSTRAINT campaign_history_campaign_fkey REFERENCES campaigns (id),
        act_id uuid NOT NULL,
        event text NOT NULL CONSTRAINT campaign_history_event_known CHECK (event IN ('start', 'move', 'missed', 'postpone',
          'advance', 'rollback', 'pause', 'resume', 'confirm', 'close', 'carried_along')),
        from_phase text NOT NULL,
        to_phase text NOT NULL,
        from_date date,
        to_date date,
        actor_kind text NOT NULL,
        actor_id text,
        reason text NOT NULL,
        facts jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL
      );
      COMMENT ON COLUMN campaign_history.act_id IS 'one act may move many campaigns: a region-wide postponement, a wave that takes the later ones with it';
      COMMENT ON COLUMN campaign_history.facts IS 'the numbers of the gates, counts of accounts; never people';
      CREATE INDEX campaign_history_by_campaign ON campaign_history (campaign_id, id);
      CREATE INDEX campaign_history_by_act ON campaign_history (act_id);

      CREATE TABLE wave_members (
        campaign_id uuid NOT NULL CONSTRAINT wave_members_campaign_fkey REFERENCES campaigns (id),
        journal_account_id uuid NOT NULL
          CONSTRAINT wave_members_account_fkey REFERENCES journal_accounts (id) ON DELETE CASCADE,
        joined_at timestamptz NOT NULL,
        CONSTRAINT wave_members_pkey PRIMARY KEY (campaign_id, journal_account_id)
      );
      CREATE INDEX wave_members_by_account ON wave_members (journal_account_id);
      COMMENT ON TABLE wave_members IS 'accounts of announced waves; a birthday moves nobody (EC-129), who comes later joins the wave of that day';

      CREATE TABLE campaign_tasks (
        id uuid CONSTRAINT campaign_tasks_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT campaign_tasks_region_fkey REFERENCES regions (id),
        audience text NOT NULL
          CONSTRAINT campaign_tasks_audience_known CHECK (audience IN ('school', 'municipality', 'campaign_manager')),
        code text NOT NULL,
        school_id uuid CONSTRAINT campaign_tasks_school_fkey REFERENCES schools (id),
        campaign_id uuid CONSTRAINT campaign_tasks_campaign_fkey REFERENCES campaigns (id),
        subject text,
        facts jsonb NOT NULL DEFAULT '{}',
        opened_at timestamptz NOT NULL,
        done_at timestamptz,
        done_by text
      );
      COMMENT ON COLUMN campaign_tasks.subject IS 'what it is about beside school and campaign: the id of an exemption, a system and an account';
      CREATE UNIQUE INDEX campaign_tasks_one_open ON campaign_tasks (region_id, audience, code, school_id, campaign_id, subject)
        NULLS NOT DISTINCT WHERE done_at IS NULL;
      CREATE INDEX campaign_tasks_by_school ON campaign_tasks (school_id, opened_at);
      CREATE INDEX campaign_tasks_by_campaign ON campaign_tasks (campaign_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE campaign_tasks;
      DROP TABLE wave_members;
      DROP TABLE campaign_history;
      DROP TABLE campaigns;
      DROP TABLE campaign_schedules;
      DROP TABLE campaign_policies;
      DROP TABLE calendar_days;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Brownouts (LEG-07): when lessons go, so that no window falls on them; how a window came to its end; and what it came to
 * (I-39), published for statistics.
 */
export class Brownouts1764200001710 implements MigrationInterface {
  name = 'Brownouts1764200001710';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lesson_hours (
        id uuid CONSTRAINT lesson_hours_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        region_id uuid NOT NULL CONSTRAINT lesson_hours_region_fkey REFERENCES regions (id),
        school_id uuid CONSTRAINT lesson_hours_school_fkey REFERENCES schools (id),
        weekdays smallint[] NOT NULL
          CONSTRAINT lesson_hours_weekdays_known CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]),
        from_time time NOT NULL,
        until_time time NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT lesson_hours_in_order CHECK (until_time > from_time)
      );
      COMMENT ON TABLE lesson_hours IS 'when lessons go, in the region''s time: of one school, or (without a school) of the region. Without a row Monday to Saturday 08:00-14:00; weekdays as in ISO 8601';
      CREATE UNIQUE INDEX lesson_hours_one_per_place ON lesson_hours (region_id, school_id) NULLS NOT DISTINCT;
      CREATE INDEX lesson_hours_by_school ON lesson_hours (school_id);

      ALTER TABLE brownout_windows
        ADD COLUMN started_at timestamptz,
        ADD COLUMN ended_by text,
        ADD COLUMN end_reason text;
      COMMENT ON COLUMN brownout_windows.started_at IS 'when it began to refuse: later than starts_at after a pause or a stop of the service';
      CREATE INDEX brownout_windows_by_act ON brownout_windows (act_id);
      CREATE INDEX brownout_windows_newest ON brownout_windows (region_id, starts_at DESC, id DESC);

      CREATE VIEW brownout_hit_outcomes AS
      SELECT h.window_id, h.journal_account_id, h.first_at, h.channel, w.region_id, w.act_id, w.starts_at, w.ends_at,
             w.campaign_id, c.journal_system_id, c.school_id, c.wave, before.was_linked,
             CASE WHEN NOT before.was_linked THEN after.linked_at END AS linked_at
        FROM brownout_hits h
        JOIN brownout_windows w ON w.id = h.window_id
        JOIN campaigns c ON c.id = w.campaign_id
       CROSS JOIN LATERAL (SELECT EXISTS (
               SELECT FROM links l
                WHERE l.journal_account_id = h.journal_account_id
                  AND (SELECT s.to_state FROM link_state_history s
                        WHERE s.link_id = l.id AND s.at <= h.first_at ORDER BY s.id DESC LIMIT 1) = 'active'
             ) AS was_linked) before
       CROSS JOIN LATERAL (
               SELECT min(s.at) AS linked_at FROM links l JOIN link_state_history s ON s.link_id = l.id
                WHERE l.journal_account_id = h.journal_account_id AND s.to_state = 'active'
                  AND s.at > h.first_at AND s.at <= h.first_at + interval '48 hours') after;
      COMMENT ON VIEW brownout_hit_outcomes IS 'who was refused in which window, and when they linked: within 48 hours of the first refusal, else null; was_linked: had a link already';

      CREATE VIEW brownout_impact AS
      SELECT w.id AS window_id, w.region_id, w.act_id, w.campaign_id, c.journal_system_id, c.school_id, c.wave,
             w.state, w.starts_at, w.ends_at, w.share AS share_of_accounts, w.held,
             o.denied, o.linked_48h, o.linked_48h::numeric / nullif(o.denied, 0) AS share,
             coalesce(o.last_first_at, w.ends_at) + interval '48 hours' AS complete_from
        FROM brownout_windows w
        JOIN campaigns c ON c.id = w.campaign_id
       CROSS JOIN LATERAL (
               SELECT count(*)::integer AS denied, count(x.linked_at)::integer AS linked_48h, max(x.first_at) AS last_first_at
                 FROM brownout_hit_outcomes x WHERE x.window_id = w.id) o;
      COMMENT ON VIEW brownout_impact IS 'I-39: of the accounts refused in a brownout window (denominator), those that were not linked and became so within 48 hours of their first refusal (numerator); nobody refused: share is null; final from complete_from on';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW brownout_impact;
      DROP VIEW brownout_hit_outcomes;
      DROP INDEX brownout_windows_newest;
      DROP INDEX brownout_windows_by_act;
      ALTER TABLE brownout_windows DROP COLUMN started_at, DROP COLUMN ended_by, DROP COLUMN end_reason;
      DROP TABLE lesson_hours;
    `);
  }
}

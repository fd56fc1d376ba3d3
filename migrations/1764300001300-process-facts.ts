import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rows that process indicators are counted from (indicators.md f.5) and that nobody had published: attempts to link
 * (I-36), failed attempts by code (I-37), cases that wait (I-38), and I-32 account by account, so that an account of two
 * schools can count once above them. Each row has its moment, so that a past day can be asked.
 */
export class ProcessFacts1764300001300 implements MigrationInterface {
  name = 'ProcessFacts1764300001300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW i36_link_attempts AS
      SELECT l.region_id, l.id AS attempt_id, l.created_at AS at, s.school_id,
             l.rule IN ('R1', 'R2') AND EXISTS (
               SELECT FROM link_state_history h WHERE h.link_id = l.id AND h.to_state = 'active') AS automatic
        FROM links l LEFT JOIN journal_account_schools s ON s.journal_account_id = l.journal_account_id
      UNION ALL
      SELECT r.region_id, r.id, r.opened_at, r.school_id, false FROM link_reviews r WHERE r.link_id IS NULL;
      COMMENT ON VIEW i36_link_attempts IS 'autoLinkRate: attempts to link an ESIA person with an account, and cases that were opened without one. automatic: by R1 or R2 and active since; a row for each school of the account, so count distinct attempt_id';
      CREATE INDEX links_by_creation ON links (region_id, created_at);
      CREATE INDEX link_reviews_by_opening ON link_reviews (region_id, opened_at);

      CREATE VIEW i37_attempt_failures AS
      SELECT DISTINCT s.region_id, s.id AS sign_in_id, s.changed_at AS at, o.outcome ->> 'code' AS code
        FROM sign_ins s CROSS JOIN LATERAL jsonb_array_elements(s.outcomes) AS o (outcome)
       WHERE s.state = 'failed' AND o.outcome ->> 'code' IS NOT NULL;
      COMMENT ON VIEW i37_attempt_failures IS 'attemptFailures: sign-ins through ESIA that failed, each once for each of its outcome codes. Most know no account, so they are of the region and of no school';
      CREATE INDEX sign_ins_failed_by_time ON sign_ins (region_id, changed_at) WHERE state = 'failed';

      CREATE VIEW i38_reviews AS
      SELECT r.region_id, r.id AS review_id, r.school_id, r.opened_at, r.decided_at, r.level,
             coalesce(r.level_since, r.opened_at) AS level_since
        FROM link_reviews r WHERE r.state = 'open' OR r.decided_at IS NOT NULL;
      COMMENT ON VIEW i38_reviews IS 'reviewBacklog, reviewAgeP90: a case waits at a moment when opened_at < moment <= decided_at; its level is the one of now since level_since, and the school before';

      CREATE FUNCTION i32_accounts(region uuid, on_day date)
      RETURNS TABLE (journal_account_id uuid, school_id uuid, wave text, linked boolean, at_risk boolean, feed_complete boolean)
      LANGUAGE sql STABLE AS $$
        WITH windows AS MATERIALIZED (
          SELECT s.id AS school_id, sign_in_window(s.id, on_day) AS days
            FROM schools s WHERE s.region_id = region AND EXISTS (
              SELECT FROM journal_account_schools j WHERE j.school_id = s.id)
        ), moment AS (
          SELECT least(now(), (on_day + 1)::timestamp AT TIME ZONE r.time_zone) AS at FROM regions r WHERE r.id = region
        ), feeds AS MATERIALIZED (
          SELECT w.school_id, y.id AS journal_system_id, sign_in_feed_complete(y.id, w.days) AS complete
            FROM windows w JOIN journal_systems y ON y.region_id = region
           WHERE EXISTS (SELECT FROM journal_account_schools j JOIN journal_accounts a ON a.id = j.journal_account_id
                          WHERE j.school_id = w.school_id AND a.journal_system_id = y.id)
        )
        SELECT a.id, w.school_id, wave_of(a.role, p.birth_date, on_day), s.linked, s.at_risk, f.complete
          FROM windows w
          JOIN journal_account_schools j ON j.school_id = w.school_id
          JOIN journal_accounts a ON a.id = j.journal_account_id AND a.closed_at IS NULL
          JOIN feeds f ON f.school_id = w.school_id AND f.journal_system_id = a.journal_system_id
          LEFT JOIN people p ON p.id = a.person_id
         CROSS JOIN moment m
         CROSS JOIN LATERAL standing_of(a.id, a.person_id, w.school_id, w.days[1], on_day, m.at) s
         WHERE s.signed_in
      $$;
      COMMENT ON FUNCTION i32_accounts IS 'the accounts that lockout_risk_on counts as signed in, by the same rule, a row for each school: I-32 and I-33 above a school count an account once. Links and exemptions are those of now: true for the day that has just ended';

      CREATE TABLE statistics_process_rows (
        region_id uuid NOT NULL CONSTRAINT statistics_process_rows_region_fkey REFERENCES regions (id),
        as_of date NOT NULL,
        level text NOT NULL
          CONSTRAINT statistics_process_rows_level_known CHECK (level IN ('region', 'municipality', 'founder', 'school')),
        unit_id uuid NOT NULL,
        taken_at timestamptz NOT NULL,
        methodology text NOT NULL,
        sign_ins bigint NOT NULL,
        password_sign_ins bigint NOT NULL,
        password_accounts integer NOT NULL,
        signed_in integer,
        signed_in_linked integer,
        at_risk integer,
        feed_complete boolean,
        link_attempts integer NOT NULL,
        automatic_links integer NOT NULL,
        failed_attempts integer,
        reviews_open integer NOT NULL,
        review_age_p90_hours integer,
        denied integer NOT NULL,
        denied_linked integer NOT NULL,
        reenabled integer NOT NULL,
        exemptions integer NOT NULL,
        postponed integer NOT NULL,
        postponed_by_gates integer NOT NULL,
        leaky_sign_ins bigint NOT NULL,
        breakdown jsonb NOT NULL,
        CONSTRAINT statistics_process_rows_pkey PRIMARY KEY (region_id, as_of, level, unit_id),
        CONSTRAINT statistics_process_rows_parts CHECK (password_sign_ins <= sign_ins AND at_risk <= signed_in
          AND signed_in_linked <= signed_in AND automatic_links <= link_attempts AND denied_linked <= denied)
      );
      COMMENT ON TABLE statistics_process_rows IS 'process indicators of a civil day, frozen the night after (f.5); windows are the 30 days up to it, I-32 and I-33 those of the gates';
      COMMENT ON COLUMN statistics_process_rows.signed_in IS 'null for a day that was counted later than the night after it: who was at risk then is not known any more';
      COMMENT ON COLUMN statistics_process_rows.failed_attempts IS 'region only: a failed attempt knows no school';
      CREATE INDEX statistics_process_rows_by_unit ON statistics_process_rows (level, unit_id, as_of);
      CREATE TRIGGER statistics_process_rows_frozen BEFORE UPDATE OR DELETE ON statistics_process_rows
        FOR EACH ROW EXECUTE FUNCTION statistics_are_frozen();
      REVOKE UPDATE, DELETE, TRUNCATE ON statistics_process_rows FROM perehod_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE statistics_process_rows;
      DROP FUNCTION i32_accounts(uuid, date);
      DROP VIEW i38_reviews;
      DROP INDEX sign_ins_failed_by_time;
      DROP VIEW i37_attempt_failures;
      DROP INDEX link_reviews_by_opening;
      DROP INDEX links_by_creation;
      DROP VIEW i36_link_attempts;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The start of the next civil day: what it was asked by, and what belongs to that day already. */
const NEXT_DAY = '(on_day + 1)::timestamp AT TIME ZONE r.time_zone';
/** The last moment before it: state is taken for events before T(D), half open (indicators.md f.0.1). */
const END_OF_DAY = `${NEXT_DAY} - interval '1 microsecond'`;

/**
 * I-32 and I-33 of a day asked which exemptions, requests and cases hold at the first moment of the next one. An exemption whose
 * last day it was counted as a risk, and one that begins the day after covered it. I-40 of the same day counted them right.
 */
export class RiskOfTheDay1764600001500 implements MigrationInterface {
  name = 'RiskOfTheDay1764600001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(lockoutRiskOn(END_OF_DAY));
    await runner.query(riskOfAccounts(END_OF_DAY));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(riskOfAccounts(NEXT_DAY));
    await runner.query(lockoutRiskOn(NEXT_DAY));
  }
}

const WINDOWS = `windows AS MATERIALIZED (
          SELECT s.id AS school_id, sign_in_window(s.id, on_day) AS days
            FROM schools s WHERE s.region_id = region AND EXISTS (
              SELECT FROM journal_account_schools j WHERE j.school_id = s.id)
        )`;

const lockoutRiskOn = (moment: string) => `
      CREATE OR REPLACE FUNCTION lockout_risk_on(region uuid, on_day date)
      RETURNS TABLE (journal_system_id uuid, school_id uuid, wave text, accounts integer, signed_in integer,
        linked integer, lockout_risk integer, readiness_share numeric, feed_complete boolean)
      LANGUAGE sql STABLE AS $$
        WITH ${WINDOWS}, moment AS (
          SELECT least(now(), ${moment}) AS at FROM regions r WHERE r.id = region
        ), counted AS MATERIALIZED (
          SELECT a.journal_system_id, w.school_id, wave_of(a.role, p.birth_date, on_day) AS wave, w.days,
                 count(*) AS accounts, count(*) FILTER (WHERE s.signed_in) AS signed_in,
                 count(*) FILTER (WHERE s.linked) AS linked, count(*) FILTER (WHERE s.at_risk) AS at_risk
            FROM windows w
            JOIN journal_account_schools j ON j.school_id = w.school_id
            JOIN journal_accounts a ON a.id = j.journal_account_id AND a.closed_at IS NULL
            LEFT JOIN people p ON p.id = a.person_id
           CROSS JOIN moment m
           CROSS JOIN LATERAL standing_of(a.id, a.person_id, w.school_id, w.days[1], on_day, m.at) s
           GROUP BY 1, 2, 3, 4
        )
        SELECT c.journal_system_id, c.school_id, c.wave, c.accounts::integer, c.signed_in::integer, c.linked::integer,
               c.at_risk::integer, round(1 - c.at_risk::numeric / nullif(c.signed_in, 0), 4),
               sign_in_feed_complete(c.journal_system_id, c.days)
          FROM counted c
      $$`;

const riskOfAccounts = (moment: string) => `
      CREATE OR REPLACE FUNCTION i32_accounts(region uuid, on_day date)
      RETURNS TABLE (journal_account_id uuid, school_id uuid, wave text, linked boolean, at_risk boolean, feed_complete boolean)
      LANGUAGE sql STABLE AS $$
        WITH ${WINDOWS}, moment AS (
          SELECT least(now(), ${moment}) AS at FROM regions r WHERE r.id = region
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
      $$`;

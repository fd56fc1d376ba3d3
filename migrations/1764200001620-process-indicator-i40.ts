import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * I-40 as intervals, so that it can be counted for any moment, past ones too: exemptions that held, refusals that stood,
 * passwords that worked again. Statistics and the report of active exemptions read the same rows.
 */
export class ProcessIndicatorI401764200001620 implements MigrationInterface {
  name = 'ProcessIndicatorI401764200001620';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW i40_exemptions AS
      SELECT x.id AS exemption_id, x.region_id, x.school_id, x.scope, x.type, greatest(x.ends_on, x.renewal_until) AS ends_on,
             greatest(x.starts_on::timestamp AT TIME ZONE r.time_zone, x.decided_at) AS holds_from,
             exemption_held_until(x.state, greatest(x.ends_on, x.renewal_until), x.ended_at, r.time_zone) AS holds_until
        FROM exemptions x JOIN regions r ON r.id = x.region_id
       WHERE x.state IN ('approved', 'active', 'expired', 'revoked');
      COMMENT ON VIEW i40_exemptions IS 'exemptionsActive: how many granted exemptions hold at a moment, by type. Numerator: rows with holds_from <= moment < holds_until; no denominator; none is 0, never null. An exemption of a class, role or school is one. Open cases (case_open) and refusals are not in it';

      CREATE VIEW i40_refusals AS
      SELECT f.id AS refusal_id, f.region_id, f.school_id, f.person_id, f.recorded_at AS holds_from,
             f.paper_confirmed_at AS confirmed_from, f.withdrawn_at AS holds_until
        FROM esia_refusals f;
      COMMENT ON VIEW i40_refusals IS 'refusals: how many people refuse ESIA at a moment, apart from exemptions (EC-056). Numerator: distinct people of rows with holds_from <= moment and not yet holds_until; with the paper alternative confirmed: of these confirmed_from <= moment, without: the others; no denominator; none is 0, never null';

      CREATE VIEW i40_reenable AS
      SELECT w.id AS window_id, w.region_id, s.school_id, w.journal_account_id, w.scope, w.decided_at AS holds_from,
             least(w.until, w.ended_at) AS holds_until
        FROM reenable_windows w
        JOIN LATERAL (
          SELECT w.school_id WHERE w.scope = 'school'
          UNION ALL
          SELECT a.school_id FROM journal_account_schools a
           WHERE w.scope = 'account' AND a.journal_account_id = w.journal_account_id) s ON true
       WHERE w.state IN ('active', 'ended');
      COMMENT ON VIEW i40_reenable IS 'reenableCount: how many times a password was made to work again up to a moment. Numerator: distinct windows of scope account with holds_from <= moment; at work: and holds_until > moment; windows of a whole school are counted apart; an account of several schools stands with each, so a region counts distinct window_id; no denominator; none is 0, never null';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW i40_reenable;
      DROP VIEW i40_refusals;
      DROP VIEW i40_exemptions;
    `);
  }
}

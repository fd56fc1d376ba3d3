import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a password that was taken should have been refused (LEG-18, I-41). Events come late, so the question is asked of
 * their moment, not of now: the phase from the campaign's history, overlays from what held then, ended since or not.
 */
export class LeakySignIns1764200001230 implements MigrationInterface {
  name = 'LeakySignIns1764200001230';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX campaign_history_cut_overs ON campaign_history (campaign_id) WHERE to_phase = 'cutover';

      CREATE VIEW campaigns_ever_cut_over AS
      SELECT c.id, c.journal_system_id FROM campaigns c WHERE c.cut_over_at IS NOT NULL
      UNION
      SELECT c.id, c.journal_system_id FROM campaign_history h JOIN campaigns c ON c.id = h.campaign_id
       WHERE h.to_phase = 'cutover';
      COMMENT ON VIEW campaigns_ever_cut_over IS 'campaigns that have been at their cut-over once, rolled back since or not: no sign-in under another one can be a breach';

      CREATE FUNCTION was_cut_over(campaign uuid, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT h.to_phase IN ('cutover', 'grace', 'closed') FROM campaign_history h
            WHERE h.campaign_id = campaign AND h.at <= moment ORDER BY h.at DESC, h.id DESC LIMIT 1),
          (SELECT c.cut_over_at <= moment FROM campaigns c WHERE c.id = campaign),
          false)
      $$;
      COMMENT ON FUNCTION was_cut_over IS 'the campaign was at its cut-over or later at that moment, whatever became of it since';

      CREATE FUNCTION cut_over_school_of(account uuid, moment timestamptz) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT c.school_id
          FROM journal_accounts a
          JOIN regions r ON r.id = a.region_id
          JOIN journal_account_schools s ON s.journal_account_id = a.id
          JOIN campaigns c ON c.journal_system_id = a.journal_system_id AND c.school_id = s.school_id
          LEFT JOIN people p ON p.id = a.person_id
         WHERE a.id = account
           AND CASE WHEN EXISTS (SELECT FROM wave_members m JOIN campaigns o ON o.id = m.campaign_id
                                  WHERE m.journal_account_id = a.id AND o.school_id = s.school_id)
                 THEN EXISTS (SELECT FROM wave_members m WHERE m.journal_account_id = a.id AND m.campaign_id = c.id)
                 ELSE c.wave = wave_of(a.role, p.birth_date, (moment AT TIME ZONE r.time_zone)::date)
               END
           AND was_cut_over(c.id, moment)
         ORDER BY c.cut_over_at NULLS LAST, c.school_id LIMIT 1
      $$;
      COMMENT ON FUNCTION cut_over_school_of IS 'the school whose campaign had cut the account over at that moment, the first of them (EC-131); null: none';

      CREATE FUNCTION standing_at(account uuid, moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT concat_ws('.', h.to_state, h.to_reason) FROM legacy_credential_history h
            WHERE h.journal_account_id = account AND h.at <= moment ORDER BY h.at DESC, h.id DESC LIMIT 1),
          (SELECT concat_ws('.', k.state, k.disabled_reason) FROM legacy_credentials k
            WHERE k.journal_account_id = account AND k.changed_at <= moment))
      $$;
      COMMENT ON FUNCTION standing_at IS 'where the old login of an account stood at a moment, as written then; null: not looked at yet';

      -- Of now, open_case_of is asked, which looks at what is open. Of the past it is not enough: a case that has been decided
      -- since is looked for by the same conditions, open from its beginning to its decision.
      CREATE FUNCTION case_begun_by(account uuid, moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
        SELECT min(c.begun_at) FROM (
          SELECT o.begun_at FROM open_case_of(account, moment) o
          UNION ALL
          SELECT r.opened_at
            FROM link_reviews r
            JOIN journal_accounts a ON a.id = account
            LEFT JOIN links l ON l.id = r.link_id
           WHERE r.state <> 'open' AND r.opened_at <= moment AND r.decided_at > moment
             AND (l.journal_account_id = account
                  OR r.link_id IS NULL AND r.candidate_account_ids @> ARRAY[account]
                     AND (a.role IN ('student', 'representative') OR r.rule = 'R5' OR r.code = 'NOT_FOUND'))
          UNION ALL
          SELECT l.created_at FROM links l
           WHERE l.journal_account_id = account AND l.state NOT IN ('pending_proof', 'awaiting_consent')
             AND l.created_at <= moment AND l.created_at + interval '30 days' > moment AND (
             SELECT h.to_state IN ('pending_proof', 'awaiting_consent') FROM link_state_history h
              WHERE h.link_id = l.id AND h.at <= moment ORDER BY h.id DESC LIMIT 1)
          UNION ALL
          SELECT x.requested_at
            FROM journal_accounts a
            JOIN regions z ON z.id = a.region_id
            JOIN journal_account_schools s ON s.journal_account_id = a.id
            JOIN exemptions x ON x.school_id = s.school_id AND x.scope = 'person' AND x.state <> 'requested'
            JOIN people p ON p.id = x.person_id AND coalesce(p.merged_into_id, p.id) = a.person_id
           WHERE a.id = account AND x.requested_at <= moment AND x.decided_at > moment
             AND x.ends_on::timestamp AT TIME ZONE z.time_zone > moment
        ) c
      $$;
      COMMENT ON FUNCTION case_begun_by IS 'since when a case about an account was open at a moment, decided since or not; null: none was. For the present moment the same as open_case_of';

      CREATE FUNCTION password_was_spared(account uuid, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE
          WHEN then_in.standing IN ('never_issued', 'purged') THEN false
          ELSE EXISTS (
            SELECT FROM break_glass_grants g JOIN journal_accounts a ON a.region_id = g.region_id
             WHERE a.id = account AND g.approved_at <= moment AND least(g.until, g.ended_at) > moment)
          OR EXISTS (
            SELECT FROM reenable_windows w
             WHERE w.state IN ('active', 'ended') AND w.decided_at <= moment AND least(w.until, w.ended_at) > moment
               AND (w.scope = 'account' AND w.journal_account_id = account
                    OR w.scope = 'school' AND EXISTS (
                      SELECT FROM journal_account_schools s WHERE s.journal_account_id = account AND s.school_id = w.school_id)))
          OR EXISTS (
            SELECT FROM exemption_held(account, moment) x
             WHERE x.is_personal OR then_in.standing IS DISTINCT FROM 'disabled.linked')
          OR then_in.standing IS DISTINCT FROM 'disabled.linked' AND EXISTS (
            SELECT FROM case_begun_by(account, moment) AS c (begun_at)
             WHERE c.begun_at IS NOT NULL AND cut_over_school_of(account, c.begun_at) IS NULL)
          END
          FROM (SELECT standing_at(account, moment) AS standing) then_in
      $$;
      COMMENT ON FUNCTION password_was_spared IS 'break-glass, a re-enable window, an exemption or an open case begun before the cut-over held at that moment (e.2, items 3 to 7), whether ended since or not; a password that was never issued or was destroyed is spared by nothing (item 4). A security lock is not asked: it is no end of passwords';

      CREATE FUNCTION leaky_school_of(account uuid, moment timestamptz) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT s.school FROM cut_over_school_of(account, moment - interval '5 minutes') AS s (school)
         WHERE s.school IS NOT NULL
           AND NOT password_was_spared(account, moment) AND NOT password_was_spared(account, moment - interval '5 minutes')
      $$;
      COMMENT ON FUNCTION leaky_school_of IS 'the school at which this successful password sign-in was a breach; null: it was allowed. A breach only when the password was closed five minutes before, too: clocks differ';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION leaky_school_of(uuid, timestamptz);
      DROP FUNCTION password_was_spared(uuid, timestamptz);
      DROP FUNCTION case_begun_by(uuid, timestamptz);
      DROP FUNCTION standing_at(uuid, timestamptz);
      DROP FUNCTION cut_over_school_of(uuid, timestamptz);
      DROP FUNCTION was_cut_over(uuid, timestamptz);
      DROP VIEW campaigns_ever_cut_over;
      DROP INDEX campaign_history_cut_overs;
    `);
  }
}

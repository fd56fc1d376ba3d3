import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The numbers by which a campaign may go on (e.3, «Gates»; indicators I-32, I-33, I-34), for many campaigns in one statement.
 * Gates and statistics ask the same functions, so that a school reads in a report what its gate was decided by.
 */
export class CampaignReadiness1764200001310 implements MigrationInterface {
  name = 'CampaignReadiness1764200001310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION wave_rank(wave text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
        SELECT array_position(ARRAY['staff', 'representatives', 'pupils_14plus', 'pupils_under14'], wave)
      $$;
      COMMENT ON FUNCTION wave_rank IS 'place of a role wave in the order in which they go, from 1';

      CREATE FUNCTION school_days_before(school uuid, before_day date, wanted integer) RETURNS date[]
      LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(d.day ORDER BY d.day), '{}') FROM (
          SELECT before_day - back AS day
            FROM generate_series(1, 3 * wanted + 150) AS back
           WHERE extract(isodow FROM before_day - back) <> 7
             AND extract(month FROM before_day - back) NOT IN (6, 7, 8)
             AND NOT EXISTS (
               SELECT FROM calendar_days c JOIN schools s ON s.region_id = c.region_id
                WHERE s.id = school AND (c.school_id IS NULL OR c.school_id = school)
                  AND c.kind IN ('vacation', 'holiday') AND before_day - back BETWEEN c.starts_on AND c.ends_on)
           ORDER BY back LIMIT wanted) d
      $$;
      COMMENT ON FUNCTION school_days_before IS 'the last so many school days before a day; the same rule as schoolDaysBack in legacy/domain/calendar.ts';

      CREATE FUNCTION sign_in_window(school uuid, on_day date) RETURNS date[] LANGUAGE sql STABLE AS $$
        SELECT school_days_before(school, on_day - 1, 30)
      $$;
      COMMENT ON FUNCTION sign_in_window IS 'the last 30 school days of e.3. Yesterday is no part of it: the mark of the e-journal that yesterday is complete may still be on its way';

      CREATE FUNCTION campaign_accounts(campaign_ids uuid[], on_day date)
      RETURNS TABLE (campaign_id uuid, account_id uuid, person_id uuid, school_id uuid) LANGUAGE sql STABLE AS $$
        SELECT c.id, a.id, a.person_id, c.school_id
          FROM campaigns c
          JOIN wave_members m ON m.campaign_id = c.id
          JOIN journal_accounts a ON a.id = m.journal_account_id
         WHERE c.id = ANY (campaign_ids) AND c.announced_at IS NOT NULL AND a.closed_at IS NULL
        UNION ALL
        SELECT c.id, a.id, a.person_id, c.school_id
          FROM campaigns c
          JOIN journal_account_schools s ON s.school_id = c.school_id
          JOIN journal_accounts a ON a.id = s.journal_account_id AND a.journal_system_id = c.journal_system_id
          LEFT JOIN people p ON p.id = a.person_id
         WHERE c.id = ANY (campaign_ids) AND c.announced_at IS NULL AND a.closed_at IS NULL
           AND wave_of(a.role, p.birth_date, on_day) = c.wave
           AND NOT EXISTS (
             SELECT FROM campaigns later
              WHERE later.journal_system_id = c.journal_system_id AND later.school_id = c.school_id
                AND later.announced_at IS NOT NULL AND wave_rank(later.wave) > wave_rank(c.wave))
      $$;
      COMMENT ON FUNCTION campaign_accounts IS 'the open accounts of waves: of an announced one its members, before that those of its role and age. A wave that a later announced one has passed was empty, and stays so: who enters it goes with the next';

      CREATE FUNCTION standing_of(account uuid, person uuid, school uuid, since date, on_day date, moment timestamptz)
      RETURNS TABLE (signed_in boolean, linked boolean, at_risk boolean) LANGUAGE sql STABLE AS $$
        SELECT s.signed_in, s.signed_in AND l.linked,
               CASE WHEN s.signed_in AND NOT l.linked THEN
                 NOT EXISTS (SELECT FROM exemption_of(account, moment))
                 AND NOT EXISTS (SELECT FROM open_case_of(account, moment))
                 AND NOT EXISTS (
                   SELECT FROM esia_refusals r
                    WHERE r.person_id = person AND r.school_id = school AND r.withdrawn_at IS NULL
                      AND r.paper_confirmed_at IS NOT NULL)
               ELSE false END
          FROM (SELECT EXISTS (SELECT FROM sign_in_days d
                                WHERE d.journal_account_id = account AND d.day BETWEEN since AND on_day) AS signed_in) s
         CROSS JOIN (SELECT EXISTS (SELECT FROM links l
                                     WHERE l.journal_account_id = account AND l.state = 'active') AS linked) l
      $$;
      COMMENT ON FUNCTION standing_of IS 'I-32 for one account: signed in since a day by any method; of those with an active link; of the others those whom nothing but the password lets in';

      CREATE FUNCTION campaign_numbers(campaign_ids uuid[], on_day date, moment timestamptz)
      RETURNS TABLE (campaign_id uuid, accounts integer, people integer, ready integer, data_errors integer,
        signed_in integer, linked integer, at_risk integer, feed_complete boolean, open_reviews integer,
        refusals integer, refusals_without_paper integer, windows_ahead integer, windows_held integer,
        reenabled integer, has_school_admin boolean, roster_on date)
      LANGUAGE sql STABLE AS $$
        WITH asked AS MATERIALIZED (
          SELECT c.id, c.region_id, c.journal_system_id, c.school_id, c.phase, c.phase_since, w.days, r.time_zone
            FROM campaigns c
            JOIN regions r ON r.id = c.region_id
            JOIN (SELECT n.school_id, sign_in_window(n.school_id, on_day) AS days
                    FROM (SELECT DISTINCT school_id FROM campaigns WHERE id = ANY (campaign_ids)) n) w
              ON w.school_id = c.school_id
           WHERE c.id = ANY (campaign_ids)
        ), members AS MATERIALIZED (
          SELECT m.* FROM campaign_accounts(campaign_ids, on_day) m
        ), counted AS MATERIALIZED (
          SELECT m.campaign_id, count(*) AS accounts,
                 count(DISTINCT coalesce(m.person_id, m.account_id)) AS people,
                 count(DISTINCT m.person_id) FILTER (WHERE p.readiness = 'ready') AS ready,
                 count(DISTINCT coalesce(m.person_id, m.account_id)) FILTER (WHERE p.person_id IS NULL
                   OR p.readiness IN ('snils_invalid', 'snils_duplicate', 'birthdate_missing')) AS data_errors,
                 count(*) FILTER (WHERE s.signed_in) AS signed_in,
                 count(*) FILTER (WHERE s.linked) AS linked,
                 count(*) FILTER (WHERE s.at_risk) AS at_risk
            FROM members m
            JOIN asked c ON c.id = m.campaign_id
            LEFT JOIN person_readiness p ON p.person_id = m.person_id
           CROSS JOIN LATERAL standing_of(m.account_id, m.person_id, m.school_id, c.days[1], on_day, moment) s
           GROUP BY m.campaign_id
        ), reviews AS MATERIALIZED (
          SELECT m.campaign_id, count(DISTINCT r.id) AS open_reviews
            FROM link_reviews r
           CROSS JOIN LATERAL (
             SELECT l.journal_account_id AS account_id FROM links l WHERE l.id = r.link_id
             UNION ALL SELECT unnest(r.candidate_account_ids) WHERE r.link_id IS NULL) about
            JOIN members m ON m.account_id = about.account_id AND m.school_id = r.school_id
           WHERE r.state = 'open' AND r.school_id IN (SELECT school_id FROM asked)
           GROUP BY m.campaign_id
        ), refused AS MATERIALIZED (
          SELECT m.campaign_id, count(DISTINCT r.id) AS refusals,
                 count(DISTINCT r.id) FILTER (WHERE r.paper_confirmed_at IS NULL) AS without_paper
            FROM esia_refusals r
            JOIN members m ON m.person_id = r.person_id AND m.school_id = r.school_id
           WHERE r.withdrawn_at IS NULL AND r.school_id IN (SELECT school_id FROM asked)
           GROUP BY m.campaign_id
        ), windows AS MATERIALIZED (
          SELECT b.campaign_id,
                 count(*) FILTER (WHERE b.state IN ('planned', 'running') AND b.ends_at > moment) AS ahead,
                 count(*) FILTER (WHERE b.held AND c.phase = 'brownouts' AND b.starts_at >= c.phase_since) AS held
            FROM brownout_windows b JOIN asked c ON c.id = b.campaign_id
           GROUP BY b.campaign_id
        ), feeds AS MATERIALIZED (
          SELECT f.journal_system_id, f.days, sign_in_feed_complete(f.journal_system_id, f.days) AS complete
            FROM (SELECT DISTINCT journal_system_id, days FROM asked) f
        )
        SELECT c.id, coalesce(n.accounts, 0)::integer, coalesce(n.people, 0)::integer, coalesce(n.ready, 0)::integer,
               coalesce(n.data_errors, 0)::integer, coalesce(n.signed_in, 0)::integer, coalesce(n.linked, 0)::integer,
               coalesce(n.at_risk, 0)::integer, f.complete, coalesce(v.open_reviews, 0)::integer,
               coalesce(u.refusals, 0)::integer, coalesce(u.without_paper, 0)::integer,
               coalesce(w.ahead, 0)::integer, coalesce(w.held, 0)::integer,
               (SELECT count(*)::integer FROM legacy_credentials k
                 WHERE k.campaign_id = c.id AND k.state = 'reenabled' AND k.reenabled_until > moment),
               EXISTS (SELECT FROM role_grants g
                        WHERE g.school_id = c.school_id AND g.role = 'school_admin' AND g.revoked_at IS NULL
                          AND g.valid_from <= on_day AND (g.valid_to IS NULL OR g.valid_to > on_day)),
               (SELECT max((b.finished_at AT TIME ZONE c.time_zone)::date) FROM import_batches b
                 WHERE b.region_id = c.region_id AND (b.school_id = c.school_id OR b.school_id IS NULL)
                   AND b.state = 'applied' AND NOT b.dry_run)
          FROM asked c
          JOIN feeds f ON f.journal_system_id = c.journal_system_id AND f.days = c.days
          LEFT JOIN counted n ON n.campaign_id = c.id
          LEFT JOIN reviews v ON v.campaign_id = c.id
          LEFT JOIN refused u ON u.campaign_id = c.id
          LEFT JOIN windows w ON w.campaign_id = c.id
      $$;
      COMMENT ON FUNCTION campaign_numbers IS 'what the gates of e.3 are decided by; windows_held are those since brownouts began';

      CREATE FUNCTION channels_without_esia(system_id uuid, on_day date) RETURNS text[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(c.channel ORDER BY c.channel), '{}')
          FROM unnest(ARRAY['web', 'mobile']) AS c (channel)
         WHERE EXISTS (
             SELECT FROM sign_in_days d JOIN journal_accounts a ON a.id = d.journal_account_id
              WHERE d.day BETWEEN on_day - 30 AND on_day AND d.channel = c.channel AND d.method = 'password'
                AND a.journal_system_id = system_id)
           AND NOT EXISTS (
             SELECT FROM sign_in_days d JOIN journal_accounts a ON a.id = d.journal_account_id
              WHERE d.day BETWEEN on_day - 30 AND on_day AND d.channel = c.channel AND d.method = 'esia'
                AND a.journal_system_id = system_id)
      $$;
      COMMENT ON FUNCTION channels_without_esia IS 'channels of people in which a password was used within 30 days and ESIA by nobody: there the button is not live (e.3, entry of soft_launch)';

      CREATE FUNCTION lockout_risk_on(region uuid, on_day date)
      RETURNS TABLE (journal_system_id uuid, school_id uuid, wave text, accounts integer, signed_in integer,
        linked integer, lockout_risk integer, readiness_share numeric, feed_complete boolean)
      LANGUAGE sql STABLE AS $$
        WITH windows AS MATERIALIZED (
          SELECT s.id AS school_id, sign_in_window(s.id, on_day) AS days
            FROM schools s WHERE s.region_id = region AND EXISTS (
              SELECT FROM journal_account_schools j WHERE j.school_id = s.id)
        ), moment AS (
          SELECT least(now(), (on_day + 1)::timestamp AT TIME ZONE r.time_zone) AS at FROM regions r WHERE r.id = region
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
      $$;
      COMMENT ON FUNCTION lockout_risk_on IS
        'I-32 lockout_risk: how many accounts would be locked out if passwords ended on the day; of those with any sign-in in the last 30 school days (signed_in) the ones without an active link, exemption, open case or refusal with a confirmed paper alternative. I-33 readiness_share = 1 - lockout_risk / signed_in, null when nobody signed in. Where feed_complete is false both prove nothing. By journal system, school and role wave; sums may be made from the counts only. The past is asked with the links of now';

      CREATE FUNCTION ready_for_linking_on(region uuid, on_day date)
      RETURNS TABLE (school_id uuid, class_group_id uuid, pupils integer, ready integer, ready_share numeric)
      LANGUAGE sql STABLE AS $$
        SELECT e.school_id, e.class_group_id, count(*)::integer, (count(*) FILTER (WHERE p.readiness = 'ready'))::integer,
               round((count(*) FILTER (WHERE p.readiness = 'ready'))::numeric / nullif(count(*), 0), 4)
          FROM enrollments_on(region, on_day) e
          LEFT JOIN person_readiness p ON p.person_id = e.person_id
         WHERE e.counts_as_main
         GROUP BY e.school_id, e.class_group_id
      $$;
      COMMENT ON FUNCTION ready_for_linking_on IS
        'I-34 ready_share: pupils with a valid СНИЛС of their own and a birth date (ready) / pupils whose main enrolment holds on the day; by school and class, null class: no class yet. A class without pupils has no row. The past is asked with the data of now';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION ready_for_linking_on(uuid, date);
      DROP FUNCTION lockout_risk_on(uuid, date);
      DROP FUNCTION channels_without_esia(uuid, date);
      DROP FUNCTION campaign_numbers(uuid[], date, timestamptz);
      DROP FUNCTION standing_of(uuid, uuid, uuid, date, date, timestamptz);
      DROP FUNCTION campaign_accounts(uuid[], date);
      DROP FUNCTION sign_in_window(uuid, date);
      DROP FUNCTION school_days_before(uuid, date, integer);
      DROP FUNCTION wave_rank(text);
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which exemption and which open case cover an account at a moment: one rule for decisions, for moves of a campaign, for lists
 * and for the judging of past sign-ins. Exemptions hold from and until a civil day of the region. The earliest begun case
 * tells whether one began before the cut-over; a level's silence hands the cover on with the case, never against the family
 * (LEG-20, EC-134); a request not yet decided is a case; a birthday moves nobody to another wave's exemption (EC-129); a
 * merged person, and one whose school was reorganised, keeps theirs.
 */
export class ExemptionOfAccount1764200000600 implements MigrationInterface {
  name = 'ExemptionOfAccount1764200000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION wave_of(role text, born date, day date) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
          WHEN role IN ('teacher', 'homeroom', 'school_admin') THEN 'staff'
          WHEN role = 'representative' THEN 'representatives'
          WHEN born IS NOT NULL AND extract(year FROM age(day, born)) >= 14 THEN 'pupils_14plus'
          ELSE 'pupils_under14'
        END
      $$;
      COMMENT ON FUNCTION wave_of IS 'the role wave of an account that joins on a day; without a birth date the last one (LEG-03)';

      CREATE FUNCTION open_case_of(account uuid, moment timestamptz)
      RETURNS TABLE (begun_at timestamptz, until timestamptz) LANGUAGE sql STABLE AS $$
        SELECT c.begun_at, c.until FROM (
          SELECT l.created_at AS begun_at, l.created_at + interval '30 days' AS until
            FROM links l
           WHERE l.journal_account_id = account AND l.state IN ('pending_proof', 'awaiting_consent')
          UNION ALL
          SELECT w.begun_at, w.since + interval '30 days' * (1 + floor(greatest(0,
                   extract(epoch FROM moment - w.since) / extract(epoch FROM interval '30 days')))) AS until
            FROM (
              SELECT r.opened_at AS begun_at, coalesce(r.level_since, r.opened_at) AS since
                FROM link_reviews r JOIN links l ON l.id = r.link_id
               WHERE l.journal_account_id = account AND r.state = 'open'
              UNION ALL
              SELECT r.opened_at, coalesce(r.level_since, r.opened_at)
                FROM link_reviews r JOIN journal_accounts a ON a.id = account
               WHERE r.state = 'open' AND r.link_id IS NULL AND r.candidate_account_ids @> ARRAY[account]
                 AND (a.role IN ('student', 'representative') OR r.rule = 'R5' OR r.code = 'NOT_FOUND')
            ) w
          UNION ALL
          SELECT w.begun_at, least(w.ends_at, w.since + interval '30 days' * (1 + floor(greatest(0,
                   extract(epoch FROM moment - w.since) / extract(epoch FROM interval '30 days')))))
            FROM (
              SELECT x.requested_at AS begun_at, coalesce(x.escalated_at, x.requested_at) AS since,
                     x.ends_on::timestamp AT TIME ZONE z.time_zone AS ends_at
                FROM journal_accounts a
                JOIN regions z ON z.id = a.region_id
                JOIN journal_account_schools s ON s.journal_account_id = a.id
                JOIN exemptions x ON x.school_id = s.school_id AND x.state = 'requested' AND x.scope = 'person'
                JOIN people p ON p.id = x.person_id AND coalesce(p.merged_into_id, p.id) = a.person_id
               WHERE a.id = account
            ) w
        ) c
        WHERE c.begun_at <= moment AND c.until > moment
        ORDER BY c.begun_at, c.until DESC LIMIT 1
      $$;
      COMMENT ON FUNCTION open_case_of IS 'the open case of an account that began first: compare begun_at with the cut-over. Waiting for the family gives 30 days once; a case that waits for an office goes on with the next period of 30 days, and a request for an exemption no longer than the end asked for';
      CREATE INDEX link_reviews_open_by_candidate ON link_reviews USING gin (candidate_account_ids)
        WHERE state = 'open' AND link_id IS NULL;

      CREATE FUNCTION exemptions_over(account uuid, moment timestamptz)
      RETURNS TABLE (exemption_id uuid, type text, is_personal boolean, state text, day date, end_day date, time_zone text,
                     decided_at timestamptz, ended_at timestamptz)
      LANGUAGE sql STABLE AS $$
        SELECT f.id, f.type, f.is_personal, f.state, t.day, f.end_day, r.time_zone, f.decided_at, f.ended_at
          FROM journal_accounts a
          JOIN regions r ON r.id = a.region_id
         CROSS JOIN LATERAL (SELECT (moment AT TIME ZONE r.time_zone)::date AS day) t
         CROSS JOIN LATERAL (
           SELECT x.id, x.type, true AS is_personal, x.state, greatest(x.ends_on, x.renewal_until) AS end_day,
                  x.decided_at, x.ended_at
             FROM exemptions x
            WHERE x.scope = 'person' AND x.starts_on <= t.day
              AND x.person_id = ANY (ARRAY(SELECT a.person_id UNION SELECT o.id FROM people o WHERE o.merged_into_id = a.person_id))
              AND EXISTS (SELECT FROM journal_account_schools s
                           WHERE s.journal_account_id = a.id
                             AND (s.school_id = x.school_id
                                  OR EXISTS (SELECT FROM school_reorganisations g
                                              WHERE g.from_school_id = x.school_id AND g.to_school_id = s.school_id)))
           UNION ALL
           SELECT x.id, x.type, false, x.state, greatest(x.ends_on, x.renewal_until), x.decided_at, x.ended_at
             FROM journal_account_schools s
             JOIN exemptions x ON x.school_id = s.school_id AND x.scope <> 'person'
             LEFT JOIN people p ON p.id = a.person_id
            WHERE s.journal_account_id = a.id AND x.starts_on <= t.day
              AND CASE x.scope
                    WHEN 'school' THEN true
                    WHEN 'role' THEN x.wave = coalesce(
                      (SELECT c.wave FROM wave_members m JOIN campaigns c ON c.id = m.campaign_id
                        WHERE m.journal_account_id = a.id AND c.school_id = s.school_id
                        ORDER BY m.joined_at, c.wave LIMIT 1),
                      wave_of(a.role, p.birth_date, t.day))
                    WHEN 'class' THEN EXISTS (
                      SELECT FROM enrollments e
                       WHERE e.class_group_id = x.class_group_id AND e.valid_from <= t.day
                         AND (e.valid_to IS NULL OR e.valid_to > t.day)
                         AND (e.person_id = a.person_id AND a.role = 'student'
                              OR a.role = 'representative' AND EXISTS (
                                SELECT FROM family_ties f
                                 WHERE f.child_id = e.person_id AND f.representative_id = a.person_id
                                   AND f.state IN ('asserted', 'confirmed') AND f.valid_from <= t.day
                                   AND (f.valid_to IS NULL OR f.valid_to > t.day))))
                  END
         ) f
         WHERE a.id = account
      $$;
      COMMENT ON FUNCTION exemptions_over IS 'every exemption, in whatever state, that reaches an account and has begun by the civil day of the region: one rule of whom an exemption reaches, for now (exemption_of) and for past moments (exemption_held)';

      CREATE FUNCTION exemption_of(account uuid, moment timestamptz)
      RETURNS TABLE (exemption_id uuid, type text, is_personal boolean, until timestamptz)
      LANGUAGE sql STABLE AS $$
        SELECT o.exemption_id, CASE WHEN bool_or(o.type = 'no_esia_possible') OVER (PARTITION BY o.is_personal)
                 THEN 'no_esia_possible' ELSE o.type END, o.is_personal, o.end_day::timestamp AT TIME ZONE o.time_zone
          FROM exemptions_over(account, moment) o
         WHERE o.state IN ('approved', 'active') AND o.end_day > o.day
         ORDER BY o.is_personal DESC, o.end_day DESC, o.exemption_id
         LIMIT 1
      $$;
      COMMENT ON FUNCTION exemption_of IS 'the granted exemption of an account on the civil day of the region: a personal one first, then the one that ends last; its type is no_esia_possible when any that could stand in its place is of that type (LEG-15); open cases are open_case_of';

      CREATE FUNCTION exemption_held_until(state text, end_day date, ended_at timestamptz, time_zone text) RETURNS timestamptz
      LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE
          WHEN state IN ('approved', 'active') THEN end_day::timestamp AT TIME ZONE time_zone
          WHEN state = 'revoked' OR state = 'expired' AND (ended_at AT TIME ZONE time_zone)::date = end_day THEN ended_at
          WHEN state = 'expired' THEN least(ended_at, end_day::timestamp AT TIME ZONE time_zone)
        END
      $$;
      COMMENT ON FUNCTION exemption_held_until IS 'when a granted exemption ended or will end. A revoked one held to the minute of the act, whatever renewal it asked for; a refused renewal ends on its day in the minute of the refusal';

      CREATE FUNCTION exemption_held(account uuid, moment timestamptz) RETURNS TABLE (is_personal boolean)
      LANGUAGE sql STABLE AS $$
        SELECT o.is_personal FROM exemptions_over(account, moment) o
         WHERE o.state IN ('approved', 'active', 'expired', 'revoked') AND o.decided_at <= moment
           AND exemption_held_until(o.state, o.end_day, o.ended_at, o.time_zone) > moment
         ORDER BY o.is_personal DESC LIMIT 1
      $$;
      COMMENT ON FUNCTION exemption_held IS 'whether an exemption held for an account at a moment, ended since or not, and whether a personal one; for the present moment the same as exemption_of. Where an account serves and whose merged into whom are as they are now: the past of those is not kept by day';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION exemption_held(uuid, timestamptz);
      DROP FUNCTION exemption_held_until(text, date, timestamptz, text);
      DROP FUNCTION exemption_of(uuid, timestamptz);
      DROP FUNCTION exemptions_over(uuid, timestamptz);
      DROP INDEX link_reviews_open_by_candidate;
      DROP FUNCTION open_case_of(uuid, timestamptz);
      DROP FUNCTION wave_of(text, date, date);
    `);
  }
}

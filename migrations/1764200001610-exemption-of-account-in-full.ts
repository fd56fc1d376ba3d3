import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which exemption and which open case cover an account, put right: the earliest begun case tells whether one began before the
 * cut-over; a level's silence hands the cover on with the case, never against the family (LEG-20, EC-134); a request not yet
 * decided is a case; a birthday moves nobody to another wave's exemption (EC-129); a merged person, and one whose school was
 * reorganised, keeps theirs.
 */
export class ExemptionOfAccountInFull1764200001610 implements MigrationInterface {
  name = 'ExemptionOfAccountInFull1764200001610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION open_case_of(account uuid, moment timestamptz)
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

      CREATE OR REPLACE FUNCTION exemption_of(account uuid, moment timestamptz)
      RETURNS TABLE (exemption_id uuid, type text, is_personal boolean, until timestamptz)
      LANGUAGE sql STABLE AS $$
        SELECT f.id, CASE WHEN bool_or(f.type = 'no_esia_possible') OVER (PARTITION BY f.is_personal)
                 THEN 'no_esia_possible' ELSE f.type END, f.is_personal, f.end_day::timestamp AT TIME ZONE r.time_zone
          FROM journal_accounts a
          JOIN regions r ON r.id = a.region_id
         CROSS JOIN LATERAL (SELECT (moment AT TIME ZONE r.time_zone)::date AS day) t
         CROSS JOIN LATERAL (
           SELECT x.id, x.type, true AS is_personal, greatest(x.ends_on, x.renewal_until) AS end_day
             FROM exemptions x
            WHERE x.scope = 'person' AND x.state IN ('approved', 'active')
              AND x.person_id = ANY (ARRAY(SELECT a.person_id UNION SELECT o.id FROM people o WHERE o.merged_into_id = a.person_id))
              AND x.starts_on <= t.day AND greatest(x.ends_on, x.renewal_until) > t.day
              AND EXISTS (SELECT FROM journal_account_schools s
                           WHERE s.journal_account_id = a.id
                             AND (s.school_id = x.school_id
                                  OR EXISTS (SELECT FROM school_reorganisations g
                                              WHERE g.from_school_id = x.school_id AND g.to_school_id = s.school_id)))
           UNION ALL
           SELECT x.id, x.type, false, greatest(x.ends_on, x.renewal_until)
             FROM journal_account_schools s
             JOIN exemptions x ON x.school_id = s.school_id AND x.scope <> 'person' AND x.state IN ('approved', 'active')
             LEFT JOIN people p ON p.id = a.person_id
            WHERE s.journal_account_id = a.id
              AND x.starts_on <= t.day AND greatest(x.ends_on, x.renewal_until) > t.day
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
         ORDER BY f.is_personal DESC, f.end_day DESC, f.id
         LIMIT 1
      $$;
      COMMENT ON FUNCTION exemption_of IS 'the granted exemption of an account on the civil day of the region: a personal one first, then the one that ends last; its type is no_esia_possible when any that could stand in its place is of that type (LEG-15); open cases are open_case_of';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION open_case_of(account uuid, moment timestamptz) RETURNS TABLE (begun_at timestamptz, until timestamptz)
      LANGUAGE sql STABLE AS $$
        SELECT c.begun_at, c.until FROM (
          SELECT l.created_at AS begun_at, l.created_at + interval '30 days' AS until
            FROM links l
           WHERE l.journal_account_id = account AND l.state IN ('pending_proof', 'awaiting_consent')
          UNION ALL
          SELECT r.opened_at, coalesce(r.level_since, r.opened_at) + interval '30 days'
            FROM link_reviews r JOIN links l ON l.id = r.link_id
           WHERE l.journal_account_id = account AND r.state = 'open'
          UNION ALL
          SELECT r.opened_at, coalesce(r.level_since, r.opened_at) + interval '30 days'
            FROM link_reviews r
           WHERE r.state = 'open' AND r.link_id IS NULL AND r.candidate_account_ids @> ARRAY[account]
        ) c
        WHERE c.begun_at <= moment AND c.until > moment
        ORDER BY c.until DESC LIMIT 1
      $$;
      CREATE OR REPLACE FUNCTION exemption_of(account uuid, moment timestamptz)
      RETURNS TABLE (exemption_id uuid, type text, is_personal boolean, until timestamptz)
      LANGUAGE sql STABLE AS $$
        SELECT x.id, x.type, x.scope = 'person',
               (greatest(x.ends_on, x.renewal_until)::timestamp AT TIME ZONE r.time_zone)
          FROM journal_accounts a
          JOIN regions r ON r.id = a.region_id
          JOIN journal_account_schools s ON s.journal_account_id = a.id
          JOIN exemptions x ON x.school_id = s.school_id AND x.state IN ('approved', 'active')
          LEFT JOIN people p ON p.id = a.person_id
         WHERE a.id = account
           AND (x.starts_on::timestamp AT TIME ZONE r.time_zone) <= moment
           AND (greatest(x.ends_on, x.renewal_until)::timestamp AT TIME ZONE r.time_zone) > moment
           AND CASE x.scope
                 WHEN 'person' THEN x.person_id = a.person_id
                 WHEN 'school' THEN true
                 WHEN 'role' THEN x.wave = wave_of(a.role, p.birth_date, (moment AT TIME ZONE r.time_zone)::date)
                 WHEN 'class' THEN EXISTS (
                   SELECT FROM enrollments e
                    WHERE e.class_group_id = x.class_group_id AND (e.valid_to IS NULL OR e.valid_to > (moment AT TIME ZONE r.time_zone)::date)
                      AND (e.person_id = a.person_id AND a.role = 'student'
                           OR a.role = 'representative' AND EXISTS (
                             SELECT FROM family_ties t
                              WHERE t.child_id = e.person_id AND t.representative_id = a.person_id AND t.state <> 'ended')))
               END
         ORDER BY x.scope = 'person' DESC, greatest(x.ends_on, x.renewal_until) DESC LIMIT 1
      $$;
      COMMENT ON FUNCTION exemption_of IS 'the granted exemption of an account, a personal one first; open cases are open_case_of';
      COMMENT ON FUNCTION open_case_of IS NULL;
    `);
  }
}

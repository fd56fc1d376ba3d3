import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which exemption covers an account at a moment: one rule for decisions, for moves of a campaign and for lists. Exemptions
 * hold from and until a civil day of the region; an open case begun before the cut-over is one too (LEG-20, EC-134).
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

      CREATE FUNCTION open_case_of(account uuid, moment timestamptz) RETURNS TABLE (begun_at timestamptz, until timestamptz)
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
      CREATE INDEX link_reviews_open_by_candidate ON link_reviews USING gin (candidate_account_ids)
        WHERE state = 'open' AND link_id IS NULL;

      CREATE FUNCTION exemption_of(account uuid, moment timestamptz)
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION exemption_of(uuid, timestamptz);
      DROP INDEX link_reviews_open_by_candidate;
      DROP FUNCTION open_case_of(uuid, timestamptz);
      DROP FUNCTION wave_of(text, date, date);
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a credential has followed so far: a phase that it has seen moves it once only, and tells a move from a roll-back,
 * also where one account serves several schools; the schools that it was placed at tell a new school from a birthday
 * (EC-129). Whether anything still stands behind an account is one rule for all moves (e.2).
 */
export class FollowedPhases1764200001500 implements MigrationInterface {
  name = 'FollowedPhases1764200001500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE legacy_credentials
        ADD COLUMN followed_phase text NOT NULL DEFAULT 'not_scheduled',
        ADD COLUMN placed_school_ids uuid[] NOT NULL DEFAULT '{}';
      ALTER TABLE legacy_credentials SET (fillfactor = 80);
      COMMENT ON COLUMN legacy_credentials.followed_phase IS 'phase of the governing campaign that the state was last brought to';
      COMMENT ON COLUMN legacy_credentials.placed_school_ids IS 'schools at which the account was looked at for a wave, in their order';

      CREATE INDEX legacy_credentials_linked_still_open ON legacy_credentials (journal_account_id, linked_since)
        WHERE linked_since IS NOT NULL AND disabled_reason IS DISTINCT FROM 'linked'
          AND state NOT IN ('never_issued', 'purged');
      CREATE INDEX legacy_credentials_issued ON legacy_credentials (journal_account_id)
        WHERE state = 'issued_under_exemption';

      ALTER TABLE campaigns ADD COLUMN members_fixed_at timestamptz;
      COMMENT ON COLUMN campaigns.members_fixed_at IS 'when the members of the announced wave were fixed; null again after a roll-back to before the announcement';

      CREATE FUNCTION account_is_open(account uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT a.closed_at IS NULL AND p.deceased_on IS NULL AND CASE
            WHEN a.role = 'student' THEN
              NOT EXISTS (SELECT FROM enrollments e WHERE e.person_id = a.person_id)
              OR EXISTS (SELECT FROM enrollments e
                          WHERE e.person_id = a.person_id AND e.school_id = ANY (here.ids)
                            AND (e.valid_to IS NULL OR e.valid_to > day
                                 OR e.end_kind = 'graduated' AND e.valid_to + 90 > day))
            WHEN a.role = 'representative' THEN
              NOT EXISTS (SELECT FROM family_ties t WHERE t.representative_id = a.person_id)
              OR EXISTS (SELECT FROM family_ties t
                          WHERE t.representative_id = a.person_id AND t.state <> 'ended' AND t.valid_from <= day
                            AND (t.valid_to IS NULL OR t.valid_to > day))
            ELSE
              NOT EXISTS (SELECT FROM staff_appointments s WHERE s.person_id = a.person_id)
              OR EXISTS (SELECT FROM staff_appointments s
                          WHERE s.person_id = a.person_id AND s.school_id = ANY (here.ids)
                            AND (s.valid_to IS NULL OR s.valid_to > day))
          END
          FROM journal_accounts a
          LEFT JOIN people p ON p.id = a.person_id
          CROSS JOIN LATERAL (
            WITH RECURSIVE served (school_id) AS (
              SELECT school_id FROM journal_account_schools WHERE journal_account_id = a.id
              UNION
              SELECT next.to_school_id FROM served JOIN school_reorganisations next ON next.from_school_id = served.school_id
            )
            SELECT coalesce(array_agg(school_id), '{}') AS ids FROM served
          ) here
         WHERE a.id = account
      $$;
      COMMENT ON FUNCTION account_is_open IS 'an enrolment or its read-only window of 90 days (EC-075), an appointment or a representation stands behind it, or the roster never named one';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION account_is_open(uuid, date);
      ALTER TABLE campaigns DROP COLUMN members_fixed_at;
      DROP INDEX legacy_credentials_issued;
      DROP INDEX legacy_credentials_linked_still_open;
      ALTER TABLE legacy_credentials RESET (fillfactor);
      ALTER TABLE legacy_credentials DROP COLUMN followed_phase, DROP COLUMN placed_school_ids;
    `);
  }
}

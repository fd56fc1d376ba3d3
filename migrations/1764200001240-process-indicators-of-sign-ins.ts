import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * I-30, I-31 and I-41 (indicators.md f.5): one rule each for lists of administrators and for statistics. The views give rows
 * that many schools may be counted from at once; the functions give the number of a region, or of some of its schools, where an
 * account of two schools counts once.
 */
export class ProcessIndicatorsOfSignIns1764200001240 implements MigrationInterface {
  name = 'ProcessIndicatorsOfSignIns1764200001240';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW i30_sign_ins AS
      SELECT a.region_id, s.school_id, a.journal_system_id, d.journal_account_id, d.day, d.channel, d.method, d.sign_ins
        FROM sign_in_days d
        JOIN journal_accounts a ON a.id = d.journal_account_id
        JOIN journal_account_schools s ON s.journal_account_id = a.id;
      COMMENT ON VIEW i30_sign_ins IS 'successful sign-ins of an account on a civil day of the region, a row for each school of the account: for I-30 and I-31 of one school or of many. Above a school an account of several stands with each: use the functions';

      CREATE FUNCTION legacy_login_share(region uuid, schools uuid[], first_day date, last_day date)
      RETURNS TABLE (channel text, numerator bigint, denominator bigint, share numeric) LANGUAGE sql STABLE AS $$
        SELECT coalesce(d.channel, 'all'), coalesce(sum(d.sign_ins) FILTER (WHERE d.method = 'password'), 0)::bigint,
               coalesce(sum(d.sign_ins), 0)::bigint,
               coalesce(sum(d.sign_ins) FILTER (WHERE d.method = 'password'), 0)::numeric / nullif(sum(d.sign_ins), 0)
          FROM (
            SELECT known.channel, d.method, d.sign_ins
              FROM unnest(ARRAY['web', 'mobile', 'api', 'integration']) AS known (channel)
              LEFT JOIN (
                SELECT d.channel, d.method, d.sign_ins FROM sign_in_days d JOIN journal_accounts a ON a.id = d.journal_account_id
                 WHERE a.region_id = region AND d.day BETWEEN first_day AND last_day
                   AND (schools IS NULL OR EXISTS (
                     SELECT FROM journal_account_schools s WHERE s.journal_account_id = a.id AND s.school_id = ANY (schools)))
              ) d USING (channel)
          ) d
         GROUP BY GROUPING SETS ((d.channel), ())
      $$;
      COMMENT ON FUNCTION legacy_login_share IS 'I-30 legacyLoginShare: which share of the successful sign-ins of these days was by password, by channel, and for all channels (channel = all). Numerator: successful sign-ins by password; denominator: all successful sign-ins; share is null when there were none. schools null: the whole region; an account of several of the schools counts once. Days are civil days of the region, both included';

      CREATE FUNCTION legacy_active_users(region uuid, schools uuid[], last_day date, days integer DEFAULT 30)
      RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT count(DISTINCT d.journal_account_id)
          FROM sign_in_days d JOIN journal_accounts a ON a.id = d.journal_account_id
         WHERE a.region_id = region AND d.method = 'password' AND d.day > last_day - days AND d.day <= last_day
           AND (schools IS NULL OR EXISTS (
             SELECT FROM journal_account_schools s WHERE s.journal_account_id = a.id AND s.school_id = ANY (schools)))
      $$;
      COMMENT ON FUNCTION legacy_active_users IS 'I-31 legacyActiveUsers30d: how many accounts have signed in by password in the last days up to and with last_day, each once. Numerator: distinct accounts with a successful sign-in by password; no denominator; none is 0, never null';

      CREATE VIEW i41_leaky_sign_ins AS
      SELECT s.region_id, l.school_id, l.journal_system_id, l.channel, l.day, l.external_id, l.sign_ins
        FROM leaky_sign_in_days l JOIN journal_systems s ON s.id = l.journal_system_id;
      COMMENT ON VIEW i41_leaky_sign_ins IS 'leakyChannel: successful password sign-ins after the cut-over of the school that no overlay allowed at their moment, those of probes too; a sign-in stands with one school';

      CREATE FUNCTION leaky_sign_ins(region uuid, schools uuid[], first_day date, last_day date)
      RETURNS TABLE (channel text, sign_ins bigint) LANGUAGE sql STABLE AS $$
        SELECT coalesce(l.channel, 'all'), coalesce(sum(l.sign_ins), 0)::bigint
          FROM (
            SELECT known.channel, l.sign_ins
              FROM unnest(ARRAY['web', 'mobile', 'api', 'integration']) AS known (channel)
              LEFT JOIN (SELECT v.channel, v.sign_ins FROM i41_leaky_sign_ins v
                          WHERE v.region_id = region AND v.day BETWEEN first_day AND last_day
                            AND (schools IS NULL OR v.school_id = ANY (schools))) l USING (channel)
          ) l
         GROUP BY GROUPING SETS ((l.channel), ())
      $$;
      COMMENT ON FUNCTION leaky_sign_ins IS 'I-41 leakyChannel: how many password sign-ins succeeded after the cut-over without an overlay on these days, by channel and for all (channel = all); the target is 0. Numerator: those sign-ins; no denominator; none is 0, never null. Known from what e-journals report and what probes tried: an incomplete feed makes it a lower bound';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION leaky_sign_ins(uuid, uuid[], date, date);
      DROP VIEW i41_leaky_sign_ins;
      DROP FUNCTION legacy_active_users(uuid, uuid[], date, integer);
      DROP FUNCTION legacy_login_share(uuid, uuid[], date, date);
      DROP VIEW i30_sign_ins;
    `);
  }
}

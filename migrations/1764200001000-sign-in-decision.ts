import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The decision about a password sign-in as SQL (state-machines.md e.2): the facts of one account, which the hot path reads
 * too, and the rule over them, for lists. The rule stands a second time in src/legacy/domain/sign-in-decision.ts; a property
 * test holds the two equal. Functions of one SELECT are inlined: a list pays for what it selects.
 */
export class SignInDecision1764200001000 implements MigrationInterface {
  name = 'SignInDecision1764200001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION legacy_phase_rank(phase text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
        SELECT array_position(ARRAY['not_scheduled', 'preparation', 'announced', 'soft_launch', 'link_required',
                                    'brownouts', 'cutover', 'grace', 'closed'], phase) - 1
      $$;
      COMMENT ON FUNCTION legacy_phase_rank IS 'how far along a phase is: 0 for not_scheduled, from 6 on it is cut over';

      CREATE FUNCTION legacy_state_of_phase(phase text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE WHEN phase IN ('cutover', 'grace', 'closed') THEN 'disabled(cutover)'
                    WHEN phase IN ('link_required', 'brownouts') THEN 'link_required'
                    WHEN phase = 'soft_launch' THEN 'warned'
                    ELSE 'active' END
      $$;

      CREATE FUNCTION legacy_campaign_of_newcomer(account uuid, moment timestamptz) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT g.id
          FROM journal_accounts a
          JOIN regions r ON r.id = a.region_id
          LEFT JOIN people p ON p.id = a.person_id
          JOIN journal_account_schools s ON s.journal_account_id = a.id
          JOIN campaigns g ON g.journal_system_id = a.journal_system_id AND g.school_id = s.school_id
           AND g.wave = wave_of(a.role, p.birth_date, (moment AT TIME ZONE r.time_zone)::date)
         WHERE a.id = account
         ORDER BY legacy_phase_rank(g.phase) DESC, g.id LIMIT 1
      $$;
      COMMENT ON FUNCTION legacy_campaign_of_newcomer IS 'the campaign of an account that no step was written for yet: of its schools and of the wave it would join, the one furthest along (EC-131)';

      CREATE FUNCTION legacy_facts_of(account uuid, moment timestamptz) RETURNS TABLE (
        today date, time_zone text, phase text, cutover_on date, cutover_begins timestamptz, cut_over_at timestamptz,
        paused boolean, state text, disabled_reason text, reenabled_until timestamptz, is_open boolean, link text,
        lock text, exemption_until timestamptz, exemption_personal boolean, case_begun_at timestamptz,
        case_until timestamptz, brownout_id uuid, brownout_starts_at timestamptz, brownout_ends_at timestamptz,
        next_brownout_at timestamptz, break_glass_until timestamptz, outage boolean, outage_until timestamptz,
        skips_allowed smallint)
      LANGUAGE sql STABLE AS $$
        SELECT (moment AT TIME ZONE r.time_zone)::date, r.time_zone, coalesce(g.phase, 'not_scheduled'), g.cutover_on,
               g.cutover_on::timestamp AT TIME ZONE r.time_zone, g.cut_over_at, g.paused_at IS NOT NULL,
               c.state, c.disabled_reason, c.reenabled_until,
               a.closed_at IS NULL AND NOT (c.state IS NOT DISTINCT FROM 'disabled' AND l.id IS NULL AND coalesce((
                 SELECT gone.reason IN ('enrollment_ended', 'staff_dismissed', 'representation_ended', 'guardianship_expired',
                                        'person_deceased', 'suspension_timeout', 'account_closed')
                   FROM links gone WHERE gone.journal_account_id = a.id AND gone.state = 'revoked'
                  ORDER BY gone.changed_at DESC, gone.id LIMIT 1), false)),
               CASE WHEN l.state = 'active' THEN 'active'
                    WHEN l.reason IN ('data_mismatch', 'consent_withdrawn') THEN 'broken'
                    WHEN l.state = 'suspended' THEN 'suspended' END,
               k.reason, x.until, x.is_personal, o.begun_at, o.until, b.id, b.starts_at, b.ends_at,
               (SELECT min(w.starts_at) FROM brownout_windows w
                 WHERE w.campaign_id = g.id AND w.state = 'planned' AND w.starts_at > moment AND c.bucket < w.share),
               overlay.break_glass_until, overlay.outage_since IS NOT NULL, overlay.outage_until, coalesce(policy.skips_allowed, 3)::smallint
          FROM journal_accounts a
          JOIN regions r ON r.id = a.region_id
          LEFT JOIN legacy_credentials c ON c.journal_account_id = a.id
          LEFT JOIN campaigns g ON g.id = CASE WHEN c.journal_account_id IS NULL
                                               THEN legacy_campaign_of_newcomer(a.id, moment) ELSE c.campaign_id END
          LEFT JOIN campaign_policies policy ON policy.journal_system_id = a.journal_system_id
          LEFT JOIN links l ON l.journal_account_id = a.id AND l.state IN ('active', 'suspended')
          LEFT JOIN security_locks k ON k.journal_account_id = a.id AND k.ended_at IS NULL
          JOIN region_overlays overlay ON overlay.region_id = a.region_id
          LEFT JOIN LATERAL exemption_of(a.id, moment) x ON true
          LEFT JOIN LATERAL open_case_of(a.id, moment) o ON true
          LEFT JOIN LATERAL (
            SELECT w.id, w.starts_at, w.ends_at FROM brownout_windows w
             WHERE w.campaign_id = g.id AND w.state IN ('planned', 'running') AND w.starts_at <= moment AND w.ends_at > moment
               AND c.bucket < w.share
             ORDER BY w.ends_at DESC, w.id LIMIT 1
          ) b ON true
         WHERE a.id = account
      $$;

      CREATE FUNCTION legacy_decision_of(account uuid, moment timestamptz, skips_used integer DEFAULT 0)
      RETURNS TABLE (decision text, code text, until timestamptz, state text, days_left integer)
      LANGUAGE sql STABLE AS $$
        SELECT v.rule[1], v.rule[2],
               CASE v.rule[2]
                 WHEN 'LEGACY_EXEMPT' THEN e.cover
                 WHEN 'LEGACY_REENABLED' THEN f.reenabled_until
                 WHEN 'LEGACY_ESIA_OUTAGE' THEN CASE WHEN e.glass THEN f.break_glass_until ELSE f.outage_until END
                 WHEN 'LEGACY_BROWNOUT' THEN f.brownout_ends_at
               END,
               s.now, CASE WHEN NOT s.cut AND f.cutover_on IS NOT NULL THEN greatest(f.cutover_on - f.today, 0) END
          FROM legacy_facts_of(account, moment) f
         CROSS JOIN LATERAL (
           SELECT f.phase IN ('cutover', 'grace', 'closed') AS cut,
                  CASE
                    WHEN f.state = 'purged' THEN 'purged'
                    WHEN (f.state IS NULL OR f.state = 'never_issued') AND f.phase IN ('cutover', 'grace', 'closed')
                      THEN 'never_issued'
                    WHEN f.state IN ('reenabled', 'issued_under_exemption') AND f.link = 'active' THEN 'disabled(linked)'
                    WHEN f.state = 'reenabled' AND f.reenabled_until > moment THEN 'reenabled'
                    WHEN f.state = 'issued_under_exemption' AND f.exemption_until > moment THEN 'issued_under_exemption'
                    WHEN f.disabled_reason = 'unused' AND f.phase NOT IN ('cutover', 'grace', 'closed') THEN 'disabled(unused)'
                    WHEN f.disabled_reason = 'linked' AND NOT (f.is_open AND (f.link IS NULL OR f.link = 'broken'))
                      THEN 'disabled(linked)'
                    ELSE legacy_state_of_phase(f.phase)
                  END AS now
         ) s
         CROSS JOIN LATERAL (
           SELECT coalesce(f.break_glass_until > moment, false) AS glass,
                  greatest(
                    CASE WHEN f.exemption_until > moment AND (f.exemption_personal OR s.now <> 'disabled(linked)')
                         THEN f.exemption_until END,
                    CASE WHEN f.case_until > moment AND s.now <> 'disabled(linked)'
                          AND (f.cut_over_at IS NULL OR f.case_begun_at < f.cut_over_at) THEN f.case_until END) AS cover
         ) e
         CROSS JOIN LATERAL (
           SELECT CASE
             -- 2
             WHEN f.lock = 'restriction' THEN ARRAY['deny_locked', 'REPRESENTATION_RESTRICTED']
             WHEN f.lock IS NOT NULL THEN ARRAY['deny_locked', 'SECURITY_LOCK']
             -- 3
             WHEN s.now = 'issued_under_exemption' AND e.cover IS NOT NULL THEN ARRAY['allow_with_warning', 'LEGACY_EXEMPT']
             -- 4
             WHEN s.now IN ('never_issued', 'purged') THEN ARRAY['deny_unknown', 'LEGACY_UNKNOWN']
             -- 5
             WHEN e.glass THEN ARRAY['allow_with_warning', 'LEGACY_ESIA_OUTAGE']
             -- 6
             WHEN e.cover IS NOT NULL THEN ARRAY['allow_with_warning', 'LEGACY_EXEMPT']
             -- 7
             WHEN s.now = 'reenabled' THEN ARRAY['allow_with_warning', 'LEGACY_REENABLED']
             -- 8
             WHEN f.outage AND (f.outage_until IS NULL OR f.outage_until > moment) AND NOT s.cut
               THEN ARRAY['allow_with_warning', 'LEGACY_ESIA_OUTAGE']
             -- 9
             WHEN f.brownout_id IS NOT NULL AND f.phase = 'brownouts' AND NOT f.paused
              AND s.now IN ('active', 'warned', 'link_required') THEN ARRAY['deny_brownout', 'LEGACY_BROWNOUT']
             -- 10
             WHEN s.now = 'active' THEN ARRAY['allow', NULL]
             WHEN s.now = 'warned' THEN ARRAY['allow_with_warning', 'LEGACY_WARN']
             WHEN s.now = 'link_required' THEN ARRAY[
               CASE WHEN skips_used < f.skips_allowed THEN 'require_linking' ELSE 'allow_with_warning' END,
               'LEGACY_LINK_REQUIRED']
             WHEN s.now = 'disabled(unused)' THEN ARRAY['deny_unused', 'LEGACY_UNUSED']
             WHEN f.link = 'active' OR (s.now = 'disabled(linked)' AND f.link = 'suspended')
               THEN ARRAY['deny_cutover', 'LEGACY_LINKED']
             ELSE ARRAY['deny_cutover', 'LEGACY_DISABLED']
           END AS rule
         ) v
      $$;
      COMMENT ON FUNCTION legacy_decision_of IS 'the decision of e.2 about an account at a moment; state is the one in force, «disabled(linked)» with its reason';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION legacy_decision_of(uuid, timestamptz, integer);
      DROP FUNCTION legacy_facts_of(uuid, timestamptz);
      DROP FUNCTION legacy_campaign_of_newcomer(uuid, timestamptz);
      DROP FUNCTION legacy_state_of_phase(text);
      DROP FUNCTION legacy_phase_rank(text);
    `);
  }
}

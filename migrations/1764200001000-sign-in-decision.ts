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

      CREATE TYPE legacy_cover AS (since timestamptz, until timestamptz, is_personal boolean);
      CREATE FUNCTION legacy_exemption_of(account uuid, moment timestamptz) RETURNS legacy_cover LANGUAGE plpgsql STABLE AS $$
        DECLARE found legacy_cover;
        BEGIN
          SELECT NULL, x.until, x.is_personal INTO found FROM exemption_of(account, moment) x;
          RETURN found;
        END $$;
      CREATE FUNCTION legacy_case_of(account uuid, moment timestamptz) RETURNS legacy_cover LANGUAGE plpgsql STABLE AS $$
        DECLARE found legacy_cover;
        BEGIN
          SELECT o.begun_at, o.until, true INTO found FROM open_case_of(account, moment) o;
          RETURN found;
        END $$;

      CREATE TYPE legacy_brownout AS (id uuid, starts_at timestamptz, ends_at timestamptz, next_at timestamptz);
      CREATE FUNCTION legacy_brownout_of(campaign uuid, bucket smallint, moment timestamptz) RETURNS legacy_brownout
      LANGUAGE plpgsql STABLE AS $$
        DECLARE found legacy_brownout;
        BEGIN
          SELECT w.id, w.starts_at, w.ends_at, NULL INTO found FROM brownout_windows w
           WHERE w.campaign_id = campaign AND w.state IN ('planned', 'running') AND w.starts_at <= moment AND w.ends_at > moment
             AND bucket < w.share
           ORDER BY w.ends_at DESC, w.id LIMIT 1;
          SELECT min(w.starts_at) INTO found.next_at FROM brownout_windows w
           WHERE w.campaign_id = campaign AND w.state = 'planned' AND w.starts_at > moment AND bucket < w.share;
          RETURN found;
        END $$;

      CREATE FUNCTION legacy_ground_gone(account uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
        BEGIN
          RETURN coalesce((
            SELECT l.reason IN ('enrollment_ended', 'staff_dismissed', 'representation_ended', 'guardianship_expired',
                                'person_deceased', 'suspension_timeout', 'account_closed')
              FROM links l WHERE l.journal_account_id = account AND l.state = 'revoked'
             ORDER BY l.changed_at DESC, l.id LIMIT 1), false);
        END $$;
      COMMENT ON FUNCTION legacy_ground_gone IS 'true when the last link ended because its ground did: such an account is not open, whatever the journal says of it';

      CREATE FUNCTION legacy_facts_of(account uuid, moment timestamptz) RETURNS TABLE (
        today date, time_zone text, phase text, cutover_on date, cutover_begins timestamptz, cut_over_at timestamptz,
        paused boolean, state text, disabled_reason text, reenabled_until timestamptz, is_open boolean, link text,
        lock text, exemption_until timestamptz, exemption_personal boolean, case_begun_at timestamptz,
        case_until timestamptz, brownout_id uuid, brownout_starts_at timestamptz, brownout_ends_at timestamptz,
        next_brownout_at timestamptz, break_glass_until timestamptz, outage boolean, outage_until timestamptz,
        skips_allowed smallint)
      LANGUAGE sql STABLE AS $$
        SELECT (moment AT TIME ZONE f.time_zone)::date, f.time_zone, f.phase, f.cutover_on,
               f.cutover_on::timestamp AT TIME ZONE f.time_zone, f.cut_over_at, f.paused,
               f.state, f.disabled_reason, f.reenabled_until, f.is_open, f.link, f.lock,
               (f.exemption).until, (f.exemption).is_personal, (f.open_case).since, (f.open_case).until,
               (f.brownout).id, (f.brownout).starts_at, (f.brownout).ends_at, (f.brownout).next_at,
               f.break_glass_until, f.outage, f.outage_until, f.skips_allowed
          FROM (
            SELECT r.time_zone, coalesce(g.phase, 'not_scheduled') AS phase, g.cutover_on, g.cut_over_at,
                   g.paused_at IS NOT NULL AS paused, c.state, c.disabled_reason, c.reenabled_until,
                   a.closed_at IS NULL AND NOT CASE WHEN c.disabled_reason = 'linked' AND l.id IS NULL
                                                    THEN legacy_ground_gone(a.id) ELSE false END AS is_open,
                   CASE WHEN l.state = 'active' THEN 'active'
                        WHEN l.reason IN ('data_mismatch', 'consent_withdrawn') THEN 'broken'
                        WHEN l.state = 'suspended' THEN 'suspended' END AS link,
                   k.reason AS lock,
                   -- The full rules are long; most accounts have nothing that they could speak of, and a few keys tell it.
                   CASE WHEN EXISTS (SELECT FROM journal_account_schools s
                                       JOIN exemptions x ON x.school_id = s.school_id AND x.state IN ('approved', 'active')
                                      WHERE s.journal_account_id = a.id AND x.scope <> 'person')
                          OR a.person_id IS NOT NULL AND EXISTS (
                             SELECT FROM exemptions x WHERE x.person_id = a.person_id AND x.state IN ('approved', 'active'))
                          OR a.person_id IS NOT NULL AND EXISTS (SELECT FROM people p WHERE p.merged_into_id = a.person_id)
                        THEN legacy_exemption_of(a.id, moment) END AS exemption,
                   CASE WHEN EXISTS (SELECT FROM links o WHERE o.journal_account_id = a.id AND o.state <> 'active')
                          OR l.id IS NOT NULL AND EXISTS (SELECT FROM link_reviews v WHERE v.link_id = l.id AND v.state = 'open')
                          OR EXISTS (SELECT FROM link_reviews v
                                      WHERE v.candidate_account_ids @> ARRAY[a.id] AND v.state = 'open' AND v.link_id IS NULL)
                          OR EXISTS (SELECT FROM journal_account_schools s
                                       JOIN exemptions x ON x.school_id = s.school_id AND x.state = 'requested'
                                      WHERE s.journal_account_id = a.id)
                        THEN legacy_case_of(a.id, moment) END AS open_case,
                   CASE WHEN g.phase = 'brownouts' THEN legacy_brownout_of(g.id, c.bucket, moment) END AS brownout,
                   overlay.break_glass_until, overlay.outage_since IS NOT NULL AS outage, overlay.outage_until,
                   coalesce(policy.skips_allowed, 3)::smallint AS skips_allowed
              FROM journal_accounts a
              JOIN regions r ON r.id = a.region_id
              LEFT JOIN legacy_credentials c ON c.journal_account_id = a.id
              LEFT JOIN campaigns g ON g.id = CASE WHEN c.journal_account_id IS NULL
                                                   THEN legacy_campaign_of_newcomer(a.id, moment) ELSE c.campaign_id END
              LEFT JOIN campaign_policies policy ON policy.journal_system_id = a.journal_system_id
              LEFT JOIN links l ON l.journal_account_id = a.id AND l.state IN ('active', 'suspended')
              LEFT JOIN security_locks k ON k.journal_account_id = a.id AND k.ended_at IS NULL
              JOIN region_overlays overlay ON overlay.region_id = a.region_id
             WHERE a.id = account
            OFFSET 0
          ) f
      $$;
      COMMENT ON FUNCTION legacy_facts_of IS 'OFFSET 0 has each account looked up by its keys: without it a planner that has reached join_collapse_limit reads the tables whole';

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
      DROP FUNCTION legacy_ground_gone(uuid);
      DROP FUNCTION legacy_brownout_of(uuid, smallint, timestamptz);
      DROP TYPE legacy_brownout;
      DROP FUNCTION legacy_case_of(uuid, timestamptz);
      DROP FUNCTION legacy_exemption_of(uuid, timestamptz);
      DROP TYPE legacy_cover;
      DROP FUNCTION legacy_campaign_of_newcomer(uuid, timestamptz);
      DROP FUNCTION legacy_state_of_phase(text);
      DROP FUNCTION legacy_phase_rank(text);
    `);
  }
}

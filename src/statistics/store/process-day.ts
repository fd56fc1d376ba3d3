/** `detail` as an object, the key of each row beside its number; nothing gives {}. */
const objectOf = (key: string, value: string): string =>
  `coalesce(jsonb_object_agg(${key}, ${value}) FILTER (WHERE ${key} IS NOT NULL), '{}')`;

/**
 * Counts the process indicators of a day for every unit at once: an INSERT of one row each. Parameters: $1 region, $2 day,
 * $3 T(D), $4 when it is taken, $5 the methodology, $6 whether the day ended last night (only then I-32 and I-33 are known).
 * An account, attempt or window that belongs to several schools of a unit counts there once.
 */
export const PROCESS_DAY = `
  WITH units AS MATERIALIZED (
    SELECT u.level, u.unit_id, s.school_id
      FROM statistics_schools($1, $2) s
     CROSS JOIN LATERAL (VALUES ('region', $1::uuid), ('municipality', s.municipality_id), ('school', s.school_id),
       ('founder', CASE WHEN s.founder_type = 'municipal' THEN s.municipality_id END)) AS u (level, unit_id)
     WHERE u.unit_id IS NOT NULL
  ), counted AS MATERIALIZED (
    SELECT i.journal_account_id, i.school_id, i.channel, i.method, sum(i.sign_ins) AS sign_ins
      FROM i30_sign_ins i WHERE i.region_id = $1 AND i.day > $2::date - 30 AND i.day <= $2
     GROUP BY 1, 2, 3, 4
  ), once AS MATERIALIZED (
    SELECT DISTINCT u.level, u.unit_id, c.journal_account_id, c.channel, c.method, c.sign_ins
      FROM counted c JOIN units u ON u.school_id = c.school_id
  ), channels AS (
    SELECT level, unit_id, channel, sum(sign_ins) AS sign_ins,
           coalesce(sum(sign_ins) FILTER (WHERE method = 'password'), 0) AS by_password
      FROM once GROUP BY 1, 2, 3
  ), sign_ins AS (
    SELECT level, unit_id, sum(sign_ins)::bigint AS all_of_them, sum(by_password)::bigint AS by_password,
           ${objectOf('channel', `jsonb_build_object('sign_ins', sign_ins, 'by_password', by_password)`)} AS detail
      FROM channels GROUP BY 1, 2
  ), by_password AS (
    SELECT level, unit_id, count(DISTINCT journal_account_id)::integer AS accounts
      FROM once WHERE method = 'password' GROUP BY 1, 2
  ), standing AS MATERIALIZED (
    SELECT u.level, u.unit_id, r.journal_account_id, min(r.wave) AS wave, bool_or(r.linked) AS linked,
           bool_or(r.at_risk) AS at_risk, bool_and(r.feed_complete) AS feed_complete
      FROM i32_accounts($1, $2) r JOIN units u ON u.school_id = r.school_id
     WHERE $6::boolean GROUP BY 1, 2, 3
  ), waves AS (
    SELECT level, unit_id, wave, count(*) AS signed_in, count(*) FILTER (WHERE linked) AS linked,
           count(*) FILTER (WHERE at_risk) AS at_risk, bool_and(feed_complete) AS feed_complete
      FROM standing GROUP BY 1, 2, 3
  ), risk AS (
    SELECT level, unit_id, sum(signed_in)::integer AS signed_in, sum(linked)::integer AS linked,
           sum(at_risk)::integer AS at_risk, bool_and(feed_complete) AS feed_complete,
           ${objectOf('wave', `jsonb_build_object('signed_in', signed_in, 'linked', linked, 'at_risk', at_risk)`)} AS detail
      FROM waves GROUP BY 1, 2
  ), attempts AS (
    SELECT u.level, u.unit_id, count(DISTINCT a.attempt_id)::integer AS attempts,
           (count(DISTINCT a.attempt_id) FILTER (WHERE a.automatic))::integer AS automatic
      FROM i36_link_attempts a
      JOIN units u ON u.school_id = a.school_id OR u.level = 'region' AND a.school_id IS NULL
     WHERE a.region_id = $1 AND a.at < $3 AND a.at >= $3::timestamptz - interval '30 days'
     GROUP BY 1, 2
  ), codes AS (
    SELECT code, count(*) AS attempts FROM i37_attempt_failures
     WHERE region_id = $1 AND at < $3 AND at >= $3::timestamptz - interval '30 days' GROUP BY 1
  ), failures AS (
    SELECT (SELECT count(DISTINCT sign_in_id) FROM i37_attempt_failures
             WHERE region_id = $1 AND at < $3 AND at >= $3::timestamptz - interval '30 days')::integer AS attempts,
           (SELECT ${objectOf('code', 'attempts')} FROM codes) AS detail
  ), waiting AS MATERIALIZED (
    SELECT DISTINCT u.level, u.unit_id, v.review_id, extract(epoch FROM $3::timestamptz - v.opened_at) AS age,
           CASE WHEN v.level_since < $3 THEN v.level ELSE 'school' END AS at_level
      FROM i38_reviews v
      JOIN units u ON u.school_id = v.school_id OR u.level = 'region' AND v.school_id IS NULL
     WHERE v.region_id = $1 AND v.opened_at < $3 AND (v.decided_at IS NULL OR v.decided_at >= $3)
  ), review_levels AS (
    SELECT level, unit_id, at_level, count(*) AS waiting,
           floor(percentile_disc(0.9) WITHIN GROUP (ORDER BY age) / 3600)::integer AS p90 FROM waiting GROUP BY 1, 2, 3
  ), reviews AS (
    SELECT w.level, w.unit_id, count(*)::integer AS waiting,
           floor(percentile_disc(0.9) WITHIN GROUP (ORDER BY w.age) / 3600)::integer AS p90,
           (SELECT ${objectOf('l.at_level', `jsonb_build_object('open', l.waiting, 'age_p90_hours', l.p90)`)}
              FROM review_levels l WHERE l.level = w.level AND l.unit_id = w.unit_id) AS detail
      FROM waiting w GROUP BY 1, 2
  ), brownouts AS (
    SELECT u.level, u.unit_id, count(DISTINCT o.journal_account_id)::integer AS denied,
           (count(DISTINCT o.journal_account_id) FILTER (WHERE o.linked_at < $3))::integer AS linked
      FROM brownout_hit_outcomes o JOIN units u ON u.school_id = o.school_id
     WHERE o.region_id = $1 AND o.first_at < $3 AND o.first_at >= $3::timestamptz - interval '30 days'
     GROUP BY 1, 2
  ), reenabled AS (
    SELECT u.level, u.unit_id, (count(DISTINCT w.window_id) FILTER (WHERE w.scope = 'account'))::integer AS windows
      FROM i40_reenable w JOIN units u ON u.school_id = w.school_id
     WHERE w.region_id = $1 AND w.holds_from < $3 GROUP BY 1, 2
  ), exemption_types AS (
    SELECT u.level, u.unit_id, x.type, count(DISTINCT x.exemption_id) AS held
      FROM i40_exemptions x JOIN units u ON u.school_id = x.school_id
     WHERE x.region_id = $1 AND x.holds_from < $3 AND (x.holds_until IS NULL OR x.holds_until >= $3) GROUP BY 1, 2, 3
  ), exemptions AS (
    SELECT level, unit_id, sum(held)::integer AS held, ${objectOf('type', 'held')} AS detail FROM exemption_types GROUP BY 1, 2
  ), postponed AS (
    SELECT u.level, u.unit_id, sum(c.asked)::integer AS asked, sum(c.automatic)::integer AS automatic
      FROM campaign_postponements c JOIN units u ON u.school_id = c.school_id
     WHERE c.region_id = $1 AND c.day <= $2 GROUP BY 1, 2
  ), leaky_channels AS (
    SELECT u.level, u.unit_id, k.channel, sum(k.sign_ins)::bigint AS sign_ins
      FROM i41_leaky_sign_ins k JOIN units u ON u.school_id = k.school_id
     WHERE k.region_id = $1 AND k.day > $2::date - 30 AND k.day <= $2 GROUP BY 1, 2, 3
  ), leaky AS (
    SELECT level, unit_id, sum(sign_ins)::bigint AS sign_ins, ${objectOf('channel', 'sign_ins')} AS detail
      FROM leaky_channels GROUP BY 1, 2
  )
  INSERT INTO statistics_process_rows (region_id, as_of, level, unit_id, taken_at, methodology, sign_ins, password_sign_ins,
    password_accounts, signed_in, signed_in_linked, at_risk, feed_complete, link_attempts, automatic_links, failed_attempts,
    reviews_open, review_age_p90_hours, denied, denied_linked, reenabled, exemptions, postponed, postponed_by_gates,
    leaky_sign_ins, breakdown)
  SELECT $1, $2, u.level, u.unit_id, $4, $5, coalesce(sign_ins.all_of_them, 0), coalesce(sign_ins.by_password, 0),
         coalesce(by_password.accounts, 0), CASE WHEN $6 THEN coalesce(risk.signed_in, 0) END,
         CASE WHEN $6 THEN coalesce(risk.linked, 0) END, CASE WHEN $6 THEN coalesce(risk.at_risk, 0) END,
         risk.feed_complete, coalesce(attempts.attempts, 0), coalesce(attempts.automatic, 0),
         CASE WHEN u.level = 'region' THEN failures.attempts END, coalesce(reviews.waiting, 0), reviews.p90,
         coalesce(brownouts.denied, 0), coalesce(brownouts.linked, 0), coalesce(reenabled.windows, 0),
         coalesce(exemptions.held, 0), coalesce(postponed.asked, 0), coalesce(postponed.automatic, 0),
         coalesce(leaky.sign_ins, 0),
         jsonb_build_object('channels', coalesce(sign_ins.detail, '{}'), 'waves', coalesce(risk.detail, '{}'),
           'codes', CASE WHEN u.level = 'region' THEN failures.detail ELSE '{}' END,
           'review_levels', coalesce(reviews.detail, '{}'), 'exemption_types', coalesce(exemptions.detail, '{}'),
           'leaky_channels', coalesce(leaky.detail, '{}'))
    FROM (SELECT DISTINCT level, unit_id FROM units) u
   CROSS JOIN failures
    ${[
      ...['sign_ins', 'by_password', 'risk', 'attempts', 'reviews', 'brownouts', 'reenabled', 'exemptions'],
      ...['postponed', 'leaky'],
    ]
      .map((part) => `LEFT JOIN ${part} USING (level, unit_id)`)
      .join('\n    ')}
  ON CONFLICT DO NOTHING`;

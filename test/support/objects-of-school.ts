import type { Uuid } from '../../src/kernel/ids.js';
import type { TestDatabase } from './database.js';
import { LETTERS, NOTICES, OFFICES } from './objects-of-desks.js';

/** Where objects are put. */
export interface PlaceOfObjects {
  readonly regionId: Uuid;
  readonly townId: Uuid;
  readonly schoolId: Uuid;
  /** The class that the pupils are in; a new one without it. */
  readonly classId?: string;
}

/**
 * The id of one object of each kind, by the first word of its routes (`/api/v1/<word>/:id`), and of what is named in queries and
 * bodies only: `classes`, `accounts`, `records`, `journal-systems`, `municipalities`, `esia-people`, `deliveries`, `requests` of the audit.
 */
export type ObjectsOfSchool = Readonly<Record<string, string>>;

let made = 0;

/** Puts one object of each kind at a school; each call makes new ones. */
export async function objectsOfSchool(
  database: Pick<TestDatabase, 'query'>,
  place: PlaceOfObjects,
): Promise<ObjectsOfSchool> {
  const tag = `objects-${++made}`;
  const asked = async (sql: string, parameters: unknown[]): Promise<ObjectsOfSchool> => {
    const [row] = await database.query<Record<string, string>>(sql, parameters);
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row;
  };
  const { regionId, schoolId, townId } = place;
  const people = await asked(PEOPLE, [regionId, schoolId, tag, place.classId ?? null]);
  const accounts = await asked(ACCOUNTS, [regionId, schoolId, tag, people['people']]);
  const named = [regionId, schoolId, people['people'], accounts['accounts'], accounts['journal-systems']];
  // Of these there is one at a time.
  await database.query('DELETE FROM break_glass_grants WHERE region_id = $1', [regionId]);
  await database.query('DELETE FROM esia_outages WHERE region_id = $1', [regionId]);
  await database.query('DELETE FROM campaign_tasks WHERE school_id = $1', [schoolId]);
  const links = await asked(LINKS, [regionId, schoolId, accounts['accounts'], tag]);
  const campaigns = await asked(CAMPAIGNS, [regionId, schoolId, accounts['journal-systems']]);
  const told = [people['classes'], people['people'], accounts['accounts'], campaigns['campaigns'], made];
  const author = links['esia-people'];
  return {
    ...people,
    ...accounts,
    ...links,
    ...campaigns,
    ...(await asked(FAMILY, [regionId, schoolId, tag, people['people'], people['records']])),
    ...(await asked(OVERLAYS, named)),
    ...(await asked(REPORTS, [regionId, schoolId, townId, made])),
    ...(await asked(RIGHTS, [regionId, schoolId, tag, `${made}`.padStart(12, '0')])),
    ...(await asked(LETTERS, [regionId, townId, schoolId, author])),
    ...(await asked(NOTICES, [regionId, schoolId, ...told])),
    ...(await asked(OFFICES, [regionId, schoolId, people['people'], author])),
    ...{ schools: schoolId, municipalities: townId, 'federal-totals': schoolId },
    'campaign-policies': accounts['journal-systems'] ?? '',
  };
}

const PEOPLE = `WITH class AS (
    INSERT INTO class_groups (region_id, school_id, source, source_id, academic_year, grade_level, letter)
    VALUES ($1, $2, 'test', $3, '2026/2027', 5, 'А') RETURNING id
  ), two AS (
    INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
    SELECT $1, 'Ученик', 'Иван', $3, 'иван', '2010-01-01', 'missing' FROM generate_series(1, 2) RETURNING id
  ), pair AS (SELECT min(id::text)::uuid AS one, max(id::text)::uuid AS other FROM two
  ), r AS (
    INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
    SELECT $1, 'test', 'student', $3 || id, id, '\\x00' FROM two RETURNING id, person_id
  ), e AS (
    INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from)
    SELECT $1, r.id, r.person_id, $2, coalesce($4::uuid, class.id), 'main', '2020-09-01' FROM r, class
  ), d AS (
    INSERT INTO person_decisions (region_id, kind, state, person_id, other_id, reason, decided_by, decided_at)
    SELECT $1, 'merge', 'proposed', one, other, 'один человек', gen_random_uuid(), now() FROM pair RETURNING id
  ), t AS (
    INSERT INTO roster_tasks (region_id, school_id, code, person_id, opened_at)
    SELECT $1, $2, 'NAME_DISCREPANCY', one, now() FROM pair RETURNING id
  ), b AS (
    INSERT INTO import_batches (region_id, school_id, source, state, dry_run, uploaded_by, started_at, content_hash)
    VALUES ($1, $2, 'test', 'applied', false, 'test', now(), convert_to($3, 'UTF8')) RETURNING id
  ), p AS (
    INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
    SELECT $1, other, $2, 'homeroom', gen_random_uuid(), now() FROM pair RETURNING id
  )
  SELECT pair.one AS people, pair.other AS others, coalesce($4::uuid, class.id) AS classes, d.id AS "person-merges", t.id AS "roster-tasks",
         b.id AS "roster-imports", p.id AS declarations, r.id AS records
    FROM pair, class, d, t, b, p, r WHERE r.person_id = pair.one`;

const ACCOUNTS = `WITH system AS (
    INSERT INTO journal_systems (region_id, code, name) VALUES ($1, $3, 'Журнал') RETURNING id
  ), account AS (
    INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, person_id, row_hash)
    SELECT $1, id, $3, 'student', $4, '\\x00' FROM system RETURNING id, journal_system_id
  ), place AS (
    INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM account
  ), login AS (
    INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, bucket, changed_at)
    SELECT id, $1, journal_system_id, 'active', 0, now() FROM account
  ), act AS (
    INSERT INTO purge_acts (journal_system_id, number, purged_on, act, digest, accounts, received_at, school_ids)
    SELECT id, '1', '2026-11-01', 'a.b.c', '\\x00', 1, now(), ARRAY[$2::uuid] FROM system RETURNING id
  ), incident AS (
    INSERT INTO compliance_incidents (region_id, journal_system_id, school_id, channel, found_by, first_at, last_at)
    SELECT $1, id, $2, 'web', 'probe', now(), now() FROM system RETURNING id
  ), probe AS (
    INSERT INTO probe_accounts (region_id, journal_system_id, school_id, wave, external_id, channel, recorded_by, recorded_at)
    SELECT $1, id, $2, 'staff', $3 || '-probe', 'web', gen_random_uuid(), now() FROM system RETURNING id
  )
  SELECT account.id AS accounts, account.id AS credentials, system.id AS "journal-systems", act.id AS "deletion-acts",
         incident.id AS incidents, probe.id AS "probe-accounts" FROM account, system, act, incident, probe`;

const LINKS = `WITH person AS (
    INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, first_seen_at, seen_at)
    VALUES ($1, '7' || lpad(regexp_replace($4, '\\D', '', 'g'), 9, '0'), 'PR', 'Ученик', 'Иван', $4, 'иван', '2010-01-01', now(),
      now()) RETURNING id
  ), link AS (
    INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, evidence, created_at, changed_at)
    SELECT $1, id, $3, 'pending_review', 'R6', '{"rule": "R6", "equal": [], "different": ["snils"], "missing": []}', now(), now() FROM person RETURNING id, esia_person_id
  )
  INSERT INTO link_reviews (region_id, esia_person_id, link_id, school_id, code, rule, state, opened_at)
  SELECT $1, esia_person_id, id, $2, 'SNILS_MISMATCH', 'R6', 'open', now() FROM link
  RETURNING id AS "link-reviews", link_id AS links, esia_person_id AS "esia-people"`;

const FAMILY = `WITH parent AS (
    INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
    VALUES ($1, 'Ученик', 'Анна', $3, 'анна', '1985-01-01', 'missing') RETURNING id
  ), p AS (
    INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
    SELECT $1, 'test', 'representative', $3, id, '\\x00' FROM parent RETURNING id
  ), t AS (
    INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind, valid_from)
    SELECT $1, $5, p.id, $4, parent.id, 'parent', '2020-09-01' FROM p, parent RETURNING id
  ), x AS (
    INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from, recorded_by, recorded_at)
    SELECT $1, $4, id, 'restriction', 'суд', '2026-01-01', gen_random_uuid(), now() FROM parent RETURNING id
  ), g AS (
    INSERT INTO capacity_exceptions (region_id, person_id, school_id, kind, basis, recorded_by, recorded_at)
    VALUES ($1, $4, $2, 'employed', 'договор', gen_random_uuid(), now()) RETURNING id
  ), k AS (
    INSERT INTO consents (region_id, subject_id, giver_id, giver_kind, purpose, text_version, given_at, channel, recorded_by)
    SELECT $1, $4, id, 'representative', 'esia_sign_in', 1, now(), 'account', gen_random_uuid() FROM parent RETURNING id
  )
  SELECT t.id AS "family-ties", x.id AS "representation-restrictions", g.id AS "capacity-exceptions", k.id AS consents,
         parent.id AS parents FROM t, x, g, k, parent`;

const CAMPAIGNS = `WITH c AS (
    INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
    VALUES ($1, $3, $2, 'staff', 'brownouts', now(), '2027-02-01', now()) RETURNING id
  ), q AS (
    INSERT INTO campaign_requests (region_id, school_id, campaign_id, kind, state, from_date, to_date, reason, asked_by,
      asked_at, changed_at)
    SELECT $1, $2, id, 'postpone', 'asked', '2027-02-01', '2027-03-01', 'ремонт', gen_random_uuid(), now(), now()
      FROM c RETURNING id
  ), t AS (
    INSERT INTO campaign_tasks (region_id, audience, code, school_id, opened_at)
    VALUES ($1, 'school', 'CUTOVER_DATE_MISSED', $2, now()) RETURNING id
  ), d AS (
    INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
    VALUES ($1, $2, 'exam', 'экзамен', '2027-05-24', '2027-05-24', gen_random_uuid(), now()) RETURNING id
  ), brownout AS (
    INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, planned_by, planned_at, reason, act_id)
    SELECT $1, id, 'planned', now(), now() + interval '2 hours', gen_random_uuid(), now(), 'проверка', gen_random_uuid()
      FROM c RETURNING id, act_id
  ), glass AS (
    INSERT INTO break_glass_grants (region_id, state, hours, reason, requested_by, requested_at)
    VALUES ($1, 'requested', 1, 'проверка', gen_random_uuid(), now()) RETURNING id
  ), outage AS (
    INSERT INTO esia_outages (region_id, set_by, started_at) VALUES ($1, 'breaker', now()) RETURNING id
  )
  SELECT c.id AS campaigns, q.id AS "campaign-requests", t.id AS "campaign-tasks", d.id AS "calendar-days",
         brownout.id AS brownouts, brownout.act_id AS "brownout-acts", glass.id AS "break-glass", outage.id AS "esia-outages"
    FROM c, q, t, d, brownout, glass, outage`;

const OVERLAYS = `WITH x AS (
    INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
      requested_at) VALUES ($1, $2, 'person', $3, 'other', 'справка', 'requested', '2026-11-20', '2027-09-30', 'test', now())
      RETURNING id
  ), f AS (
    INSERT INTO esia_refusals (region_id, school_id, person_id, basis, refused_on, recorded_by, recorded_at)
    VALUES ($1, $2, $3, 'заявление', '2026-11-20', 'test', now()) RETURNING id
  ), w AS (
    INSERT INTO reenable_windows (region_id, scope, journal_account_id, school_id, state, requested_by, requested_at, reason)
    SELECT $1, 'account', $4, $2, 'requested', 'test', now(), 'нет телефона' WHERE $5::uuid IS NOT NULL RETURNING id
  )
  SELECT x.id AS exemptions, f.id AS refusals, w.id AS "reenable-windows" FROM x, f, w`;

const REPORTS = `WITH s AS (
    INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at,
      schools_without_data)
    VALUES ($1, '2026-11-20'::date + $4::int, 'as_of_date', 1, 'test', 'daily', now(), 0) RETURNING id
  ), p AS (
    INSERT INTO report_periods (region_id, form_code, form_version, name, first_day, as_of, due_on, due_zone, due_before,
      snapshot_id, state, opened_by, opened_at)
    SELECT $1, 'esia-transition', 1, 'Ноябрь', '2026-11-01'::date + $4::int, '2026-11-20'::date + $4::int,
      '2026-11-25'::date + $4::int, 'Europe/Kaliningrad', '2026-11-25T22:00:00Z', id, 'open', 'test', now()
      FROM s RETURNING id, snapshot_id
  ), u AS (
    INSERT INTO rollups (region_id, period_id, municipality_id, state, due_before, changed_at)
    SELECT $1, id, $3, 'draft', '2026-11-25T22:00:00Z', now() FROM p RETURNING id
  ), r AS (
    INSERT INTO school_reports (region_id, period_id, school_id, route, rollup_id, state, snapshot_id, cells, due_before, changed_at)
    SELECT $1, p.id, $2, 'municipal', u.id, 'open', snapshot_id, '{}', '2026-11-25T22:00:00Z', now() FROM p, u RETURNING id
  ), k AS (
    INSERT INTO report_corrections (report_id, state, reason, difference, snapshot_id, cells, asked_by, asked_at)
    SELECT r.id, 'asked', 'приказ', '[]', p.snapshot_id, '{}', gen_random_uuid(), now() FROM r, p RETURNING id
  )
  SELECT p.id AS "report-periods", r.id AS reports, k.id AS "report-corrections", u.id AS rollups FROM p, r, k, u`;

const RIGHTS = `WITH maker AS (
    INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, first_seen_at, seen_at)
    VALUES ($1, '8' || $4, 'PR', 'Иванова', 'Мария', $3, 'мария', '1980-01-01', now(), now()) RETURNING id
  ), key AS (
    INSERT INTO api_keys (region_id, name, basis, scope, rights, prefix, secret_hash, created_by, created_at, expires_at)
    SELECT $1, 'Система округа', 'письмо № 1', 'region', '{statistics.read}', $4, sha256(convert_to($3, 'UTF8')), id,
      '2026-11-01', '2027-02-01' FROM maker RETURNING id
  ), held AS (
    INSERT INTO role_grants (region_id, role, scope, school_id, snils_hmac, snils_last2, birth_date, esia_person_id, basis,
      granted_by, granted_at, valid_from)
    SELECT $1, 'school_admin', 'school', $2, convert_to($3, 'UTF8'), '00', '1980-01-01', id, 'приказ № 1', 'operator:test',
      '2026-11-01', '2026-11-01' FROM maker RETURNING id
  ), delegate AS (
    INSERT INTO role_grants (region_id, role, scope, school_id, snils_hmac, snils_last2, birth_date, basis, granted_by,
      granted_at, valid_from, valid_to, is_delegate, delegate_of)
    SELECT $1, 'school_admin', 'school', $2, convert_to(who || $3, 'UTF8'), '00', '1980-01-01', 'приказ № 2', 'operator:test',
      '2026-11-01', '2026-11-01', '2026-12-01', true, who FROM unnest(ARRAY['municipality', 'ministry']) AS named (who)
    RETURNING id, delegate_of
  ), session AS (
    INSERT INTO admin_sessions (region_id, token_hash, esia_person_id, opened_at, seen_at, expires_at)
    SELECT $1, sha256(convert_to($3, 'UTF8')), id, '2026-11-21T11:55Z', '2026-11-21T11:55Z', '2026-11-21T19:55Z' FROM maker
    RETURNING id
  )
  SELECT key.id AS "api-keys", held.id AS grants, town.id AS delegates,
    ministry.id AS "delegates-of-ministry", session.id AS "own-sessions"
    FROM key, held, session,
      (SELECT id FROM delegate WHERE delegate_of = 'municipality') AS town,
      (SELECT id FROM delegate WHERE delegate_of = 'ministry') AS ministry`;

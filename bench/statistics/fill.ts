import type { Client } from 'pg';

/** The day that the bench counts; the roster lives a year before it. */
export const BENCH_DAY = '2026-11-20';
const PUPILS_PER_SCHOOL = 500;
const PUPILS_PER_CLASS = 25;

/** The id of the n-th thing of a kind, in the form of version 4, as the API wants it. */
const key = (prefix: string, n = 'n'): string =>
  `overlay(overlay(md5('${prefix}' || ${n}) placing '4' from 13) placing 'a' from 17)::uuid`;

/**
 * Fills an empty migrated database with a region by sets: pupils with a class of this year and of the last, 1.3
 * representatives each, staff, accounts, links of six pupils in ten and of half the representatives, a sign-in of most of them
 * in the last month, declarations, refusals and exemptions. The same number gives the same region.
 */
export async function fillRegion(owner: Client, pupils: number): Promise<void> {
  const schools = Math.ceil(pupils / PUPILS_PER_SCHOOL);
  const adults = Math.round(pupils * 1.3);
  const staff = Math.round(pupils * 0.065);
  for (const statement of [
    ...places(pupils, schools),
    ...people(pupils, adults, staff),
    ...ties(pupils, adults),
  ])
    await owner.query(statement);
  for (const statement of accounts(pupils, adults, staff, schools)) await owner.query(statement);
  await owner.query('ANALYZE');
}

function places(pupils: number, schools: number): string[] {
  const classes = Math.ceil(pupils / PUPILS_PER_CLASS);
  return [
    `INSERT INTO regions (id, code, name, time_zone) VALUES (${key('region', "''")}, '39', 'Область замера', 'Europe/Kaliningrad')`,
    `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
     SELECT ${key('m')}, ${key('region', "''")}, 'bench', n::text, '277010' || lpad(n::text, 2, '0'), 'Округ ' || n, 'municipal_okrug'
       FROM generate_series(0, 21) n`,
    `INSERT INTO schools (id, region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
     SELECT ${key('s')}, ${key('region', "''")}, ${key('m', '(n % 22)')}, 'bench', n::text, 'Школа № ' || n, 'Школа ' || n,
            CASE WHEN n % 40 = 7 THEN 'vocational' ELSE 'secondary' END, CASE WHEN n % 13 = 5 THEN 'private' ELSE 'municipal' END
       FROM generate_series(0, ${schools - 1}) n`,
    `INSERT INTO journal_systems (id, region_id, code, name) VALUES (${key('j', "''")}, ${key('region', "''")}, 'bench', 'Журнал')`,
    `INSERT INTO class_groups (id, region_id, school_id, source, source_id, academic_year, grade_level, letter)
     SELECT ${key('c')}, ${key('region', "''")}, ${key('s', `(n * ${PUPILS_PER_CLASS} / ${PUPILS_PER_SCHOOL})`)}, 'bench', n::text,
            '2026/2027', n % 11 + 1, 'А'
       FROM generate_series(0, ${classes - 1}) n`,
    `INSERT INTO class_groups (id, region_id, school_id, source, source_id, academic_year, grade_level, letter, closed_on)
     SELECT ${key('old')}, ${key('region', "''")}, ${key('s', `(n * ${PUPILS_PER_CLASS} / ${PUPILS_PER_SCHOOL})`)}, 'bench', n::text,
            '2025/2026', n % 11, 'А', '2026-09-01'
       FROM generate_series(0, ${classes - 1}) n`,
  ];
}

function people(pupils: number, adults: number, staff: number): string[] {
  const human = (prefix: string, count: number, born: string, kind: string) => [
    `INSERT INTO people (id, region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state, snils_hmac,
                         snils_enc, snils_key_id, snils_last2)
     SELECT ${key(prefix)}, ${key('region', "''")}, 'Иванов' || n, 'Иван', 'иванов' || n, 'иван', ${born},
            CASE WHEN n % 50 = 0 THEN 'missing' ELSE 'valid' END,
            CASE WHEN n % 50 <> 0 THEN sha256(('${prefix}' || CASE WHEN n % 997 = 0 THEN 1 ELSE n END)::bytea) END,
            CASE WHEN n % 50 <> 0 THEN '\\x00'::bytea END, CASE WHEN n % 50 <> 0 THEN 'bench' END,
            CASE WHEN n % 50 <> 0 THEN '00' END
       FROM generate_series(0, ${count - 1}) n`,
    `INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
     SELECT ${key(`${prefix}-record`)}, ${key('region', "''")}, 'bench', '${kind}', n::text, ${key(prefix)}, '\\x00'
       FROM generate_series(0, ${count - 1}) n`,
  ];
  const enrolled = (classes: string, from: string, to: string) => `
    INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from, valid_to, stay_since)
    SELECT ${key('region', "''")}, ${key('p-record')}, ${key('p')}, ${key('s', `(n / ${PUPILS_PER_SCHOOL})`)},
           ${key(classes, `(n / ${PUPILS_PER_CLASS})`)}, 'main', ${from}, ${to}, '2025-09-01'
      FROM generate_series(0, ${pupils - 1}) n`;
  return [
    ...human('p', pupils, `CASE WHEN n % 200 <> 0 THEN date '2008-09-01' + n % 4000 END`, 'student'),
    ...human('r', adults, `date '1980-01-01' + n % 4000`, 'representative'),
    ...human('w', staff, `date '1975-01-01' + n % 4000`, 'staff'),
    enrolled('old', `date '2025-09-01'`, `date '2026-09-01'`),
    enrolled('c', `date '2026-09-01'`, 'NULL::date'),
    `INSERT INTO staff_appointments (region_id, record_id, person_id, school_id, position, valid_from)
     SELECT ${key('region', "''")}, ${key('w-record')}, ${key('w')}, ${key('s', `(n % ${Math.ceil(pupils / PUPILS_PER_SCHOOL)})`)},
            'учитель', '2025-09-01' FROM generate_series(0, ${staff - 1}) n`,
  ];
}

function ties(pupils: number, adults: number): string[] {
  return [
    `INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind, valid_from)
     SELECT ${key('region', "''")}, ${key('p-record', `(n % ${pupils})`)}, ${key('r-record')}, ${key('p', `(n % ${pupils})`)},
            ${key('r')}, 'parent', '2025-09-01' FROM generate_series(0, ${adults - 1}) n`,
  ];
}

function accounts(pupils: number, adults: number, staff: number, schools: number): string[] {
  const account = (prefix: string, count: number, role: string, school: string) => [
    `INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
     SELECT ${key(`${prefix}-account`)}, ${key('region', "''")}, ${key('j', "''")}, '${prefix}' || n, '${role}',
            ${key(`${prefix}-record`)}, ${key(prefix)}, '\\x00' FROM generate_series(0, ${count - 1}) n`,
    `INSERT INTO journal_account_schools (journal_account_id, school_id, since)
     SELECT ${key(`${prefix}-account`)}, ${key('s', school)}, '-infinity' FROM generate_series(0, ${count - 1}) n`,
  ];
  const linked = (prefix: string, count: number, where: string) => [
    `INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, first_seen_at,
                               seen_at)
     SELECT ${key(`${prefix}-esia`)}, ${key('region', "''")}, (${prefix === 'p' ? 1 : 2}000000000 + n)::text, 'PR', 'И', 'И', 'и', 'и',
            '2010-01-01', now(), now() FROM generate_series(0, ${count - 1}) n WHERE ${where}`,
    `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
     SELECT ${key(`${prefix}-link`)}, ${key('region', "''")}, ${key(`${prefix}-esia`)}, ${key(`${prefix}-account`)}, 'active', 'R1',
            at, at FROM generate_series(0, ${count - 1}) n, LATERAL (SELECT timestamptz '2026-01-10' + n % 300 * interval '1 day' AS at) t
      WHERE ${where}`,
    `INSERT INTO link_state_history (link_id, from_state, to_state, event, actor_kind, evidence_digest, at)
     SELECT id, 'pending_proof', 'active', 'bench', 'system', '\\x00', created_at FROM links
      WHERE id IN (SELECT ${key(`${prefix}-link`)} FROM generate_series(0, ${count - 1}) n)`,
    `INSERT INTO sign_ins (region_id, purpose, return_to, browser_hash, case_number, state, esia_person_id, started_at, expires_at,
                           changed_at)
     SELECT ${key('region', "''")}, 'account', '/', '\\x00', '${prefix === 'p' ? 1 : 2}' || lpad(n::text, 11, '0'), 'finished',
            ${key(`${prefix}-esia`)}, at, at, at
       FROM generate_series(0, ${count - 1}) n, LATERAL (SELECT timestamptz '2026-10-01' + n % 50 * interval '1 day' AS at) t
      WHERE ${where}`,
  ];
  return [
    ...account('p', pupils, 'student', `(n / ${PUPILS_PER_SCHOOL})`),
    ...account('r', adults, 'representative', `((n % ${pupils}) / ${PUPILS_PER_SCHOOL})`),
    ...account('w', staff, 'teacher', `(n % ${schools})`),
    ...linked('p', pupils, 'n % 10 < 6'),
    ...linked('r', adults, 'n % 2 = 0'),
    `INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
     SELECT ${key('region', "''")}, ${key('p')}, ${key('s', `(n / ${PUPILS_PER_SCHOOL})`)}, 'homeroom', gen_random_uuid(), '2026-10-10'
       FROM generate_series(0, ${pupils - 1}) n WHERE n % 10 IN (5, 6)`,
    `INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at)
     SELECT ${key('region', "''")}, ${key('p')}, ${key('s', `(n / ${PUPILS_PER_SCHOOL})`)}, 'заявление', '2026-10-01', 'bench', '2026-10-01'
       FROM generate_series(0, ${pupils - 1}) n WHERE n % 100 = 9`,
    `INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
                             requested_at, decided_at)
     SELECT ${key('region', "''")}, ${key('s', `(n / ${PUPILS_PER_SCHOOL})`)}, 'person', ${key('p')}, 'no_esia_possible', 'справка',
            'active', '2026-09-01', '2027-05-31', 'bench', '2026-09-01', '2026-09-01'
       FROM generate_series(0, ${pupils - 1}) n WHERE n % 200 = 8`,
    `UPDATE people SET birth_date = birth_date + 1 WHERE birth_date IS NOT NULL AND right(norm_last, 3) = '123'`,
  ];
}

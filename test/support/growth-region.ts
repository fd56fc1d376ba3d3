import { newUuid, type Uuid } from '../../src/kernel/ids.js';

/** Runs one statement as the owner of the database. */
export type OwnerQuery = (sql: string, parameters?: unknown[]) => Promise<unknown>;

/** How large a region is to be; every fiftieth school is a college, every twentieth a state one. */
export interface RegionSize {
  readonly pupils: number;
  readonly schools: number;
  readonly municipalities: number;
}

/** Of each statement `$1` is the region; PUPILS, SCHOOLS, TOWNS stand for the size; ids are hashes of numbers. */
const id = (kind: string, number: string): string => `md5($1::text || '${kind}' || (${number}))::uuid`;
const SCHOOL = '(i * 31) % SCHOOLS';
const NEXT_SCHOOL = '(i * 31 + 1 + i / 40 % 3) % SCHOOLS';
const MOVED_ON = `(date '2026-08-25' + i % 70)`;
const ALL = 'generate_series(1, PUPILS) AS i';
/** One in twenty moves in autumn: a third of them nowhere, of whom some come back a fortnight later. */
const [MOVES, LEAVES] = ['i / 40 % 20 = 0', 'i / 40 % 20 = 0 AND i % 3 = 0'];
const [GOES, RETURNS] = ['i / 40 % 20 = 0 AND i % 3 <> 0', 'i / 40 % 20 = 0 AND i % 9 = 0'];
const GRADUATES = 'i % 91 = 1';
const HAS_LINK = 'i % 7 < 6';

const STATEMENTS: readonly string[] = [
  `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
   SELECT ${id('m', 'i')}, $1::uuid, 'g', i::text, '27701000', 'Город ' || i, 'city_okrug'
     FROM generate_series(0, TOWNS - 1) AS i`,
  `INSERT INTO schools (id, region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
   SELECT ${id('s', 'i')}, $1::uuid, ${id('m', 'i % TOWNS')}, 'g', i::text, 'Школа ' || i, 'Школа ' || i,
          CASE WHEN i % 50 = 39 THEN 'vocational' ELSE 'secondary' END, CASE WHEN i % 20 = 0 THEN 'regional' ELSE 'municipal' END
     FROM generate_series(0, SCHOOLS - 1) AS i`,
  `INSERT INTO journal_systems (id, region_id, code, name)
   SELECT ${id('j', '0')}, $1::uuid, 'g' || substr($1::text, 1, 8), 'Журнал'`,
  `INSERT INTO people (id, region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
   SELECT ${id('p', 'i')}, $1::uuid, 'Т', 'П', 'т', 'п', CASE WHEN i % 200 <> 0 THEN date '2008-06-01' + (i * 37) % 4200 END, 'missing'
     FROM ${ALL}`,
  `INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
   SELECT ${id('r', 'i')}, $1::uuid, 'g', 'student', i::text, ${id('p', 'i')}, '\\x00' FROM ${ALL}`,
  `INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from, valid_to, end_kind)
   SELECT $1::uuid, ${id('r', 'i')}, ${id('p', 'i')}, ${id('s', SCHOOL)}, 'main', '2025-09-01',
          CASE WHEN ${MOVES} THEN ${MOVED_ON} WHEN ${GRADUATES} THEN date '2026-08-28' END,
          CASE WHEN ${LEAVES} THEN 'left' WHEN ${MOVES} THEN 'transfer' WHEN ${GRADUATES} THEN 'graduated' END
     FROM ${ALL}`,
  `INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from)
   SELECT $1::uuid, ${id('r', 'i')}, ${id('p', 'i')}, ${id('s', NEXT_SCHOOL)}, 'main', ${MOVED_ON} + CASE WHEN ${RETURNS} THEN 14 ELSE 0 END
     FROM ${ALL} WHERE ((${GOES}) OR ${RETURNS})`,
  `INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
   SELECT ${id('a', 'i')}, $1::uuid, ${id('j', '0')}, i::text, 'student', ${id('r', 'i')}, ${id('p', 'i')}, '\\x00'
     FROM ${ALL}`,
  `INSERT INTO journal_account_schools (journal_account_id, school_id, since)
   SELECT ${id('a', 'i')}, ${id('s', SCHOOL)}, timestamptz '-infinity' FROM ${ALL}
   UNION SELECT ${id('a', 'i')}, ${id('s', NEXT_SCHOOL)}, ${MOVED_ON}::timestamptz FROM ${ALL} WHERE (${GOES}) OR ${RETURNS}`,
  `INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, first_seen_at, seen_at)
   SELECT ${id('e', 'i')}, $1::uuid, (1000000000 + i)::text, 'PR', 'Т', 'П', 'т', 'п', '2010-01-01', now(), now()
     FROM ${ALL} WHERE ${HAS_LINK}`,
  `INSERT INTO links (id, region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
   SELECT ${id('l', 'i')}, $1::uuid, ${id('e', 'i')}, ${id('a', 'i')}, 'active', 'R1', now(), now()
     FROM ${ALL} WHERE ${HAS_LINK}`,
  // One in thirty is unlinked in November, one in sixty linked again a week later.
  `INSERT INTO link_intervals (link_id, region_id, esia_person_id, journal_account_id, active_from, active_to)
   SELECT ${id('l', 'i')}, $1::uuid, ${id('e', 'i')}, ${id('a', 'i')}, timestamptz '2026-01-10 07:00Z' + (i * 13 % 300) * interval '1 day',
          CASE WHEN i % 31 = 0 THEN timestamptz '2026-11-06 21:59Z' + (i % 7) * interval '1 day' END
     FROM ${ALL} WHERE ${HAS_LINK}
   UNION ALL
   SELECT ${id('l', 'i')}, $1::uuid, ${id('e', 'i')}, ${id('a', 'i')}, timestamptz '2026-11-14 12:00Z' + (i % 7) * interval '1 day', NULL
     FROM ${ALL} WHERE ${HAS_LINK} AND i % 62 = 0`,
];

/** Fills a region by hashes of numbers, set by set: transfers, returns, graduates, unlinkings, new links, birthdays. Returns its id. */
export async function fillGrowthRegion(query: OwnerQuery, size: RegionSize): Promise<Uuid> {
  const regionId = newUuid();
  await query(
    `INSERT INTO regions (id, code, name, time_zone) VALUES ($1, '039', 'Область', 'Europe/Kaliningrad')`,
    [regionId],
  );
  for (const sql of STATEMENTS) {
    await query(sized(sql, size), [regionId]);
  }
  for (const table of [
    'people',
    'enrollments',
    'journal_accounts',
    'journal_account_schools',
    'link_intervals',
  ]) {
    await query(`ANALYZE ${table}`);
  }
  return regionId;
}

function sized(sql: string, { pupils, schools, municipalities }: RegionSize): string {
  return sql
    .replaceAll('PUPILS', String(pupils))
    .replaceAll('SCHOOLS', String(schools))
    .replaceAll('TOWNS', String(municipalities));
}

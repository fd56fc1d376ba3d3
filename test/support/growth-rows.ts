import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import { newUuid, type Uuid } from '../../src/kernel/ids.js';
import type { TestDatabase } from './database.js';
import { type Account, type Life, type Lives, type Move, SCHOOLS, TOWNS, ZONE } from './growth-lives.js';

let count = 0;
let regions = 99;
const next = (prefix: string): string => `${prefix}-${(count += 1)}`;

/** A region of the database in which the lives were lived; ids by the index of the model. */
export interface LivedRegion {
  readonly regionId: Uuid;
  readonly townIds: readonly Uuid[];
  readonly schoolIds: readonly Uuid[];
}

/** Rows of the lives, as the roster and the links would have kept them. */
export async function writeLives(database: TestDatabase, { pupils, reorganisations }: Lives) {
  const region = await writeTerritory(database);
  const { regionId, schoolIds } = region;
  const people: object[] = [];
  const [records, enrolments, corrections]: [object[], object[], object[]] = [[], [], []];
  const accounts: object[] = [];
  const [places, formerPlaces, intervals]: [object[], object[], object[]] = [[], [], []];
  // Somebody has always been at every school, so that no day lies before its first import.
  const anchors = SCHOOLS.map((_, school): Life => ({
    ...{ born: '2012-01-01' as CalendarDate, corrections: [], classChanges: [], accounts: [] },
    moves: [{ day: '2019-09-01' as CalendarDate, from: null, to: school, kind: 'entered' }],
  }));
  for (const life of [...pupils, ...anchors]) {
    const [personId, recordId] = [newUuid(), newUuid()];
    people.push({ id: personId, born: [life.born, ...life.corrections.map(({ born }) => born)].at(-1) });
    life.corrections.forEach(({ at }, i) => {
      const was = i === 0 ? life.born : (life.corrections[i - 1]?.born ?? null);
      corrections.push({ person_id: personId, until: at, birth_date: was });
    });
    records.push({ id: recordId, person_id: personId, source_id: next('p') });
    for (const stay of staysOf(life.moves, life.classChanges)) {
      enrolments.push({
        ...{ record_id: recordId, person_id: personId, school_id: schoolIds[stay.school] },
        ...{ valid_from: stay.from, valid_to: stay.to, end_kind: stay.endKind },
      });
    }
    for (const account of life.accounts) {
      const id = newUuid();
      accounts.push({ id, record_id: recordId, person_id: personId, external_id: next('a') });
      for (const { school, since, until } of account.places) {
        const place = { account_id: id, school_id: schoolIds[school], since: since ?? '-infinity', until };
        (until === null ? places : formerPlaces).push(place);
      }
      intervals.push(...intervalsOf(account).map((interval) => ({ account_id: id, ...interval })));
    }
  }
  const put = (sql: string, rows: readonly object[]) => database.query(sql, [regionId, JSON.stringify(rows)]);
  await put(
    `INSERT INTO people (id, region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
     SELECT id, $1::uuid, 'Т', 'П', 'т', 'п', born, 'missing' FROM jsonb_to_recordset($2) AS r (id uuid, born date)`,
    people,
  );
  await put(
    `INSERT INTO birth_date_versions (person_id, until, birth_date)
     SELECT person_id, until, birth_date FROM people p JOIN jsonb_to_recordset($2) AS r (person_id uuid, until timestamptz, birth_date date)
         ON p.id = r.person_id WHERE p.region_id = $1`.replace('birth_date FROM', 'r.birth_date FROM'),
    corrections,
  );
  await put(
    `INSERT INTO person_records (id, region_id, source, kind, source_id, person_id, row_hash)
     SELECT id, $1, 'test', 'student', source_id, person_id, '\\x00' FROM jsonb_to_recordset($2)
         AS r (id uuid, source_id text, person_id uuid)`,
    records,
  );
  await put(
    `INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from, valid_to, end_kind)
     SELECT $1, record_id, person_id, school_id, 'main', valid_from, valid_to, end_kind FROM jsonb_to_recordset($2)
         AS r (record_id uuid, person_id uuid, school_id uuid, valid_from date, valid_to date, end_kind text)`,
    enrolments,
  );
  await put(
    `WITH system AS (INSERT INTO journal_systems (region_id, code, name) VALUES ($1::uuid, 'j' || substr($1::text, 1, 8), 'Журнал') RETURNING id)
     INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, record_id, person_id, row_hash)
     SELECT r.id, $1::uuid, s.id, external_id, 'student', record_id, person_id, '\\x00'
       FROM system s, jsonb_to_recordset($2) AS r (id uuid, external_id text, record_id uuid, person_id uuid)`,
    accounts,
  );
  await put(
    `INSERT INTO journal_account_schools (journal_account_id, school_id, since)
     SELECT account_id, school_id, since FROM schools o JOIN jsonb_to_recordset($2)
         AS r (account_id uuid, school_id uuid, since timestamptz) ON o.id = r.school_id WHERE o.region_id = $1`,
    places,
  );
  await put(
    `INSERT INTO journal_account_school_versions (journal_account_id, school_id, since, until)
     SELECT account_id, school_id, since, until FROM schools o JOIN jsonb_to_recordset($2)
         AS r (account_id uuid, school_id uuid, since timestamptz, until timestamptz) ON o.id = r.school_id WHERE o.region_id = $1`,
    formerPlaces,
  );
  await writeIntervals(database, regionId, intervals);
  await put(
    `INSERT INTO school_reorganisations (region_id, kind, from_school_id, to_school_id, happens_on, basis, recorded_by, recorded_at)
     SELECT $1, 'merge', from_id, to_id, day, 'приказ', 'test', day FROM jsonb_to_recordset($2)
         AS r (from_id uuid, to_id uuid, day date)`,
    reorganisations.map(({ day, from, to }) => ({ day, from_id: schoolIds[from], to_id: schoolIds[to] })),
  );
  return region;
}

async function writeIntervals(database: TestDatabase, regionId: Uuid, intervals: readonly object[]) {
  await database.query(
    `WITH told AS (
       SELECT r.*, dense_rank() OVER (ORDER BY account_id) AS no FROM jsonb_to_recordset($2)
           AS r (account_id uuid, active_from timestamptz, active_to timestamptz)
     ), owners AS (
       INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date, first_seen_at, seen_at)
       SELECT DISTINCT $1::uuid, ($3::bigint + no)::text, 'PR', 'Т', 'П', 'т', 'п', date '2010-01-01', now(), now() FROM told
       RETURNING id, oid
     ), made AS (
       INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT DISTINCT $1::uuid, o.id, t.account_id, 'active', 'R1', now(), now()
         FROM told t JOIN owners o ON o.oid = ($3::bigint + t.no)::text
       RETURNING id, esia_person_id, journal_account_id
     )
     INSERT INTO link_intervals (link_id, region_id, esia_person_id, journal_account_id, active_from, active_to)
     SELECT m.id, $1, m.esia_person_id, t.account_id, t.active_from, t.active_to
       FROM told t JOIN made m ON m.journal_account_id = t.account_id`,
    [regionId, JSON.stringify(intervals), 1_000_000_000 + (count += 1_000)],
  );
}

interface Stay {
  readonly school: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly endKind: string | null;
}

/** Enrolments one after another; a change of class ends one and begins the next at the same school. */
function staysOf(moves: readonly Move[], classChanges: readonly CalendarDate[]): Stay[] {
  return moves.flatMap(({ day: from, to: school }, i) => {
    if (school === null) return [];
    const end = moves[i + 1];
    const cuts = classChanges.filter((day) => day > from && (end === undefined || day < end.day)).sort();
    return [from, ...cuts].map((begin, k): Stay => {
      const cut = cuts[k];
      return cut === undefined
        ? { school, from: begin, to: end?.day ?? null, endKind: end?.kind ?? null }
        : { school, from: begin, to: cut, endKind: 'class_change' };
    });
  });
}

function intervalsOf({ turns }: Account): { active_from: Date; active_to: Date | null }[] {
  const found: { active_from: Date; active_to: Date | null }[] = [];
  for (const { at, linked } of turns) {
    const open = found.find(({ active_to }) => active_to === null);
    if (linked && open === undefined) found.push({ active_from: at, active_to: null });
    if (!linked && open !== undefined) open.active_to = at;
  }
  return found;
}

async function writeTerritory(database: TestDatabase): Promise<LivedRegion> {
  const regionId = newUuid();
  const townIds = TOWNS.map(() => newUuid());
  const schoolIds = SCHOOLS.map(() => newUuid());
  await database.query(`INSERT INTO regions (id, code, name, time_zone) VALUES ($1, $2, 'Область', $3)`, [
    regionId,
    String((regions += 1)),
    ZONE,
  ]);
  await database.query(
    `INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
     SELECT id, $1, 'test', id::text, '27701000', 'Город', 'city_okrug' FROM unnest($2::uuid[]) AS id`,
    [regionId, townIds],
  );
  await database.query(
    `INSERT INTO schools (id, region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
     SELECT id, $1, town, 'test', id::text, 'Школа', 'Школа', kind, founder
       FROM jsonb_to_recordset($2) AS r (id uuid, town uuid, kind text, founder text)`,
    [
      regionId,
      JSON.stringify(
        SCHOOLS.map(({ town, kind, founder }, i) => ({
          id: schoolIds[i],
          town: townIds[town],
          kind,
          founder,
        })),
      ),
    ],
  );
  return { regionId, townIds, schoolIds };
}

import pg from 'pg';

/** Schools of one region of the bench for each thousand accounts, and no more than there are in the largest region. */
const ACCOUNTS_OF_SCHOOL = 1_000;
const MOST_SCHOOLS = 5_000;

/** The account with this number, as the e-journal calls it. */
export const externalIdOf = (no: number): string => `account-${no}`;

/**
 * Fills an empty, migrated database with accounts of one e-journal in all states, by sets: schools with a campaign for each
 * wave in every phase, running and planned brownouts, exemptions of schools, links of four accounts in ten, some cases and
 * locks. Keys between tables are right by the way they are made, so they are not checked while ten million rows come in.
 */
export async function fill(url: string, accounts: number, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = 'replica'; SET maintenance_work_mem = '1GB'`);
    const schools = Math.min(MOST_SCHOOLS, Math.ceil(accounts / ACCOUNTS_OF_SCHOOL));
    await client.query(TERRITORY, []);
    await client.query(SCHOOLS, [schools]);
    for (const [title, statement, ...values] of BY_ACCOUNT) {
      say(`  ${title}`);
      await client.query(statement, values.length > 0 ? [...values] : [accounts, schools]);
    }
    await client.query('RESET session_replication_role');
    say('  ANALYZE');
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}

/** A UUID that tells its number: rows of one account find one another without a join. */
const id = (kind: string, no: string): string =>
  `('${kind.padEnd(8, '0')}-0000-4000-8000-' || lpad(to_hex(${no}), 12, '0'))::uuid`;
/** Accounts are spread over the index as random ids are. */
const accountId = (no: string): string => `md5('account' || ${no})::uuid`;

const REGION = id('1', '1');
const SYSTEM = id('2', '1');

const TERRITORY = `
  WITH region AS (
    INSERT INTO regions (id, code, name, time_zone) VALUES (${REGION}, '39', 'Область замера', 'Europe/Kaliningrad')
  ), system AS (
    INSERT INTO journal_systems (id, region_id, code, name) VALUES (${SYSTEM}, ${REGION}, 'demo-journal', 'Журнал')
  ), person AS (
    INSERT INTO esia_persons (id, region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
                              first_seen_at, seen_at)
    VALUES (${id('3', '1')}, ${REGION}, '1000000001', 'PR', 'А', 'Б', 'а', 'б', '1980-01-01', now(), now())
  )
  INSERT INTO municipalities (id, region_id, source, source_id, oktmo, name, kind)
  VALUES (${id('4', '1')}, ${REGION}, 'bench', 'm', '27000000', 'Округ', 'city_okrug')`;

const PHASES = `(ARRAY['not_scheduled', 'announced', 'soft_launch', 'link_required', 'brownouts', 'cutover', 'closed'])`;
const WAVES = `(ARRAY['staff', 'representatives', 'pupils_14plus', 'pupils_under14'])`;

/** Every school has one phase for all its waves: `school % 7`. */
const SCHOOLS = `
  WITH school AS (
    INSERT INTO schools (id, region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
    SELECT ${id('5', 'no')}, ${REGION}, ${id('4', '1')}, 'bench', 's-' || no, 'Школа ' || no, 'Школа ' || no, 'secondary', 'municipal'
      FROM generate_series(1, $1::int) no
  ), campaign AS (
    INSERT INTO campaigns (id, region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at,
                           cut_over_at, closed_at)
    SELECT ${id('6', 'no * 4 + wave')}, ${REGION}, ${SYSTEM}, ${id('5', 'no')}, ${WAVES}[wave], phase, now(),
           CASE WHEN phase <> 'not_scheduled' THEN (now() + interval '1 day' * CASE WHEN phase IN ('cutover', 'closed') THEN -70 ELSE 20 END)::date END,
           CASE WHEN phase <> 'not_scheduled' THEN now() - interval '90 days' END,
           CASE WHEN phase IN ('cutover', 'closed') THEN now() - interval '70 days' END,
           CASE WHEN phase = 'closed' THEN now() END
      FROM generate_series(1, $1::int) no, generate_series(1, 4) wave, LATERAL (SELECT ${PHASES}[1 + no % 7] AS phase) p
  ), brownout AS (
    INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, share, planned_by, planned_at, reason, act_id)
    SELECT ${REGION}, ${id('6', 'no * 4 + wave')}, state, now() + interval '1 hour' * starts, now() + interval '1 hour' * (starts + 24),
           50, ${REGION}, now(), 'замер', ${REGION}
      FROM generate_series(1, $1::int) no, generate_series(1, 4) wave,
           (VALUES ('running', -1), ('planned', 90), ('ended', -100), ('cancelled', -50)) w (state, starts)
     WHERE no % 7 = 4
  )
  INSERT INTO exemptions (region_id, school_id, scope, wave, type, basis, state, starts_on, ends_on, requested_by, requested_at, decided_at)
  SELECT ${REGION}, ${id('5', 'no')}, 'role', 'staff', 'other', 'приказ', state, current_date - 10, current_date + days, 'bench', now(), now()
    FROM generate_series(1, $1::int) no, (VALUES ('active', 30), ('expired', -1), ('rejected', 9)) x (state, days)
   WHERE no % 3 = 0`;

/** Of 100 accounts 10 are of staff, 45 of representatives, 45 of pupils. */
const ROLE = `CASE WHEN no % 100 < 10 THEN 'teacher' WHEN no % 100 < 55 THEN 'representative' ELSE 'student' END`;
const WAVE = `CASE WHEN no % 100 < 10 THEN 1 WHEN no % 100 < 55 THEN 2 WHEN no % 100 < 80 THEN 3 ELSE 4 END`;
const SCHOOL = '(1 + no % $2::bigint)';
const EVERY = 'generate_series(1, $1::bigint) no';

const BY_ACCOUNT: readonly (readonly [title: string, statement: string, ...values: number[]])[] = [
  [
    'учётные записи',
    `INSERT INTO journal_accounts (id, region_id, journal_system_id, external_id, role, row_hash)
     SELECT ${accountId('no')}, ${REGION}, ${SYSTEM}, 'account-' || no, ${ROLE}, '\\x00' FROM ${EVERY} WHERE $2::bigint > 0`,
  ],
  [
    'их школы',
    `INSERT INTO journal_account_schools (journal_account_id, school_id)
     SELECT ${accountId('no')}, ${id('5', SCHOOL)} FROM ${EVERY}`,
  ],
  [
    'старые пароли',
    `INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, disabled_reason, campaign_id, bucket, changed_at)
     SELECT ${accountId('no')}, ${REGION}, ${SYSTEM}, CASE WHEN no % 10 < 4 THEN 'disabled' ELSE 'active' END,
            CASE WHEN no % 10 < 4 THEN 'linked' END, ${id('6', `${SCHOOL} * 4 + ${WAVE}`)}, no * 7 % 100, now() FROM ${EVERY}`,
  ],
  [
    'привязки',
    `INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
     SELECT ${REGION}, ${id('3', '1')}, ${accountId('no')}, 'active', 'R1', now(), now() FROM ${EVERY}
      WHERE no % 10 < 4 AND $2::bigint > 0`,
  ],
  [
    'открытые дела и блокировки',
    `WITH lock AS (
       INSERT INTO security_locks (journal_account_id, reason, set_by, set_at)
       SELECT ${accountId('no')}, 'security', 'bench', now() FROM ${EVERY} WHERE no % 1000 = 7
     )
     INSERT INTO link_reviews (region_id, esia_person_id, candidate_account_ids, code, rule, state, opened_at, school_id)
     SELECT ${REGION}, gen_random_uuid(), ARRAY[${accountId('no')}], 'AMBIGUOUS', 'R5', 'open', now(), ${id('5', SCHOOL)}
       FROM ${EVERY} WHERE no % 1000 = 9`,
  ],
];

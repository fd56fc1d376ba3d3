import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');

interface Task {
  readonly code: string;
  readonly about: string | null;
  readonly text: string;
  readonly count: number;
  readonly urgency: string;
  readonly due_on: string | null;
  readonly waiting_since: string | null;
  readonly href: string;
}

describe('«Сегодня»', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    await layWork(database, territory);
    await layPapers(database, territory);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const asks = async ({ cookie }: TestAdministrator, query = '', headers: Record<string, string> = {}) => {
    const answer = await fetch(`${application.url}/api/v1/today${query}`, {
      headers: { cookie, ...headers },
    });
    const text = await answer.text();
    const body = (text === '' ? {} : JSON.parse(text)) as { day: string; tasks: Task[] };
    return { status: answer.status, etag: answer.headers.get('etag'), tasks: body.tasks, body };
  };
  const ofSchool = (role: 'school_admin' | 'principal', schoolId = territory.schools.a) =>
    signedInAs(application, database, { regionId: territory.regionId, role, schoolId }, NOON);
  const ofRegion = (role: 'campaign_manager' | 'ministry_analyst' | 'security_officer') =>
    signedInAs(application, database, { regionId: territory.regionId, role }, NOON);
  const counted = (tasks: readonly Task[]) =>
    Object.fromEntries(
      tasks.map(({ code, about, count }) => [about === null ? code : `${code} ${about}`, count]),
    );

  it('ADM-01: gathers what waits for a school’s administrator, each with a count, a day and a list', async () => {
    const { status, tasks, body } = await asks(await ofSchool('school_admin'));
    expect([status, body.day]).toEqual([200, '2026-11-21']);
    expect(counted(tasks)).toEqual({
      ...{ 'ROSTER_TASK NAME_DISCREPANCY': 2, IMPORT_TO_DECIDE: 1, LINK_REVIEW: 2, LINK_WITHOUT_PROOF: 1 },
      ...{ 'CAMPAIGN_TASK CUTOVER_DATE_MISSED': 1, 'CUTOVER_AHEAD staff': 1, EXEMPTION_TO_REVIEW: 1 },
      ...{ REENABLE_TO_DECIDE: 1, REPORT_TO_SUBMIT: 1, DECLARED_NOT_LINKED: 1 },
      ...{ NOTICES_TO_PRINT: 2, NOTICES_RENEWED: 1, NOTICES_UNDELIVERED: 1, LETTER_TO_ACKNOWLEDGE: 1 },
    });
    for (const { text } of tasks) expect(text).toMatch(/^[А-ЯЁ].*[.]$/);
  });

  it('stands in the order of urgency: what is overdue first, what has no day last', async () => {
    const { tasks } = await asks(await ofSchool('school_admin'));
    const days = tasks.map(({ due_on }) => due_on ?? '9999-12-31');
    expect(days).toEqual([...days].sort());
    expect(tasks.find(({ code }) => code === 'LINK_REVIEW')).toMatchObject({
      ...{ urgency: 'overdue', due_on: '2026-11-10', waiting_since: '2026-10-11' },
    });
    expect(tasks.find(({ code }) => code === 'REPORT_TO_SUBMIT')).toMatchObject({
      ...{ urgency: 'week', due_on: '2026-11-25' },
    });
  });

  it('names papers until the day of the cut-over, and a letter until its last day', async () => {
    const { tasks } = await asks(await ofSchool('school_admin'));
    const of = (code: string) => tasks.find((task) => task.code === code);
    expect(of('NOTICES_TO_PRINT')).toMatchObject({
      text: 'Напечатайте и выдайте памятки: 2.',
      ...{ due_on: '2026-12-15', waiting_since: '2026-11-05', href: '/api/v1/notices?state=generated' },
    });
    expect(of('NOTICES_UNDELIVERED')).toMatchObject({ href: '/api/v1/notices?state=bounced' });
    expect(of('LETTER_TO_ACKNOWLEDGE')).toMatchObject({
      ...{ due_on: '2026-11-27', urgency: 'week', waiting_since: '2026-11-18', href: '/api/v1/letters' },
    });
    await database.query(`UPDATE campaigns SET cutover_on = '2026-11-21'`);
    const after = counted((await asks(await ofSchool('school_admin'))).tasks);
    await database.query(`UPDATE campaigns SET cutover_on = '2026-12-15'`);
    expect(Object.keys(after).filter((code) => code.startsWith('NOTICES_'))).toEqual([]);
  });

  it('tells the principal what only a principal decides', async () => {
    const { tasks } = await asks(await ofSchool('principal'));
    expect(counted(tasks)).toMatchObject({
      EXEMPTION_TO_DECIDE: 1,
      REFUSAL_TO_CONFIRM: 1,
      CUTOVER_TO_CONFIRM: 1,
    });
    expect(tasks.map(({ code }) => code)).not.toContain('LINK_REVIEW');
  });

  it('gives nothing of another school, and 404 for a school out of reach', async () => {
    const other = await ofSchool('school_admin', territory.schools.b);
    expect((await asks(other)).tasks).toEqual([]);
    expect((await asks(other, `?school_id=${territory.schools.a}`)).status).toBe(404);
    expect((await asks(other, `?school_id=${territory.schools.b}`)).tasks).toEqual([]);
  });

  it('gives a municipality and the ministry counts, and no person', async () => {
    const town = await signedInAs(
      ...[application, database],
      { regionId: territory.regionId, role: 'municipal_operator', municipalityId: territory.towns.a },
      NOON,
    );
    expect(counted((await asks(town)).tasks)).toEqual({
      ...{
        'CUTOVER_AHEAD staff': 1,
        CAMPAIGN_TASK_OF_SCHOOLS: 1,
        REPORT_OF_SCHOOL_MISSING: 1,
        SILENT_SCHOOL: 1,
      },
      ROLLUP_TO_SUBMIT: 1,
      LETTER_TO_ACKNOWLEDGE: 1,
    });
    const manager = counted((await asks(await ofRegion('campaign_manager'))).tasks);
    expect(manager).toMatchObject({ CAMPAIGN_TASK_OF_SCHOOLS: 1, BREAK_GLASS_TO_APPROVE: 1 });
    expect(manager).not.toHaveProperty('EXEMPTION_TO_DECIDE');
    const ministry = counted((await asks(await ofRegion('ministry_analyst'))).tasks);
    expect(ministry).toMatchObject({ REPORT_OF_SCHOOL_MISSING: 1 });
    expect(ministry).not.toHaveProperty('IMPORT_TO_DECIDE');
  });

  it('names a list that its reader may open, for every line', async () => {
    for (const who of [
      await ofSchool('school_admin'),
      await ofSchool('principal'),
      await ofRegion('campaign_manager'),
    ]) {
      for (const { href, code } of (await asks(who)).tasks) {
        const answer = await fetch(application.url + href, { headers: { cookie: who.cookie } });
        expect([code, href, answer.status]).toEqual([code, href, 200]);
      }
      for (const { href, code } of (await asks(who, `?school_id=${territory.schools.a}`)).tasks) {
        const answer = await fetch(application.url + href, { headers: { cookie: who.cookie } });
        expect([code, href, answer.status]).toEqual([code, href, 200]);
      }
    }
  });

  it('answers 304 while nothing has changed', async () => {
    const admin = await ofSchool('school_admin');
    const { etag } = await asks(admin);
    expect((await asks(admin, '', { 'if-none-match': etag ?? '' })).status).toBe(304);
    await database.query(
      `UPDATE roster_tasks SET done_at = $1 WHERE id = (SELECT id FROM roster_tasks LIMIT 1)`,
      [NOON],
    );
    expect((await asks(admin, '', { 'if-none-match': etag ?? '' })).status).toBe(200);
  });
});

/** Something of every kind that waits, at the first school. */
async function layWork(database: TestDatabase, { regionId, schools, towns }: SmallTerritory): Promise<void> {
  await database.query(
    `WITH system AS (
       INSERT INTO journal_systems (region_id, code, name) VALUES ($1, 'today', 'Журнал') RETURNING id
     ), pupil AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
       VALUES ($1, 'Белов', 'Егор', 'белов', 'егор', '2014-06-07', 'missing'),
              ($1, 'Чернов', 'Олег', 'чернов', 'олег', '2014-06-08', 'missing')
       RETURNING id, last_name
     ), record AS (
       INSERT INTO person_records (region_id, person_id, kind, source, source_id, row_hash)
       SELECT $1, id, 'student', 'test', last_name, '\\x00' FROM pupil RETURNING id, person_id
     ), place AS (
       INSERT INTO enrollments (region_id, person_id, record_id, school_id, kind, valid_from)
       SELECT $1, person_id, id, $2, 'main', '2026-09-01' FROM record
     ), tasks AS (
       INSERT INTO roster_tasks (region_id, school_id, code, person_id, opened_at)
       SELECT $1, $2, 'NAME_DISCREPANCY', id, '2026-11-01' FROM pupil
     ), account AS (
       INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash, person_id)
       SELECT $1, system.id, 'a-' || pupil.last_name, 'student', '\\x00', pupil.id FROM system, pupil
       RETURNING id, external_id, person_id
     ), at_school AS (
       INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM account
     ), esia AS (
       INSERT INTO esia_persons (region_id, oid, level, last_name, first_name, norm_last, norm_first, birth_date,
         snils_hmac, snils_enc, snils_key_id, snils_last2, first_seen_at, seen_at)
       VALUES ($1, '1', 'PR', 'Б', 'Е', 'б', 'е', '2014-06-07', '\\x01', '\\x00', 'dev', '00', now(), now()) RETURNING id
     ), link AS (
       INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at, until)
       SELECT $1, esia.id, account.id, 'pending_proof', 'R9', '2026-11-10', '2026-11-10', '2026-12-10'
         FROM esia, account WHERE account.external_id = 'a-Белов'
     ), reviews AS (
       INSERT INTO link_reviews (region_id, esia_person_id, school_id, code, rule, state, opened_at, level, level_since)
       SELECT $1, esia.id, $2, kind.code, 'R6', 'open', kind.opened, kind.level, kind.since
         FROM esia, (VALUES ('SNILS_MISMATCH', '2026-10-11'::timestamptz, 'school', NULL::timestamptz),
                            ('BIRTHDATE_MISMATCH', '2026-10-12', 'municipality', '2026-11-12')) AS kind (code, opened, level, since)
     ), declared AS (
       INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
       SELECT $1, pupil.id, $2, 'homeroom', esia.id, '2026-11-01' FROM pupil, esia WHERE pupil.last_name = 'Чернов'
     ), imports AS (
       INSERT INTO import_batches (region_id, school_id, source, state, dry_run, uploaded_by, started_at, content_hash,
         decides, level, level_since)
       VALUES ($1, $2, 'test', 'needs_approval', false, 'test', '2026-11-20', '\\x00', 'school', 'school', '2026-11-20')
     ), campaign AS (
       INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
       SELECT $1, id, $2, 'staff', 'announced', '2026-11-01', '2026-12-15', '2026-11-01' FROM system RETURNING id
     ), campaign_task AS (
       INSERT INTO campaign_tasks (region_id, audience, code, school_id, campaign_id, facts, opened_at)
       SELECT $1, 'school', 'CUTOVER_DATE_MISSED', $2, id, '{"cutover_on":"2026-12-15"}', '2026-11-19' FROM campaign
     ), exempt AS (
       INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on,
         requested_by, requested_at, decided_at, review_due_on)
       SELECT $1, $2, 'person', pupil.id, 'other', 'основание', kind.state, kind.starts, '2027-09-01', 'test', '2026-11-01',
              kind.decided, kind.review
         FROM pupil JOIN (VALUES ('Белов', 'requested', '2026-11-30'::date, NULL::timestamptz, NULL::date),
                                 ('Чернов', 'active', '2026-08-01', '2026-08-01', '2026-11-01'))
           AS kind (name, state, starts, decided, review) ON kind.name = pupil.last_name
     ), refusal AS (
       INSERT INTO esia_refusals (region_id, person_id, school_id, basis, refused_on, recorded_by, recorded_at)
       SELECT $1, id, $2, 'заявление', '2026-11-01', 'test', '2026-11-01' FROM pupil WHERE last_name = 'Белов'
     ), reenable AS (
       INSERT INTO reenable_windows (region_id, scope, journal_account_id, state, requested_by, requested_at, reason)
       SELECT $1, 'account', id, 'requested', 'test', '2026-11-20', 'просит' FROM account WHERE external_id = 'a-Белов'
     )
     INSERT INTO break_glass_grants (region_id, state, hours, reason, requested_by, requested_at)
     SELECT $1, 'requested', 2, 'авария', id, '2026-11-21T11:50Z' FROM esia`,
    [regionId, schools.a],
  );
  const form = `SELECT code, version FROM report_forms LIMIT 1`;
  await database.query(
    `WITH form AS (${form}), snapshot AS (
       INSERT INTO statistics_snapshots (region_id, as_of, computed_at, revision, methodology, age_basis, cause, schools_without_data)
       VALUES ($1, '2026-11-15', '2026-11-16', 1, '1', 'as_of_date', 'daily', 0) RETURNING id
     ), period AS (
       INSERT INTO report_periods (region_id, form_code, form_version, name, first_day, as_of, due_on, due_zone, due_before,
         snapshot_id, state, opened_by, opened_at)
       SELECT $1, form.code, form.version, 'Ноябрь', '2026-11-01', '2026-11-15', '2026-11-25', 'Europe/Kaliningrad',
              '2026-11-25T22:00Z', snapshot.id, 'open', 'test', '2026-11-16' FROM form, snapshot RETURNING id, snapshot_id
     ), rollup AS (
       INSERT INTO rollups (region_id, period_id, municipality_id, state, due_before, changed_at)
       SELECT $1, id, $3, 'draft', '2026-11-28T22:00Z', '2026-11-16' FROM period RETURNING id, period_id
     )
     INSERT INTO school_reports (region_id, period_id, school_id, route, rollup_id, state, snapshot_id, cells, due_before, changed_at)
     SELECT $1, period.id, $2, 'municipal', rollup.id, 'open', period.snapshot_id, '{}', '2026-11-25T22:00Z', '2026-11-16'
       FROM period JOIN rollup ON rollup.period_id = period.id`,
    [regionId, schools.a, towns.a],
  );
}

/** Two papers made, one made anew, one whose message came back, one of somebody who is linked; and a letter of the ministry. */
async function layPapers(
  database: TestDatabase,
  { regionId, schools, towns }: SmallTerritory,
): Promise<void> {
  const [writer] = await database.query<{ id: Uuid }>('SELECT id FROM esia_persons LIMIT 1');
  await database.query(
    `WITH text AS (
       INSERT INTO notice_templates (region_id, kind, version, state, title, body, written_at)
       SELECT $1, 'leaflet_staff', 100, 'draft', 'Памятка', 'Текст', '2026-11-01' RETURNING id
     ), person AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
       SELECT $1, name, 'Анна', name, 'анна', '1990-01-01', 'missing'
         FROM unnest(ARRAY['первый', 'второй', 'новый', 'обратный', 'вошедший']) AS name RETURNING id, last_name
     ), account AS (
       INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash, person_id)
       SELECT $1, (SELECT id FROM journal_systems LIMIT 1), 'n-' || last_name, 'teacher', '\\x00', id FROM person
       RETURNING id, person_id
     ), linked AS (
       INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
       SELECT $1, $3, account.id, 'active', 'R1', '2026-11-10', '2026-11-10'
         FROM account JOIN person ON person.id = account.person_id WHERE last_name = 'вошедший'
     ), old AS (
       INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, template_id, cutover_on, state,
         state_since, created_at)
       SELECT $1, $2, (SELECT id FROM campaigns LIMIT 1), person.id, account.id, text.id, '2026-12-01', 'void', '2026-11-06',
              '2026-11-05'
         FROM text, person JOIN account ON account.person_id = person.id WHERE last_name = 'новый' RETURNING id
     )
     INSERT INTO notice_issues (region_id, school_id, campaign_id, person_id, journal_account_id, template_id, cutover_on, state,
       state_since, created_at, replaces_id)
     SELECT $1, $2, (SELECT id FROM campaigns LIMIT 1), person.id, account.id, text.id, '2026-12-15',
            CASE last_name WHEN 'обратный' THEN 'bounced' ELSE 'generated' END, '2026-11-05', '2026-11-05',
            CASE last_name WHEN 'новый' THEN old.id END
       FROM text, old, person JOIN account ON account.person_id = person.id`,
    [regionId, schools.a, writer?.id],
  );
  await database.query(
    `WITH letter AS (
       INSERT INTO letters (region_id, title, text, due_on, created_by, created_at, sent_by, sent_at)
       VALUES ($1, 'О переходе', 'Текст', '2026-11-27', $4, '2026-11-17', $4, '2026-11-18') RETURNING id
     )
     INSERT INTO letter_recipients (letter_id, school_id, municipality_id, received_at)
     SELECT id, $2::uuid, NULL::uuid, '2026-11-18'::timestamptz FROM letter
     UNION ALL SELECT id, NULL, $3, '2026-11-18' FROM letter`,
    [regionId, schools.a, towns.a, writer?.id],
  );
}

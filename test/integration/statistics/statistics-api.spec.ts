import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../../support/administrators.js';
import { RosterInTime } from '../../support/builders/roster-in-time.js';
import { SchoolDesk } from '../../support/school-desk.js';

interface Value {
  readonly numerator: number;
  readonly denominator: number | null;
  readonly value: number | null;
}
type Values = Readonly<Record<string, Value | null>>;
interface Item {
  readonly id: string;
  readonly level: string;
  readonly grade: number | null;
  readonly name: string;
  readonly suppressed: boolean;
  readonly values: Values | null;
}

describe('statistics over HTTP', () => {
  let desk: SchoolDesk;
  let time: RosterInTime;
  let [own, other, lyceum, oneClass, town] = [] as Uuid[] as [Uuid, Uuid, Uuid, Uuid, Uuid];
  let [school, municipality, ministry] = [] as TestAdministrator[] as [
    TestAdministrator,
    TestAdministrator,
    TestAdministrator,
  ];

  const get = (who: TestAdministrator, path: string, headers = {}) =>
    desk.ask(who, 'GET', `/statistics${path}`, undefined, headers);
  const itemsOf = (body: Record<string, unknown>) => body['items'] as Item[];

  beforeAll(async () => {
    desk = await SchoolDesk.open();
    const { roster, database } = desk;
    time = RosterInTime.of(database, roster);
    own = roster.schoolId;
    other = await roster.aSchool('Школа Б');
    lyceum = await roster.aSchool('Лицей');
    town = roster.municipalityId;
    await database.query(`UPDATE schools SET founder_type = 'private' WHERE id = $1`, [lyceum]);
    oneClass = await roster.aClass(own, 5, 'А');
    const [a, b] = [await roster.aClass(own, 6, 'А'), await roster.aClass(own, 6, 'Б')];
    const pupil = await time.aPupil('2014-05-06', { classId: oneClass });
    await time.linked(pupil, '2026-11-02T10:00:00Z');
    for (const classId of [a, a, b]) await time.aPupil('2013-05-06', { classId });
    await time.aPupil('2013-05-06', { schoolId: other });
    await time.aPupil('2013-05-06', { schoolId: lyceum, from: '2026-11-01' });
    // The region hands over data since November.
    await database.query(`UPDATE school_data_days SET since = '2026-11-01'`);
    await database.query('DELETE FROM statistics_stale_days');
    for (let run = 0; run < 3; run += 1) await desk.application.app.get(Jobs).runNow('statistics.snapshots');
    school = await desk.administrator('school_admin', { schoolId: own });
    municipality = await desk.administrator('municipal_operator', { municipalityId: town });
    ministry = await desk.administrator('ministry_analyst', {});
  });
  afterAll(() => desk.close());

  it('lists the indicators with what each says', async () => {
    const { body } = await get(school, '/indicators');
    expect(itemsOf(body).map(({ id }) => id)).toContain('I-12');
    expect(body['methodology']).toBe('2026-11');
  });

  it('gives everybody their own place when they name none', async () => {
    const answers = await Promise.all([school, municipality, ministry].map((who) => get(who, '')));
    const units = answers.map(({ body }) => (body['unit'] as Item).level);
    const totals = answers.map(({ body }) => (body['values'] as Values)['studentsTotal']?.value);
    expect(units).toEqual(['school', 'founder', 'region']);
    expect(totals).toEqual([4, 5, 6]);
    expect(answers[2]?.body['snapshot']).toMatchObject({
      ...{ as_of: '2026-11-22', until: '2026-11-22T22:00:00.000Z', time_zone: 'Europe/Kaliningrad' },
      ...{ revision: 1, cause: 'daily', methodology: '2026-11', schools_without_data: 0 },
    });
  });

  it('EC-140: gives any past day, and none before the first import', async () => {
    const shares = async (day: string) => {
      const { body } = await get(school, `?as_of=${day}&indicators=shareLinkedGross`);
      return body['values'] as Values | null;
    };
    expect(await shares('2026-11-01')).toEqual({
      shareLinkedGross: { numerator: 0, denominator: 4, value: 0 },
    });
    expect(await shares('2026-11-02')).toEqual({
      shareLinkedGross: { numerator: 1, denominator: 4, value: 25 },
    });
    expect(await shares('2026-10-31')).toBeNull();
    expect((await get(school, '?as_of=2026-11-24')).status).toBe(400);
  });

  it('counts a day for the reader that has no snapshot: today, or with ages of 1 January', async () => {
    const today = await get(ministry, '?as_of=2026-11-23');
    expect(today.body['snapshot']).toMatchObject({ id: null, revision: null, cause: 'preliminary' });
    const january = await get(
      municipality,
      '?age_basis=jan1_next&as_of=2026-11-20&indicators=minors14to17,studentsTotal',
    );
    expect(january.body['snapshot']).toMatchObject({ id: null, cause: 'on_demand', age_basis: 'jan1_next' });
    expect(january.body['values']).toMatchObject({ studentsTotal: { value: 5 }, minors14to17: { value: 0 } });
  });

  it('STAT-10: hides another scope as if it were not there', async () => {
    const asked = [
      [school, `?level=school&unit_id=${other}`],
      [school, `?level=region`],
      [school, `?level=founder&unit_id=${town}`],
      [municipality, `?level=school&unit_id=${lyceum}`],
      [municipality, `?level=municipality&unit_id=${town}`],
      [municipality, `?level=region`],
      [municipality, `?level=grade&grade=5&unit_id=${own}`],
      [municipality, `?level=class&unit_id=${oneClass}`],
      [ministry, `?level=class&unit_id=${oneClass}`],
      [ministry, `?level=school&unit_id=${newUuid()}`],
      [ministry, `/history?level=grade&grade=5&unit_id=${own}`],
      [ministry, `/children?level=grade&grade=6&unit_id=${own}`],
    ] as const;
    for (const [who, path] of asked) expect([path, (await get(who, path)).status]).toEqual([path, 404]);
  });

  it('EC-126: goes down by territory and by founder', async () => {
    const names = async (who: TestAdministrator, path: string) =>
      itemsOf((await get(who, `/children${path}`)).body).map(({ level, name }) => [level, name]);
    expect(await names(ministry, '')).toEqual([['municipality', 'Город']]);
    expect(await names(ministry, '?by=founder')).toEqual([
      ['founder', 'Город'],
      ['school', 'Лицей'],
    ]);
    expect(await names(ministry, `?level=municipality&unit_id=${town}`)).toHaveLength(3);
    expect(await names(municipality, '')).toHaveLength(2);
    expect((await names(school, '')).map(([, name]) => name)).toEqual(['5 класс', '6 класс']);
    expect((await names(school, `?level=grade&grade=6&unit_id=${own}`)).map(([, name]) => name)).toEqual([
      '6А',
      '6Б',
    ]);
  });

  it('pages through children', async () => {
    const first = await get(ministry, `/children?level=municipality&unit_id=${town}&limit=2`);
    const next = await get(
      ministry,
      `/children?level=municipality&unit_id=${town}&limit=2&cursor=${String(first.body['next_cursor'])}`,
    );
    const seen = [...itemsOf(first.body), ...itemsOf(next.body)].map(({ id }) => id);
    expect([seen.length, new Set(seen).size, next.body['next_cursor']]).toEqual([3, 3, null]);
  });

  it('STAT-08: hides from the ministry a grade of one class, and another with it', async () => {
    const { body } = await get(ministry, `/children?level=school&unit_id=${own}`);
    expect(itemsOf(body).map(({ grade, suppressed, values }) => [grade, suppressed, values])).toEqual([
      [5, true, null],
      [6, true, null],
    ]);
    const one = await get(ministry, `?level=grade&grade=5&unit_id=${own}`);
    expect([one.body['suppressed'], one.body['values']]).toEqual([true, null]);
    const theirs = await get(school, `?level=grade&grade=5&unit_id=${own}&indicators=studentsTotal`);
    expect(theirs.body['values']).toEqual({ studentsTotal: { numerator: 1, denominator: null, value: 1 } });
  });

  it('shows a history by days, weeks and months', async () => {
    const points = async (query: string) => {
      const { body } = await get(
        school,
        `/history?from=2026-10-30&to=2026-11-22&indicators=esiaLinked_all${query}`,
      );
      return (body['items'] as { as_of: string; values: Values | null }[]).map(
        ({ as_of, values }) => [as_of, values?.['esiaLinked_all']?.value ?? null] as const,
      );
    };
    const days = await points('');
    expect(days).toHaveLength(22);
    expect(days.slice(0, 2)).toEqual([
      ['2026-11-01', 0],
      ['2026-11-02', 1],
    ]);
    expect((await points('&step=week')).map(([day]) => day)).toEqual([
      ...['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22'],
    ]);
    expect((await get(school, '/history?from=2025-01-01&to=2026-11-22')).status).toBe(400);
  });

  it('answers 304 to whoever has the numbers already', async () => {
    for (const path of ['', '/children', '/history', '/indicators', '/revisions?as_of=2026-11-20']) {
      const first = await get(ministry, path);
      expect([path, first.status, typeof first.etag]).toEqual([path, 200, 'string']);
      const again = await get(ministry, path, { 'if-none-match': first.etag ?? '' });
      expect([path, again.status]).toEqual([path, 304]);
    }
  });

  it('EC-119: lists revisions of a day and what differs between them', async () => {
    const { database } = desk;
    await database.unitOfWork.run(async (tx) => {
      await tx.query(`SELECT set_config('perehod.moment', '2026-11-22T10:00:00Z', true)`);
      await tx.query(
        `UPDATE enrollments SET valid_to = '2026-11-21', end_kind = 'left' WHERE school_id = $1`,
        [other],
      );
    });
    await desk.application.app.get(Jobs).runNow('statistics.restate');
    const revisions = (await get(school, '/revisions?as_of=2026-11-21')).body['items'] as { cause: string }[];
    expect(revisions.map(({ cause }) => cause)).toEqual(['caught_up', 'restated']);
    const changes = async (who: TestAdministrator, level: string) =>
      (
        (await get(who, `/differences?as_of=2026-11-21&level=${level}`)).body['items'] as (Item & {
          changes: { column: string; before: number; after: number; difference: number }[];
        })[]
      ).map(({ id, changes: of }) => [id, of.find(({ column }) => column === 'students')]);
    const gone = { column: 'students', before: 1, after: 0, difference: -1 };
    expect(await changes(ministry, 'school')).toEqual([[other, gone]]);
    expect(await changes(ministry, 'region')).toEqual([
      [desk.roster.regionId, { column: 'students', before: 6, after: 5, difference: -1 }],
    ]);
    expect(await changes(school, 'school')).toEqual([]);
    const first = await get(ministry, '?as_of=2026-11-21&revision=1&indicators=studentsTotal');
    expect(first.body['values']).toMatchObject({ studentsTotal: { value: 6 } });
    const series = async (kind: string) => {
      const { body } = await get(ministry, `/history?from=2026-11-21&to=2026-11-21&series=${kind}`);
      return (body['items'] as Item[])[0]?.values?.['studentsTotal']?.value;
    };
    expect([await series('first'), await series('restated')]).toEqual([6, 5]);
  });

  it('I-24: lets the ministry alone say when the campaign began, knowing what stood there, and remembers who did', async () => {
    const body = { campaign_started_on: '2026-09-01', reason: 'приказ № 5' };
    const put = (who: TestAdministrator, tag: string | null) =>
      desk.ask(who, 'PUT', '/statistics/policy', body, tag === null ? {} : { 'if-match': tag });
    expect((await put(school, '"0"')).status).toBe(403);
    expect((await put(ministry, null)).status).toBe(428);
    const before = await get(ministry, '/policy');
    expect(before.body).toMatchObject({ campaign_started_on: null, etag: '"0"' });
    expect((await put(ministry, before.etag)).body).toMatchObject({
      campaign_started_on: '2026-09-01',
      etag: '"1"',
    });
    expect((await put(ministry, before.etag)).status).toBe(412);
    expect((await get(school, '/policy')).body).toMatchObject({ campaign_started_on: '2026-09-01' });
    const [event] = await desk.database.query(
      `SELECT reason, facts FROM audit_events WHERE action = 'statistics.policy_changed'`,
    );
    expect(event).toMatchObject({
      reason: 'приказ № 5',
      facts: { campaign_started_on: '2026-09-01', revision: 1 },
    });
  });

  it('are refused to who has no right to them', async () => {
    const support = await desk.administrator('support_agent', {});
    expect((await get(support, '')).status).toBe(403);
  });
});

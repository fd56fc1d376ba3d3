import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid, type Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { type Recorded, RosterInTime } from '../../support/builders/roster-in-time.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const NOON = new Date('2026-11-20T10:00:00Z');

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly etag: string | null;
}

describe('the API of declarations and of the way down to a pupil', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let region: RosterInTime;
  let classId: Uuid;
  let otherClass: Uuid;
  let admin: TestAdministrator;
  let teacher: TestAdministrator;
  let analyst: TestAdministrator;
  let pupils: { linked: Recorded; said: Recorded; bare: Recorded; elsewhere: Recorded };
  const clock = new GivenClock(NOON);

  beforeAll(async () => {
    database = await freshDatabase();
    region = await RosterInTime.begin(database);
    const { regionId, roster } = region;
    const { schoolId } = roster;
    [classId, otherClass] = [await roster.aClass(schoolId, 5, 'А'), await roster.aClass(schoolId, 5, 'Б')];
    const ofClass = (id: Uuid) => region.aPupil('2014-01-01', { classId: id });
    pupils = {
      ...{ linked: await ofClass(classId), said: await ofClass(classId), bare: await ofClass(classId) },
      elsewhere: await ofClass(otherClass),
    };
    await region.linked(pupils.linked, '2026-11-01T08:00:00Z');
    await database.query(
      `INSERT INTO school_data_days (school_id, since) VALUES ($1, '2026-11-01')
      ON CONFLICT (school_id) DO UPDATE SET since = '2026-11-01'`,
      [schoolId],
    );
    application = await startApplication(database, { clock });
    admin = await signedInAs(application, database, { regionId, role: 'school_admin', schoolId }, NOON);
    teacher = await signedInAs(
      application,
      database,
      { regionId, role: 'homeroom', schoolId, classId },
      NOON,
    );
    analyst = await signedInAs(application, database, { regionId, role: 'ministry_analyst' }, NOON);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const ask = async (
    { cookie }: TestAdministrator,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await fetch(`${application.url}/api/v1/${path}`, {
      method,
      headers: { cookie, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      ...{ status: answer.status, etag: answer.headers.get('etag') },
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  const itemsOf = ({ body }: Answer) => body['items'] as Record<string, unknown>[];

  it('a homeroom teacher declares the class, sees it with masked names, and no other class', async () => {
    const wanted = {
      class_id: classId,
      person_ids: [pupils.said, pupils.linked].map(({ person }) => person.id),
    };
    const done = await ask(teacher, 'POST', 'declarations/bulk', wanted, { 'idempotency-key': 'class-5a-1' });
    expect([done.status, itemsOf(done).map((one) => one['outcome'])]).toEqual([
      200,
      ['recorded', 'already_linked'],
    ]);
    const again = await ask(teacher, 'POST', 'declarations/bulk', wanted, {
      'idempotency-key': 'class-5a-1',
    });
    expect(again.body).toEqual(done.body);

    const list = await ask(teacher, 'GET', `declarations?class_id=${classId}`);
    expect(list.status).toBe(200);
    const statuses = new Map(
      itemsOf(list).map((one) => [one['person_id'], [one['status'], one['deviates']]]),
    );
    expect(statuses.get(pupils.linked.person.id)).toEqual(['linked', false]);
    expect(statuses.get(pupils.said.person.id)).toEqual(['declared', true]);
    expect(statuses.get(pupils.bare.person.id)).toEqual(['data_error', false]);
    expect(JSON.stringify(list.body)).not.toContain(pupils.said.person.name.last);
    expect(itemsOf(list).every(({ name }) => /^[А-ЯЁ]\*\*\*/.test(String(name)))).toBe(true);
    expect(Object.keys(itemsOf(list)[0] ?? {}).some((key) => /snils|birth|mail/.test(key))).toBe(false);

    const ownSchool = await ask(teacher, 'GET', `declarations?school_id=${region.roster.schoolId}`);
    expect(itemsOf(ownSchool)).toHaveLength(3);
    for (const [method, path, body] of [
      ['GET', `declarations?class_id=${otherClass}`, undefined],
      ['GET', `declarations?school_id=${await region.roster.aSchool()}`, undefined],
      ['POST', 'declarations/bulk', { class_id: otherClass, person_ids: [pupils.elsewhere.person.id] }],
      ['POST', 'declarations', { school_id: region.roster.schoolId, person_id: pupils.elsewhere.person.id }],
    ] as const) {
      expect([path, (await ask(teacher, method, path, body)).status]).toEqual([path, 404]);
    }
    expect((await ask(teacher, 'GET', `statistics/people?class_id=${classId}`)).status).toBe(403);
  });

  it('one is recorded, refused twice, and withdrawn with a reason; the trail has all of it and no name', async () => {
    const wanted = { school_id: region.roster.schoolId, person_id: pupils.bare.person.id };
    const made = await ask(admin, 'POST', 'declarations', wanted);
    expect(made.status).toBe(201);
    const twice = await ask(admin, 'POST', 'declarations', wanted);
    expect([twice.status, twice.body['code']]).toEqual([409, 'DECLARATION_EXISTS']);
    const linked = await ask(admin, 'POST', 'declarations', {
      ...wanted,
      person_id: pupils.linked.person.id,
    });
    expect(linked.body['code']).toBe('DECLARATION_NOT_NEEDED');
    const path = `declarations/${String(made.body['id'])}/withdraw`;
    expect((await ask(admin, 'POST', path, { reason: 'так надо' })).status).toBe(400);
    expect((await ask(admin, 'POST', path, { reason: 'no_account' })).status).toBe(204);
    expect((await ask(admin, 'POST', path, { reason: 'no_account' })).body['code']).toBe(
      'DECLARATION_WITHDRAWN',
    );
    const trail = await database.query(
      `SELECT action, reason FROM audit_events WHERE subject_id = $1::text ORDER BY id`,
      [made.body['id']],
    );
    expect(trail).toEqual([
      { action: 'declaration.recorded', reason: null },
      { action: 'declaration.withdrawn', reason: 'no_account' },
    ]);
  });

  it('STAT-10: a school comes down to the pupil with filters and pages, every page in the trail; the region does not', async () => {
    const base = `statistics/people?school_id=${region.roster.schoolId}`;
    const deviating = await ask(admin, 'GET', `${base}&status=declared_not_linked`);
    expect(itemsOf(deviating).map((one) => one['person_id'])).toEqual([pupils.said.person.id]);
    expect(itemsOf(await ask(admin, 'GET', `${base}&status=not_linked`))).toHaveLength(3);
    const before = await ask(admin, 'GET', `${base}&as_of=2026-10-20&status=linked`);
    expect([before.body['as_of'], itemsOf(before)]).toEqual(['2026-10-20', []]);

    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await ask(admin, 'GET', `${base}&limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...itemsOf(page).map((one) => one['person_id']));
      cursor = page.body['next_cursor'] as string | null;
    } while (cursor !== null);
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toHaveLength(4);
    const [trail] = await database.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM audit_events WHERE action = 'statistics.people_listed' AND school_id = $1`,
      [region.roster.schoolId],
    );
    expect(trail).toEqual({ n: 5 });
    expect((await ask(analyst, 'GET', base)).status).toBe(403);
    expect((await ask(admin, 'GET', 'statistics/people')).status).toBe(400);
    expect((await ask(admin, 'GET', `${base}&as_of=2026-11-21`)).body['code']).toBe('STATISTICS_DAY_AHEAD');
  });

  it('STAT-04: three numbers stand side by side with a mark by the region’s threshold', async () => {
    clock.set(new Date('2026-11-21T02:00:00Z'));
    await application.app.get(Jobs).runNow('statistics.snapshots');
    await application.app.get(Jobs).runNow('statistics.snapshots');
    clock.set(NOON);
    const school = await ask(analyst, 'GET', 'statistics/declared?level=school&as_of=2026-11-20');
    expect(itemsOf(school)).toEqual([
      {
        ...{ unit_id: region.roster.schoolId, school_id: region.roster.schoolId, name: expect.any(String) },
        ...{ students: 4, declared: 2, linked: 1, used: 0, gap: 1, deviates: false },
      },
    ]);
    expect(school.body['threshold']).toEqual({ percent: 20, least: 3 });
    const policy = await ask(analyst, 'PUT', 'statistics/deviation-threshold', { percent: 50, least: 1 });
    expect(policy.status).toBe(204);
    expect((await ask(admin, 'PUT', 'statistics/deviation-threshold', { percent: 1, least: 1 })).status).toBe(
      403,
    );
    const classes = await ask(admin, 'GET', 'statistics/declared?level=class&as_of=2026-11-20');
    const marks = new Map(itemsOf(classes).map((one) => [one['name'], one['deviates']]));
    expect(marks).toEqual(
      new Map([
        ['5А', true],
        ['5Б', false],
      ]),
    );
    expect(itemsOf(await ask(analyst, 'GET', 'statistics/declared?level=class'))).toEqual([]);
    expect(itemsOf(await ask(admin, 'GET', 'statistics/declared?level=region'))).toEqual([]);
    const never = await ask(analyst, 'GET', 'statistics/declared?level=school&as_of=2020-01-01');
    expect([never.status, never.body['code']]).toEqual([404, 'STATISTICS_DAY_NOT_COUNTED']);
  });

  it('STAT-06: the process of a day is read within reach, with an ETag that answers 304', async () => {
    clock.set(new Date('2026-11-21T02:00:00Z'));
    const jobs = application.app.get(Jobs);
    for (let run = 0; run < 5; run++) await jobs.runNow('statistics.process');
    clock.set(NOON);
    const path = 'statistics/process?level=school&as_of=2026-11-20';
    const mine = await ask(admin, 'GET', path);
    expect(itemsOf(mine).map((one) => one['unit_id'])).toEqual([region.roster.schoolId]);
    const again = await ask(admin, 'GET', path, undefined, {
      'if-none-match': mine.etag ?? '',
      // Without it fetch says no-cache, which asks for the whole answer.
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
    expect(itemsOf(await ask(admin, 'GET', 'statistics/process?level=region'))).toEqual([]);
    expect(itemsOf(await ask(analyst, 'GET', 'statistics/process?level=region'))).toHaveLength(1);
    expect((await ask(admin, 'GET', `statistics/process?level=school&unit_id=${newUuid()}`)).status).toBe(
      404,
    );
    expect((await ask(admin, 'GET', 'statistics/process?level=pupil')).status).toBe(400);
  });
});

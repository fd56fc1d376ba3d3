import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { ImportRunner } from '../../../src/roster/gateway/import-runner.js';
import { RosterImports } from '../../../src/roster/index.js';
import { signedInAs } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aClass, aRegion, aSchool, aStudent, csv, type Row } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const root = join(import.meta.dirname, '..', '..', '..');
const NOON = new Date('2026-11-21T12:00:00Z');
const NOBODY = '00000000-0000-4000-8000-000000000000';

interface Batch {
  readonly id: string;
  readonly school_id: string | null;
  readonly state: string;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly issues: Readonly<Record<string, number>> | null;
}

describe('roster imports over the administrators’ API', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let regionId: Uuid;
  const school = new Map<string, Uuid>();
  const cookies = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    const region = aRegion();
    // Beside so many others, what one school changes is not 1 % of the region.
    const others = Array.from({ length: 3_000 }, (_, n) =>
      aStudent(10_000 + n, { school_source_id: 'S2', class_source_id: 'K2' }),
    );
    await new RosterBench(database).bring({
      ...region,
      students: [...(region.students as Row[]), ...others],
    });
    const rows = await database.query<{ id: Uuid; region_id: Uuid; source_id: string }>(
      'SELECT * FROM schools',
    );
    for (const { id, source_id, region_id } of rows) {
      school.set(source_id, id);
      regionId = region_id;
    }
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    runFromSource(application);
    await signIn('S1', 'school_admin', 'S1');
    await signIn('S2', 'school_admin', 'S2');
    await signIn('principal', 'principal', 'S1');
    await signIn('ministry', 'ministry_admin');
    await signIn('analyst', 'ministry_analyst');
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  /** The process of an import reads the sources, as the tests do. */
  function runFromSource({ app }: TestApplication): void {
    const entry = pathToFileURL(join(root, 'src/commands/import-process.ts'));
    const hooks = pathToFileURL(join(root, 'test/support/typescript-hooks.js')).href;
    Object.assign(app.get(ImportRunner, { strict: false }), new ImportRunner(entry, ['--import', hooks]));
  }

  async function signIn(name: string, role: Role, of?: string): Promise<void> {
    const schoolId = of === undefined ? undefined : school.get(of);
    const place = schoolId === undefined ? {} : { schoolId };
    const { cookie } = await signedInAs(application, database, { regionId, role, ...place }, NOON);
    cookies.set(name, cookie);
  }

  const call = (who: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${application.url}/api/v1/roster-imports${path}`, {
      ...init,
      headers: { ...(init.headers as object), cookie: cookies.get(who) ?? '' },
    });

  const send = (who: string, files: Record<string, readonly Row[]>, query = ''): Promise<Response> => {
    const body = new FormData();
    for (const [name, rows] of Object.entries(files)) body.append('files', new Blob([csv(rows)]), name);
    return call(who, query, { method: 'POST', body });
  };

  /** Uploads, waits for the end, and returns the batch as the uploader reads it. */
  const bring = async (who: string, files: Record<string, readonly Row[]>, query = ''): Promise<Batch> => {
    const answer = await send(who, files, query);
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    expect(answer.headers.get('location')).toBe(`/api/v1/roster-imports/${id}`);
    await application.app.get(RosterImports, { strict: false }).settled();
    return (await (await call(who, `/${id}`)).json()) as Batch;
  };

  const lastNameOf = async (sourceId: string): Promise<string | undefined> => {
    const [row] = await database.query<{ last_name: string }>(
      `SELECT p.last_name FROM people p JOIN person_records r ON r.person_id = p.id WHERE r.source_id = $1`,
      [sourceId],
    );
    return row?.last_name;
  };

  it('take a school’s own rows, and set aside those of another school as errors of the row', async () => {
    const batch = await bring('S1', {
      'students.csv': [
        aStudent(1, { last_name: 'Новая' }),
        aStudent(3, { last_name: 'Чужая', school_source_id: 'S2', class_source_id: 'K2' }),
      ],
    });
    expect(batch).toMatchObject({
      state: 'applied',
      school_id: school.get('S1'),
      counts: { students: { updated: 1, set_aside: 1 } },
      issues: { structure: 0, row: 1 },
    });
    expect(await lastNameOf('P1')).toBe('Новая');
    expect(await lastNameOf('P3')).toBe('Иванов');
    const issues = await call('S1', `/${batch.id}/issues`);
    expect(await issues.json()).toEqual({
      items: [expect.objectContaining({ no: 1, row: 3, severity: 'row', code: 'OTHER_SCHOOL' })],
    });
  });

  it('with dry_run tell what would change and change nothing', async () => {
    const batch = await bring(
      'S1',
      { 'students.csv': [aStudent(2, { last_name: 'Проба' })] },
      '?dry_run=true',
    );
    expect(batch).toMatchObject({ state: 'ready', dry_run: true, counts: { students: { updated: 1 } } });
    expect(await lastNameOf('P2')).toBe('Иванов');
  });

  it('do not let a school bring in schools or municipalities', async () => {
    const batch = await bring('S1', { 'schools.csv': [aSchool({ source_id: 'S9' })] });
    expect(batch).toMatchObject({ state: 'invalid' });
    expect(await database.query(`SELECT 1 FROM schools WHERE source_id = 'S9'`)).toEqual([]);
  });

  it('refuse a file that no school’s roster can be as large as', async () => {
    const body = new FormData();
    body.append('files', new Blob(['x'.repeat(16 * 1024 ** 2 + 1)]), 'students.csv');
    const { id } = (await (await call('S1', '', { method: 'POST', body })).json()) as { id: string };
    expect(await (await call('S1', `/${id}`)).json()).toMatchObject({ state: 'invalid' });
    const { items } = (await (await call('S1', `/${id}/issues`)).json()) as { items: object[] };
    expect(items).toEqual([expect.objectContaining({ file: 'students.csv', code: 'FILE_TOO_LARGE' })]);
  });

  it('take the whole region from the ministry', async () => {
    const batch = await bring('ministry', {
      'classes.csv': [
        aClass({ letter: 'Б' }),
        aClass({ source_id: 'K2', school_source_id: 'S2', letter: 'Б' }),
      ],
    });
    expect(batch).toMatchObject({ state: 'applied', school_id: null, counts: { classes: { updated: 2 } } });
  });

  it('are 404 for another school, as one that is not there', async () => {
    const { id } = await bring('S1', { 'students.csv': [aStudent(1)] });
    for (const path of [`/${id}`, `/${id}/issues`, `/${NOBODY}`, `/${NOBODY}/issues`]) {
      expect([path, (await call('S2', path)).status]).toEqual([path, 404]);
    }
    const seen = (await (await call('S2', '')).json()) as { items: Batch[] };
    expect(seen.items).toEqual([]);
    const ofRegion = (await (await call('analyst', '')).json()) as { items: Batch[] };
    expect(ofRegion.items.map((batch) => batch.id)).toContain(id);
  });

  it('for another school are 404 before a byte is kept, and nothing is written', async () => {
    const before = await database.query('SELECT id FROM import_batches');
    const answer = await send(
      'S1',
      { 'students.csv': [aStudent(3)] },
      `?school_id=${String(school.get('S2'))}`,
    );
    expect(answer.status).toBe(404);
    expect(await database.query('SELECT id FROM import_batches')).toHaveLength(before.length);
  });

  it('are closed to roles that may only read, and to those without the session', async () => {
    expect((await send('principal', { 'students.csv': [aStudent(1)] })).status).toBe(403);
    expect((await send('analyst', { 'students.csv': [aStudent(1)] })).status).toBe(403);
    expect((await send('nobody', { 'students.csv': [aStudent(1)] })).status).toBe(401);
    expect((await call('principal', '')).status).toBe(200);
  });

  it('are refused when a page of another site sends them', async () => {
    const answer = await call('S1', '', { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'FOREIGN_ORIGIN' }),
    ]);
  });

  // ROS-03: the approval of a mass removal in the own school is the school administrator's.
  it('stop before a mass removal until the school’s own administrator says force', async () => {
    const pupils = Array.from({ length: 30 }, (_, n) => aStudent(500 + n));
    expect((await bring('S1', { 'students.csv': pupils })).state).toBe('applied');
    const few = { 'students.csv': pupils.slice(0, 15) };
    const stopped = await bring('S1', few, '?mode=full');
    expect(stopped).toMatchObject({ state: 'needs_approval' });
    const live = `SELECT 1 FROM person_records WHERE kind = 'student' AND removed_at IS NULL AND source_id LIKE 'P5%'`;
    expect(await database.query(live)).toHaveLength(30);
    expect(await bring('S1', few, '?mode=full&force=true')).toMatchObject({ state: 'applied' });
    expect(await database.query(live)).toHaveLength(15);
    const [last] = await database.query(
      `SELECT facts ->> 'forced' AS forced FROM audit_events WHERE action = 'roster_import.received' ORDER BY at DESC, id DESC LIMIT 1`,
    );
    expect(last).toEqual({ forced: 'true' });
  });

  it.each([
    ['school_id=x', 'school_id'],
    ['school_id=%00', 'school_id'],
    ['mode=all', 'mode'],
    ['dry_run=maybe', 'dry_run'],
    ['force=2', 'force'],
    ['source=A%20B', 'source'],
    ['source=elsewhere', 'source'],
    ['colour=red', 'colour'],
  ])('name the field of a bad query: %s', async (query, field) => {
    const answer = await send('S1', { 'students.csv': [aStudent(1)] }, `?${query}`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        errors: [{ field, message: expect.stringMatching(/[а-я]/) }],
      }),
    ]);
  });

  it.each([
    ['no form', { 'content-type': 'text/csv' }, 'a;b'],
    ['JSON', { 'content-type': 'application/json' }, '{}'],
    ['a form without a boundary', { 'content-type': 'multipart/form-data' }, '--x'],
    ['a form that breaks off', { 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\nContent-Dis'],
  ])('refuse a body that is %s, and name the field', async (_, headers, body) => {
    const answer = await call('S1', '', { method: 'POST', headers, body });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ errors: [{ field: 'files', message: expect.stringMatching(/[а-я]/) }] }),
    ]);
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=-1', 'limit'],
    ['?limit=1e9', 'limit'],
    ['?cursor=!', 'cursor'],
    [`?cursor=${cursorOf(['+275760-09-13T00:00:00.000Z', NOBODY])}`, 'cursor'],
    [`?cursor=${cursorOf(['-271821-04-20T00:00:00.000Z', NOBODY])}`, 'cursor'],
    [`?cursor=${cursorOf(['2026-11-21T10:00:00.000Z', 'x'])}`, 'cursor'],
    ['/not-a-uuid', 'id'],
    ['/%00', 'id'],
    ['/not-a-uuid/issues', 'id'],
    [`/${NOBODY}/issues?after=99999999999999999999`, 'after'],
    [`/${NOBODY}/issues?after=-1`, 'after'],
    [`/${NOBODY}/issues?limit=1001`, 'limit'],
  ])('name the field of a bad reading: %s', async (path, field) => {
    const answer = await call('S1', path);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ errors: [{ field, message: expect.stringMatching(/[а-я]/) }] }),
    ]);
  });

  it('take an id in capital letters for the same id, and keep answers out of caches', async () => {
    const { id } = await bring('S1', { 'students.csv': [aStudent(1)] });
    const answer = await call('S1', `/${id.toUpperCase()}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('give pages that together are the whole list, the newest first', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer = await call('S1', `?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = (await answer.json()) as { items: Batch[]; next_cursor: string | null };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    const own = await database.query<{ id: string }>(
      'SELECT id FROM import_batches WHERE school_id = $1 ORDER BY started_at DESC, id DESC',
      [school.get('S1')],
    );
    expect(seen).toEqual(own.map(({ id }) => id));
  });
});

function cursorOf(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

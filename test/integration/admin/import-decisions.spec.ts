import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/access/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { SnilsVault } from '../../../src/platform/crypto/snils-vault.js';
import { RunReceivedImports } from '../../../src/roster/application/run-received-imports.js';
import { ImportRunner } from '../../../src/roster/gateway/import-runner.js';
import { RosterImports } from '../../../src/roster/index.js';
import { signedInAs } from '../../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aClass, aRegion, aStudent, csv, type Files, type Row } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const HOUR = 3_600_000;
const REASON = { reason: 'Проверено по приказу' };

interface Batch {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
  readonly mass_change: { decides: string; level: string; schools: object[]; region: object | null } | null;
  readonly decision_reason: string | null;
  readonly progress: { step: string; step_name: string; rows_read: number; rows_total: number } | null;
}

interface Difference {
  readonly counts: readonly Record<string, unknown>[];
  readonly items: readonly {
    who: string;
    change: string;
    attributes: string[];
    values: object[];
    row: number;
  }[];
  readonly next_cursor: string | null;
}

describe('decisions about roster imports', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let regionId: Uuid;
  const clock = new GivenClock(new Date('2026-11-21T12:00:00Z'));
  const school = new Map<string, Uuid>();
  const cookies = new Map<string, string>();
  const people = new Map<string, Uuid>();

  /** 60 pupils of S1, beside so many of S2 that S1 alone is no 1 % of the region. */
  const own = Array.from({ length: 60 }, (_, n) => aStudent(100 + n));
  beforeAll(async () => {
    database = await freshDatabase();
    const others = Array.from({ length: 8_000 }, (_, n) =>
      aStudent(10_000 + n, { school_source_id: 'S2', class_source_id: 'K2' }),
    );
    const bench = new RosterBench(database);
    const { municipalities, schools, classes } = aRegion();
    const territory = { municipalities, schools, classes } as Files;
    await bench.bring({ ...territory, students: [...own, ...others] }, { mode: 'delta' });
    for (const { id, source_id, region_id } of await database.query<{
      id: Uuid;
      region_id: Uuid;
      source_id: string;
    }>('SELECT * FROM schools')) {
      school.set(source_id, id);
      regionId = region_id;
    }
    application = await startApplication(database, { clock });
    runHere(application);
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

  /** Imports run in this very process: their process is tested with the upload, and its start is what costs. */
  function runHere({ app }: TestApplication): void {
    const here = new RunReceivedImports(database.dataSource, app.get(Keyring), app.get(SnilsVault), clock, {
      pace: 'fast',
    });
    const run = ({ regionId: id }: { readonly regionId: Uuid }) => here.next(id);
    Object.assign(app.get(ImportRunner, { strict: false }), { run });
  }

  async function signIn(name: string, role: Role, of?: string): Promise<void> {
    const schoolId = of === undefined ? undefined : school.get(of);
    const place = schoolId === undefined ? {} : { schoolId };
    const grant = { regionId, role, ...place };
    const { cookie, esiaPersonId } = await signedInAs(application, database, grant, clock.now());
    cookies.set(name, cookie);
    people.set(name, esiaPersonId);
  }

  const call = (who: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${application.url}/api/v1/roster-imports${path}`, {
      ...init,
      headers: { ...(init.headers as object), cookie: cookies.get(who) ?? '' },
    });
  const post = (who: string, path: string, body: object = REASON): Promise<Response> =>
    call(who, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const settled = () => application.app.get(RosterImports, { strict: false }).settled();
  const look = async (who: string, id: string): Promise<Batch> =>
    (await (await call(who, `/${id}`)).json()) as Batch;
  const send = async (who: string, students: readonly Row[], query: string): Promise<string> => {
    clock.set(new Date(clock.now().getTime() + 1_000));
    const body = new FormData();
    body.append('files', new Blob([csv(students)]), 'students.csv');
    const answer = await call(who, query, { method: 'POST', body });
    expect(answer.status).toBe(202);
    return ((await answer.json()) as { id: string }).id;
  };
  const bring = async (who: string, students: readonly Row[], query: string): Promise<Batch> => {
    const id = await send(who, students, query);
    await settled();
    return look(who, id);
  };
  const lastNames = (prefix: string) =>
    database.query<{ last_name: string; n: number }>(
      `SELECT p.last_name, count(*)::integer AS n FROM person_records r JOIN people p ON p.id = r.person_id
        WHERE r.source_id LIKE $1 AND length(r.source_id) = 4 AND r.removed_at IS NULL GROUP BY 1 ORDER BY 1`,
      [prefix],
    );
  /** Twenty of the sixty would have another name: a mass change of the school. */
  const renamed = (name: string) => own.slice(0, 20).map((row) => ({ ...row, last_name: name }));
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as Batch).code];

  it('ROS-03: a mass change of the own school waits, the school approves it, and the very files are applied', async () => {
    const batch = await bring('S1', renamed('Первый'), '?mode=delta');
    expect(batch).toMatchObject({
      state: 'needs_approval',
      mass_change: {
        decides: 'school',
        level: 'school',
        schools: [{ school_id: school.get('S1'), left: 0, changed: 20, pupils: 60 }],
        region: null,
      },
    });
    expect(await codeOf(await post('S2', `/${batch.id}/approve`))).toEqual([404, 'NOT_FOUND']);
    expect(await codeOf(await post('principal', `/${batch.id}/approve`))).toEqual([403, 'FORBIDDEN']);
    expect(await codeOf(await post('nobody', `/${batch.id}/approve`))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeOf(await post('analyst', `/${batch.id}/approve`))).toEqual([
      403,
      'IMPORT_DECIDED_BY_SCHOOL',
    ]);
    expect((await post('S1', `/${batch.id}/approve`, {})).status).toBe(400);
    const approved = await post('S1', `/${batch.id}/approve`);
    expect([approved.status, ((await approved.json()) as Batch).state]).toEqual([202, 'applying']);
    await settled();
    expect(await look('S1', batch.id)).toMatchObject({
      state: 'applied',
      decision_reason: REASON.reason,
      progress: { step: 'finishing', step_name: 'Заканчиваю загрузку', rows_read: 20, rows_total: 20 },
    });
    expect(await lastNames('P1__')).toEqual([
      { last_name: 'Иванов', n: 40 },
      { last_name: 'Первый', n: 20 },
    ]);
    const audited = await database.query(
      `SELECT reason FROM audit_events WHERE action = 'roster_import.approved' AND subject_id = $1`,
      [batch.id],
    );
    expect(audited).toEqual([REASON]);
  });

  it('of two approvals at once one is carried out, and the other hears that the state has changed', async () => {
    const batch = await bring('S1', renamed('Второй'), '?mode=delta');
    const answers = await Promise.all([1, 2].map(() => post('S1', `/${batch.id}/approve`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    await settled();
    expect((await look('S1', batch.id)).state).toBe('applied');
  });

  it('newer files reject the waiting ones, and of an approval and newer files at once exactly one wins', async () => {
    const first = await bring('S1', renamed('Третий'), '?mode=delta');
    const second = await bring('S1', renamed('Четвёртый'), '?mode=delta');
    expect([(await look('S1', first.id)).state, second.state]).toEqual(['rejected', 'needs_approval']);
    const [approval, third] = await Promise.all([
      post('S1', `/${second.id}/approve`),
      send('S1', renamed('Пятый'), '?mode=delta'),
    ]);
    await settled();
    const ends = [approval.status, (await look('S1', second.id)).state];
    expect([
      [202, 'applied'],
      [409, 'rejected'],
    ]).toContainEqual(ends);
    expect((await look('S1', third)).state).toBe('needs_approval');
    expect((await post('S1', `/${third}/reject`)).status).toBe(200);
    expect(await codeOf(await post('S1', `/${third}/approve`))).toEqual([409, 'IMPORT_STATE_CHANGED']);
  });

  it('over 1 % of the region the ministry decides, not the school, and nobody allows it beforehand without that right', async () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      aStudent(10_000 + n, { school_source_id: 'S2', class_source_id: 'K2', last_name: 'Много' }),
    );
    const batch = await bring('S2', many, '?mode=delta&force=true');
    expect(batch).toMatchObject({
      state: 'needs_approval',
      mass_change: { decides: 'ministry', level: 'ministry', region: { affected: 100 } },
    });
    expect(await codeOf(await post('S2', `/${batch.id}/approve`))).toEqual([
      403,
      'IMPORT_DECIDED_BY_MINISTRY',
    ]);
    const forced = await call('ministry', '?force=true', { method: 'POST', body: new FormData() });
    expect(forced.status).toBe(403);
    // One human in both roles: who brought the files does not let them in.
    const uploadedBy = (who: string | undefined) =>
      database.query('UPDATE import_batches SET uploaded_by = $2 WHERE id = $1', [batch.id, who]);
    await uploadedBy(people.get('analyst'));
    expect(await codeOf(await post('analyst', `/${batch.id}/approve`))).toEqual([403, 'IMPORT_OWN_UPLOAD']);
    expect((await look('analyst', batch.id)).state).toBe('needs_approval');
    await uploadedBy(people.get('S2'));
    expect((await post('analyst', `/${batch.id}/approve`)).status).toBe(202);
    await settled();
    expect((await look('analyst', batch.id)).state).toBe('applied');
  });

  it('three days without a decision put it one level up, and after six the ministry may decide', async () => {
    const noon = clock.now();
    const batch = await bring('S1', renamed('Шестой'), '?mode=delta');
    const jobs = application.app.get(Jobs, { strict: false });
    const finished = await database.query<{ at: Date }>(
      'SELECT level_since AS at FROM import_batches WHERE id = $1',
      [batch.id],
    );
    const since = finished[0]!.at.getTime();
    const later = async (hours: number) => {
      clock.set(new Date(since + hours * HOUR));
      await jobs.runNow('roster.age_imports');
      const [row] = await database.query('SELECT state, level FROM import_batches WHERE id = $1', [batch.id]);
      return row;
    };
    expect(await later(71)).toEqual({ state: 'needs_approval', level: 'school' });
    expect(await later(72)).toEqual({ state: 'needs_approval', level: 'municipality' });
    expect(await later(144)).toEqual({ state: 'needs_approval', level: 'ministry' });
    // PD-07: the files are forgotten after seven days, so nothing is left to be decided.
    expect(await later(7 * 24 + 1)).toEqual({ state: 'rejected', level: 'ministry' });
    expect(await database.query('SELECT 1 FROM import_files WHERE batch_id = $1', [batch.id])).toEqual([]);
    clock.set(noon);
  });

  it('a dry run shows whom the files would change: masked, without СНИЛС, by school', async () => {
    const batch = await bring(
      'S1',
      [
        { ...own[30]!, last_name: 'Новая', snils: '' },
        { ...own[31]!, birth_date: '2013-01-02', snils: '' },
        aStudent(900, { last_name: 'Петрова', first_name: 'Нина', middle_name: '' }),
      ],
      '?dry_run=true',
    );
    expect(batch.state).toBe('ready');
    const answer = await call('S1', `/${batch.id}/difference?limit=2`);
    const page = (await answer.json()) as Difference;
    const next = (await (
      await call('S1', `/${batch.id}/difference?limit=2&cursor=${String(page.next_cursor)}`)
    ).json()) as Difference;
    expect([...page.items, ...next.items]).toMatchObject([
      { who: 'Н*** П. С.', change: 'changed', attributes: ['last_name'], row: 2, values: [] },
      { who: 'И*** П. С.', change: 'changed', attributes: ['birth_date'], row: 3, values: [] },
      { who: 'П*** Н.', change: 'added', attributes: [], row: 4 },
    ]);
    expect(next.next_cursor).toBeNull();
    expect(page.counts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'student',
          change: 'added',
          records: 1,
          school_id: school.get('S1'),
        }),
        expect.objectContaining({
          change: 'changed',
          records: 2,
          attributes: { last_name: 1, birth_date: 1 },
        }),
      ]),
    );
    const text = JSON.stringify([page, next]);
    for (const secret of ['Новая', 'Петрова', '2013-01-02', '2014-05-06']) expect(text).not.toContain(secret);
    expect((await call('S2', `/${batch.id}/difference`)).status).toBe(404);
    const counted = (await (await call('analyst', `/${batch.id}/difference`)).json()) as Difference;
    expect([counted.items, counted.counts.length > 0]).toEqual([[], true]);
    expect((await lastNames('P900')).length).toBe(0);
  });

  it('a dry run shows another class as a move, with the names of both', async () => {
    const body = new FormData();
    body.append(
      'files',
      new Blob([csv([aClass(), aClass({ source_id: 'K9', letter: 'Я' })])]),
      'classes.csv',
    );
    body.append(
      'files',
      new Blob([csv([{ ...own[40]!, class_source_id: 'K9', enrolled_from: '2026-11-01', snils: '' }])]),
      'students.csv',
    );
    const answer = await call('S1', '?dry_run=true', { method: 'POST', body });
    const { id } = (await answer.json()) as { id: string };
    await settled();
    const { items } = (await (await call('S1', `/${id}/difference`)).json()) as Difference;
    expect(items).toMatchObject([
      {
        change: 'moved_class',
        values: expect.arrayContaining([{ attribute: 'class', was: '5А', will_be: '5Я' }]),
      },
    ]);
  });

  it('a dry run is applied once when it is asked for, and is judged anew', async () => {
    const batch = await bring('S1', [aStudent(901, { first_name: 'Зоя' })], '?dry_run=true');
    expect(await codeOf(await post('S2', `/${batch.id}/apply`))).toEqual([404, 'NOT_FOUND']);
    expect((await post('principal', `/${batch.id}/apply`)).status).toBe(403);
    expect((await post('nobody', `/${batch.id}/apply`)).status).toBe(401);
    const answers = await Promise.all([1, 2].map(() => post('S1', `/${batch.id}/apply`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    await settled();
    expect((await look('S1', batch.id)).state).toBe('applied');
    expect(await lastNames('P901')).toEqual([{ last_name: 'Иванов', n: 1 }]);
    const wide = await bring('S1', renamed('Седьмой'), '?dry_run=true');
    expect(wide).toMatchObject({ state: 'ready', mass_change: { decides: 'school' } });
    await post('S1', `/${wide.id}/apply`);
    await settled();
    expect((await look('S1', wide.id)).state).toBe('needs_approval');
    await post('S1', `/${wide.id}/reject`);
  });

  it('a dry run is thrown away by hand or after 24 hours, and then it cannot be applied', async () => {
    const one = await bring('S1', [aStudent(902)], '?dry_run=true');
    expect((await post('S1', `/${one.id}/discard`)).status).toBe(200);
    expect(await codeOf(await post('S1', `/${one.id}/apply`))).toEqual([409, 'IMPORT_STATE_CHANGED']);
    const other = await bring('S1', [aStudent(903)], '?dry_run=true');
    const [row] = await database.query<{ at: Date }>(
      'SELECT finished_at AS at FROM import_batches WHERE id = $1',
      [other.id],
    );
    clock.set(new Date(row!.at.getTime() + 24 * HOUR));
    await signIn('S1', 'school_admin', 'S1');
    expect((await post('S1', `/${other.id}/apply`)).status).toBe(409);
    await application.app.get(Jobs, { strict: false }).runNow('roster.age_imports');
    expect((await look('S1', other.id)).state).toBe('discarded');
  });

  it('an applied import is rolled back by who may decide, with a reason, and the roster is as before', async () => {
    const batch = await bring('S1', [aStudent(904)], '');
    await signIn('S2', 'school_admin', 'S2');
    await signIn('principal', 'principal', 'S1');
    expect((await post('S2', `/${batch.id}/rollback`)).status).toBe(404);
    expect((await post('principal', `/${batch.id}/rollback`)).status).toBe(403);
    expect((await post('nobody', `/${batch.id}/rollback`)).status).toBe(401);
    const answer = await post('S1', `/${batch.id}/rollback`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { restored: 0, deleted: expect.any(Number), marked: 0, left: 0 },
    ]);
    expect(await lastNames('P904')).toEqual([]);
    expect((await look('S1', batch.id)).state).toBe('rolled_back');
  });
});

import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportRunner } from '../../../src/roster/gateway/import-runner.js';
import { RosterImports } from '../../../src/roster/index.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { jsonOf } from '../../support/roster-formats.js';
import { aMunicipality, anAccount, aRegion, aSchool, aStudent, REGION } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const root = join(import.meta.dirname, '..', '..', '..');
const NOON = new Date('2026-11-21T12:00:00Z');
const SECRET = 'a-secret-of-the-test-journal-0123456789';
const client = (client_id: string) => ({
  client_id,
  client_name: client_id,
  redirect_uris: ['http://localhost:9/callback'],
  token_endpoint_auth_method: 'client_secret_basic',
  client_secret: SECRET,
  internal_api: true,
  roster_source: true,
});

interface Pushed {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly issues: readonly { readonly code: string; readonly row: number; readonly file: string }[];
}

describe('a roster that an e-journal pushes (INT-09)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    const systems = ['demo-journal', 'other-journal', 'new-journal'].map((code) => ({ code, name: code }));
    const files = aRegion();
    await new RosterBench(database).bring(
      {
        ...files,
        journal_accounts: [
          anAccount('a-p1', 'student', 'P1'),
          anAccount('o-p3', 'student', 'P3', { journal_system: 'other-journal', school_source_ids: 'S2' }),
        ],
      },
      { ...REGION, journal_systems: systems },
    );
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
    writeFileSync(path, JSON.stringify(systems.map(({ code }) => client(code))));
    application = await startApplication(database, {
      clock: new GivenClock(NOON),
      settings: { OIDC_CLIENTS_FILE: path },
    });
    const entry = pathToFileURL(join(root, 'src/commands/import-process.ts'));
    const hooks = pathToFileURL(join(root, 'test/support/typescript-hooks.js')).href;
    Object.assign(
      application.app.get(ImportRunner, { strict: false }),
      new ImportRunner(entry, ['--import', hooks]),
    );
    for (const { code } of systems) tokens.set(code, await tokenOf(code));
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  async function tokenOf(code: string): Promise<string> {
    const answer = await fetch(`${application.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${code}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'roster' }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  const call = (who: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${application.url}/internal/v1/roster-imports${path}`, {
      ...init,
      headers: { ...(init.headers as object), authorization: `Bearer ${tokens.get(who) ?? ''}` },
    });
  let keys = 0;
  const send = (who: string, json: unknown, query = '', key = `key-${String(++keys).padStart(8, '0')}`) =>
    call(who, query, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': key }) },
      body: typeof json === 'string' ? json : JSON.stringify(json),
    });
  const settled = () => application.app.get(RosterImports, { strict: false }).settled();
  const push = async (who: string, json: unknown, query = '', key?: string): Promise<Pushed> => {
    const answer = await send(who, json, query, key);
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    expect(answer.headers.get('location')).toBe(`/internal/v1/roster-imports/${id}`);
    await settled();
    return (await (await call(who, `/${id}`)).json()) as Pushed;
  };
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { code: string }).code,
  ];

  it('brings in people and accounts of the schools that the journal serves, and sets the rest aside with its reason', async () => {
    const pushed = await push('demo-journal', {
      ...jsonOf({
        municipalities: [aMunicipality()],
        schools: [aSchool({ short_name: 'Чужое имя' })],
        students: [
          aStudent(1, { last_name: 'Новая' }),
          aStudent(3, { last_name: 'Чужая', school_source_id: 'S2', class_source_id: 'K2' }),
        ],
      }),
      journalAccounts: [
        { sourcedId: 'a-new', journalSystem: 'demo-journal', role: 'student', user: 'P1', schools: ['S1'] },
        { sourcedId: 'o-new', journalSystem: 'other-journal', role: 'student', user: 'P1', schools: ['S1'] },
        { sourcedId: 'o-p3', journalSystem: 'other-journal', status: 'tobedeleted' },
      ],
    });
    expect(pushed.state).toBe('applied');
    expect(pushed.counts).toMatchObject({
      students: { updated: 1, set_aside: 1 },
      journal_accounts: { inserted: 1, set_aside: 1, removed: 0 },
      schools: { updated: 0, set_aside: 1 },
    });
    expect(pushed.issues.map(({ code }) => code).sort()).toEqual(
      ['ORGS_OF_REGION', 'ORGS_OF_REGION', 'OTHER_JOURNAL', 'OTHER_SCHOOL', 'OTHER_SCHOOL'].sort(),
    );
    const open = await database.query(
      `SELECT external_id FROM journal_accounts WHERE closed_at IS NULL ORDER BY 1`,
    );
    expect(open).toEqual([{ external_id: 'a-new' }, { external_id: 'a-p1' }, { external_id: 'o-p3' }]);
    expect(JSON.stringify(pushed)).not.toMatch(/Новая|Чужая/);
    const actors = await database.query(
      `SELECT DISTINCT actor_kind, actor_id FROM audit_events WHERE subject_id = $1`,
      [pushed.id],
    );
    expect(actors).toEqual([{ actor_kind: 'client', actor_id: 'demo-journal' }]);
  });

  it('in full removes only people of the journal’s schools, and closes only its own accounts', async () => {
    const pushed = await push(
      'other-journal',
      {
        ...jsonOf({ students: [aStudent(30, { school_source_id: 'S2', class_source_id: 'K2' })] }),
        journalAccounts: [
          {
            sourcedId: 'o-30',
            journalSystem: 'other-journal',
            role: 'student',
            user: 'P30',
            schools: ['S2'],
          },
        ],
      },
      '?mode=full',
    );
    expect(pushed).toMatchObject({ state: 'applied', counts: { students: { inserted: 1, removed: 1 } } });
    const gone = await database.query(`SELECT source_id FROM person_records WHERE removed_at IS NOT NULL`);
    expect(gone).toEqual([{ source_id: 'P3' }]);
    const closed = await database.query(
      `SELECT external_id FROM journal_accounts WHERE closed_at IS NOT NULL`,
    );
    expect(closed).toEqual([{ external_id: 'o-p3' }]);
  });

  it('with the same key and body is one batch, however often and at once it comes; with another body it is refused', async () => {
    const body = jsonOf({ students: [aStudent(2, { first_name: 'Мария', last_name: 'Дважды' })] });
    const key = 'same-key-01';
    const answers = await Promise.all([1, 2, 3].map(() => send('demo-journal', body, '', key)));
    const ids = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { id: string }).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(answers.map(({ headers }) => headers.get('idempotency-replayed')).sort()).toEqual([
      'false',
      'true',
      'true',
    ]);
    await settled();
    expect(await codeOf(await send('demo-journal', {}, '', key))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await codeOf(await send('demo-journal', body, '?mode=full', key))).toEqual([
      409,
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const other = await push('other-journal', {}, '', key);
    expect(other).toMatchObject({ state: 'invalid', issues: [{ code: 'FILE_EMPTY' }] });
    expect(ids).not.toContain(other.id);
  });

  it('is invisible to another journal, and to whoever has no token', async () => {
    const { id } = await push('demo-journal', jsonOf({ students: [aStudent(1)] }));
    expect((await call('demo-journal', `/${id}`)).status).toBe(200);
    expect((await call('other-journal', `/${id}`)).status).toBe(404);
    expect((await call('nobody', `/${id}`)).status).toBe(401);
    expect((await send('nobody', {})).status).toBe(401);
  });

  it('is refused without a key, from a journal without schools, under a foreign source, and when it is too large', async () => {
    expect(await codeOf(await send('demo-journal', {}, '', ''))).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
    expect(await codeOf(await send('new-journal', {}))).toEqual([403, 'NO_SCHOOLS_SERVED']);
    expect(await codeOf(await send('demo-journal', {}, '?source=elsewhere'))).toEqual([
      400,
      'VALIDATION_FAILED',
    ]);
    expect(await codeOf(await send('demo-journal', {}, '?mode=all'))).toEqual([400, 'VALIDATION_FAILED']);
    const large = `{"users": [${' '.repeat(64 * 1024 ** 2)}]}`;
    expect(await codeOf(await send('demo-journal', large))).toEqual([413, 'ROSTER_PUSH_TOO_LARGE']);
  });

  it('that is no JSON is an invalid batch that says where', async () => {
    const pushed = await push('demo-journal', '{"users": [{"sourcedId": "P1"}, oops]}');
    expect(pushed).toMatchObject({
      state: 'invalid',
      issues: [{ code: 'JSON_BROKEN', file: 'roster.json', row: 2 }],
    });
  });
});

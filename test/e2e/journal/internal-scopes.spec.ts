import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditTrail } from '../../../src/audit/index.js';
import type { Uuid } from '../../../src/kernel/ids.js';
import { DeclareContingentReach, RosterImports } from '../../../src/roster/index.js';
import { ContingentSystems } from '../../../src/roster/store/contingent-systems.repository.js';
import { ImportRunner } from '../../../src/roster/gateway/import-runner.js';
import { Territory } from '../../../src/territory/index.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { jsonOf } from '../../support/roster-formats.js';
import { anAccount, aRegion, aStudent, REGION } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';
import { type DeclaredRoute, declaredRoutes } from '../../support/route-census.js';

// Whole imports, each in a process of its own, on a busy machine.
jest.setTimeout(120_000);

const root = join(import.meta.dirname, '..', '..', '..');
const NOON = new Date('2026-11-21T12:00:00Z');
const SECRET = 'a-secret-of-the-test-client-0123456789';
const NOBODY = '00000000-0000-4000-8000-000000000000';

const client = (client_id: string) => ({
  ...{ client_id, client_name: client_id, client_secret: SECRET },
  token_endpoint_auth_method: 'client_secret_basic',
});
const journal = (code: string) => ({
  ...client(code),
  ...{ internal_api: true, redirect_uris: ['http://localhost:9/callback'] },
});
const CLIENTS = [
  journal('plain-journal'),
  { ...journal('source-journal'), roster_source: true },
  { ...client('contingent'), roster_source: true },
  { ...client('other-contingent'), roster_source: true },
  { ...client('undeclared'), roster_source: true },
];

interface Problem {
  readonly code: string;
  readonly detail: string;
}

describe('tokens of e-journals and of contingent systems (roles.md, 15 and 16)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let routes: readonly DeclaredRoute[];
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await freshDatabase();
    await new RosterBench(database).bring(
      {
        ...aRegion(),
        journal_accounts: [anAccount('a-p1', 'student', 'P1', { journal_system: 'source-journal' })],
      },
      {
        ...REGION,
        journal_systems: ['plain-journal', 'source-journal'].map((code) => ({ code, name: code })),
      },
    );
    const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
    writeFileSync(path, JSON.stringify(CLIENTS));
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
    routes = declaredRoutes(application.app).filter(({ path }) => path.startsWith('/internal/'));
    await declare('contingent', 'S1');
    await declare('other-contingent', 'S2');
    for (const [who, scope] of [
      ['plain-journal', 'internal'],
      ['source-journal', 'internal'],
      ['contingent', 'roster'],
      ['other-contingent', 'roster'],
      ['undeclared', 'roster'],
    ] as const) {
      tokens.set(who, await tokenOf(who, scope));
    }
    tokens.set('source-journal, roster', await tokenOf('source-journal', 'roster'));
    tokens.set('source-journal, both', await tokenOf('source-journal', 'internal roster'));
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  async function declare(code: string, school: string): Promise<void> {
    const [found] = await database.query<{ id: Uuid; region_id: Uuid }>(
      'SELECT id, region_id FROM schools WHERE source_id = $1',
      [school],
    );
    if (found === undefined) throw new Error(`no school ${school}`);
    const act = new DeclareContingentReach(new ContingentSystems(), new Territory(), new AuditTrail());
    await database.unitOfWork.run((tx) =>
      act.execute(tx, {
        ...{ code, regionId: found.region_id, places: [{ kind: 'school', id: found.id }], what: 'declare' },
        ...{ basis: 'приказ № 1', actor: { kind: 'operator', id: 'console' }, at: NOON },
      }),
    );
  }

  const askToken = (code: string, scope: string): Promise<Response> =>
    fetch(`${application.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${code}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
  async function tokenOf(code: string, scope: string): Promise<string> {
    const { access_token: token } = (await (await askToken(code, scope)).json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token of ${scope} for ${code}`);
    return token;
  }

  const bearer = (who: string) => ({ authorization: `Bearer ${tokens.get(who) ?? ''}` });
  const ask = ({ method, path }: DeclaredRoute, who: string): Promise<Response> =>
    fetch(application.url + path.replace(/:\w+/g, NOBODY), {
      method,
      headers: { ...bearer(who), ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
  const problemOf = async (answer: Response) => (await answer.json()) as Problem;
  const nameOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;
  /** Names of the routes that answer 403 for want of a scope; any other answer is the route's own. */
  async function closedTo(who: string, scope: 'internal' | 'roster'): Promise<string[]> {
    const closed: string[] = [];
    for (const route of routes) {
      const answer = await ask(route, who);
      if (answer.status !== 403) {
        expect([nameOf(route), answer.status]).not.toEqual([nameOf(route), 401]);
        continue;
      }
      expect([nameOf(route), (await problemOf(answer)).code]).toEqual([
        nameOf(route),
        'INTERNAL_SCOPE_MISSING',
      ]);
      expect(answer.headers.get('www-authenticate')).toBe(
        `Bearer realm="internal", error="insufficient_scope", scope="${scope}"`,
      );
      closed.push(nameOf(route));
    }
    return closed.sort();
  }
  const named = (of: readonly DeclaredRoute[]): string[] => of.map(nameOf).sort();

  const push = (who: string, json: object, key: string, query = '') =>
    fetch(`${application.url}/internal/v1/roster-imports${query}`, {
      method: 'POST',
      headers: { ...bearer(who), 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(json),
    });
  const read = (who: string, id: string) =>
    fetch(`${application.url}/internal/v1/roster-imports/${id}`, { headers: bearer(who) });
  const pushed = async (who: string, json: object, key: string): Promise<string> => {
    const answer = await push(who, json, key);
    expect(answer.status).toBe(202);
    await application.app.get(RosterImports, { strict: false }).settled();
    return ((await answer.json()) as { id: string }).id;
  };

  it('are given only with the scopes that the registration names', async () => {
    for (const [who, scope] of [
      ['plain-journal', 'roster'],
      ['contingent', 'internal'],
      ['contingent', 'openid'],
    ] as const)
      expect([who, scope, (await askToken(who, scope)).status]).toEqual([who, scope, 400]);
  });

  it('nobody signs in at a contingent system', async () => {
    const query = new URLSearchParams({
      ...{ client_id: 'contingent', response_type: 'code', scope: 'openid', code_challenge_method: 'S256' },
      ...{ redirect_uri: 'http://localhost:9/callback', code_challenge: 'A'.repeat(43) },
    });
    const answer = await fetch(`${application.url}/oidc/auth?${query.toString()}`, { redirect: 'manual' });
    expect(answer.status).toBe(400);
  });

  it('every internal route is of one of the two roles', () => {
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes)
      expect([nameOf(route), route.forJournals !== route.forRosterSources]).toEqual([nameOf(route), true]);
  });

  it('roles.md 16: a contingent system’s opens the routes of rosters and is 403 on every other internal one', async () => {
    const closed = await closedTo('contingent', 'internal');
    expect(closed).toEqual(named(routes.filter(({ forJournals }) => forJournals)));
    expect(named(routes.filter(({ forRosterSources }) => forRosterSources))).toEqual([
      'GET /internal/v1/roster-imports/:id',
      'POST /internal/v1/roster-imports',
    ]);
  });

  it.each(['plain-journal', 'source-journal'])(
    'roles.md 15: that of %s with scope internal alone is 403 on the routes of rosters and only there',
    async (who) => {
      const closed = await closedTo(who, 'roster');
      expect(closed).toEqual(named(routes.filter(({ forRosterSources }) => forRosterSources)));
    },
  );

  it('a journal’s with scope roster alone is what a contingent system’s is; with both scopes it opens all', async () => {
    expect(await closedTo('source-journal, roster', 'internal')).toEqual(
      named(routes.filter(({ forJournals }) => forJournals)),
    );
    expect(await closedTo('source-journal, both', 'internal')).toEqual([]);
  });

  it('the hot path of decisions refuses a contingent system’s as the slow one does', async () => {
    const call = (type: string) =>
      fetch(`${application.url}/internal/v1/sign-in-decisions`, {
        method: 'POST',
        headers: { ...bearer('contingent'), 'content-type': type },
        body: JSON.stringify({ account: 'a-p1', channel: 'web', skips_used: 0 }),
      });
    const [hot, slow] = [await call('application/json'), await call('Application/json')];
    expect([hot.status, slow.status]).toEqual([403, 403]);
    expect(hot.headers.get('www-authenticate')).toBe(slow.headers.get('www-authenticate'));
    expect((await problemOf(hot)).code).toBe('INTERNAL_SCOPE_MISSING');
  });

  it('roles.md 16: a contingent system brings in the people of its schools; others’ rows and any account are set aside with the reason', async () => {
    const id = await pushed(
      'contingent',
      {
        ...jsonOf({
          students: [
            aStudent(1, { last_name: 'Новая' }),
            aStudent(3, { last_name: 'Чужая', school_source_id: 'S2', class_source_id: 'K2' }),
            aStudent(4, { last_name: 'Нигде', school_source_id: 'S9', class_source_id: 'K9' }),
          ],
        }),
        journalAccounts: [
          { sourcedId: 'a-p1', journalSystem: 'source-journal', status: 'tobedeleted' },
          {
            sourcedId: 'a-new',
            journalSystem: 'source-journal',
            role: 'student',
            user: 'P1',
            schools: ['S1'],
          },
        ],
      },
      'contingent-1',
    );
    const result = (await (await read('contingent', id)).json()) as {
      state: string;
      counts: Record<string, Record<string, number>>;
      issues: { code: string; message: string }[];
    };
    expect(result).toMatchObject({ state: 'applied', counts: { students: { updated: 1, set_aside: 2 } } });
    // A school out of reach and one that is nowhere are told alike.
    const codes = result.issues.map(({ code }) => code).sort();
    expect(codes).toEqual(['OTHER_JOURNAL', 'OTHER_SCHOOL', 'OTHER_SCHOOL', 'OTHER_SCHOOL']);
    expect(result.issues.find(({ code }) => code === 'OTHER_SCHOOL')?.message).toBe(
      'Строка относится не к вашей школе',
    );
    const names = await database.query(
      `SELECT r.source_id, p.last_name FROM person_records r JOIN people p ON p.id = r.person_id
        WHERE r.kind = 'student' AND r.source_id IN ('P1', 'P3', 'P4') ORDER BY 1`,
    );
    expect(names).toEqual([
      { source_id: 'P1', last_name: 'Новая' },
      { source_id: 'P3', last_name: 'Иванов' },
    ]);
    const accounts = await database.query('SELECT external_id FROM journal_accounts WHERE closed_at IS NULL');
    expect(accounts).toEqual([{ external_id: 'a-p1' }]);
    expect(JSON.stringify(result)).not.toMatch(/Новая|Чужая|Нигде|a-p1/);
  });

  it('a foreign source’s import results are 404, for contingent systems and journals alike', async () => {
    const body = jsonOf({ students: [aStudent(1)] });
    const theirs = await pushed('contingent', body, 'foreign-1');
    const ours = await pushed('source-journal, roster', body, 'foreign-1');
    expect(ours).not.toBe(theirs);
    expect((await read('contingent', theirs)).status).toBe(200);
    expect((await read('source-journal, both', ours)).status).toBe(200);
    for (const [who, id] of [
      ['other-contingent', theirs],
      ['source-journal, roster', theirs],
      ['contingent', ours],
      ['other-contingent', ours],
      ['contingent', NOBODY],
    ] as const)
      expect([who, (await read(who, id)).status]).toEqual([who, 404]);
  });

  it('a contingent system for which nothing was declared is told so, until it is declared', async () => {
    const refused = await push('undeclared', {}, 'undeclared-1');
    expect([refused.status, (await problemOf(refused)).code]).toEqual([403, 'NO_SCHOOLS_SERVED']);
    expect((await read('undeclared', NOBODY)).status).toBe(403);
    await declare('undeclared', 'S2');
    expect((await push('undeclared', {}, 'undeclared-1')).status).toBe(202);
    await application.app.get(RosterImports, { strict: false }).settled();
  });
});

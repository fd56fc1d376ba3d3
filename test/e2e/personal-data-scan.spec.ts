import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES } from '../../src/access/index.js';
import { normalizeNamePart } from '../../src/kernel/person-name.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { WebhookLanes } from '../../src/journal/application/webhook-lanes.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import type { TestAdministrator } from '../support/administrators.js';
import { anApiKey } from '../support/api-keys.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { startBuiltServer } from '../support/built-server.js';
import { exampleBody } from '../support/example-body.js';
import { FORMATS, IDS_AND_CODES, textOfFile, WITHOUT_PEOPLE } from '../support/export-census.js';
import type { HeldPeople } from '../support/leak-watch.js';
import { leaksOfDatabase, LeakWatch, leakWatch } from '../support/leak-watch.js';
import { generated, type ReadRegion } from '../support/generated-region.js';
import type { OpenapiDocument, Operation } from '../support/openapi-document.js';
import { oneOfEachRole, tableOfRoles } from '../support/role-desk.js';
import { SignedInRegion } from '../support/signed-in-region.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const DAY = '2026-11-21';
const NEXT_NOON = new Date('2026-11-22T10:00:00Z');
const JOURNAL_SECRET = 'a-secret-of-the-test-journal-0123456789';
const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Everybody of the region's files, whoever of them the database came to know. */
function everybodyOf(region: ReadRegion): HeldPeople {
  const rows = ['students', 'representatives', 'staff'].flatMap((file) => [...region.csv(file)]);
  const esia = region.esia.map(({ lastName, firstName, middleName, birthDate, snils }) => ({
    ...{ last_name: lastName, first_name: firstName, middle_name: middleName ?? '' },
    ...{ birth_date: birthDate, snils: snils ?? '' },
  }));
  const all: readonly Readonly<Record<string, string | undefined>>[] = [...rows, ...esia];
  const names = all.flatMap((row) =>
    ['last_name', 'first_name', 'middle_name'].map((part) => normalizeNamePart(row[part] ?? '')),
  );
  const numbers = new Set(
    all.map(({ snils }) => (snils ?? '').replace(/\D/g, '')).filter((n) => n.length === 11),
  );
  return {
    // «нет» stands for a patronymic in bad rows, and for itself in every sentence.
    names: new Set(names.filter((name) => name.length > 2 && name !== 'нет')),
    birthDates: new Set(all.flatMap(({ birth_date: born }) => (born ? [born] : []))),
    snils: (digits) => numbers.has(digits),
  };
}

describe('a whole region, imported and signed in at its most talkative', () => {
  const region = generated(300, 'personal-data', 0.2);
  const everybody = everybodyOf(region);
  const receivers = new Map<string, WebhookReceiver>();
  let settings: { readonly OIDC_CLIENTS_FILE: string };
  let bench: SignedInRegion;
  beforeAll(async () => {
    for (const code of new Set(region.owners.map(({ system }) => system)))
      receivers.set(code, await WebhookReceiver.start(WEBHOOK_SECRET));
    settings = { OIDC_CLIENTS_FILE: clientsFile(receivers) };
    bench = await SignedInRegion.begin(region, { settings });
    await bench.everybody(region.esia.slice(0, 250), (person) => bench.signIn(person));
    await bench.run(
      ...['outbox.linking.follow_roster', 'outbox.journal.tell_systems', 'outbox.legacy.follow_links'],
      ...['sign_ins.expire', 'links.days', 'privacy.retain'],
    );
  });
  afterAll(async () => {
    for (const receiver of receivers.values()) await receiver.close();
    await bench.database.drop();
  });

  it('names nobody in what goes to journals: every webhook, body and headers', async () => {
    const watch = new LeakWatch();
    for (const [code, receiver] of receivers) {
      await bench.get(WebhookLanes).drain(code);
      for (const text of receiver.texts) watch.note(`webhook ${code}`, text);
    }
    expect(watch.size).toBeGreaterThan(100);
    expect(watch.leaksOf(everybody)).toEqual([]);
  });

  it('names nobody in a log, an address, a metric, a problem, the audit, the news', async () => {
    const before = leakWatch.size;
    expect(await leaksOfDatabase(bench.database)).toEqual([]);
    expect(leakWatch.size - before).toBeGreaterThan(300);
    expect(everybody.names.size).toBeGreaterThan(100);
    expect(leakWatch.leaksOf(everybody)).toEqual([]);
    await bench.leave();
  });

  describe('and its outer sides', () => {
    let application: TestApplication;
    let place: { readonly regionId: Uuid; readonly townId: Uuid; readonly schoolId: Uuid };
    let classId: string;
    let administrators: ReadonlyMap<Role, TestAdministrator>;
    const { database } = { database: () => bench.database };

    beforeAll(async () => {
      application = await startApplication(database(), { clock: new GivenClock(NEXT_NOON), settings });
      for (const job of ['statistics.snapshots', 'statistics.process'])
        await application.app.get(Jobs).runNow(job);
      const [found] = await database().query<{
        regionId: Uuid;
        townId: Uuid;
        schoolId: Uuid;
        classId: string;
      }>(
        `SELECT s.region_id AS "regionId", s.municipality_id AS "townId", s.id AS "schoolId", g.id AS "classId"
           FROM schools s JOIN class_groups g ON g.school_id = s.id JOIN enrollments r ON r.class_group_id = g.id
          WHERE s.founder_type = 'municipal' GROUP BY s.id, g.id ORDER BY count(*) DESC, s.id LIMIT 1`,
      );
      if (found === undefined) throw new Error('the region has no class');
      place = found;
      classId = found.classId;
      administrators = await oneOfEachRole(application, database(), place, classId, NEXT_NOON);
    }, 120_000);
    afterAll(() => application.close());

    const ask = (cookie: string, path: string, init: RequestInit = {}) =>
      fetch(`${application.url}/api/v1${path}`, {
        ...init,
        headers: { cookie, ...(init.headers as Record<string, string>) },
      });

    it('PD-10: names nobody in a file or an answer for machines, and gives no id of a person', async () => {
      const periodId = await aLockedPeriod();
      const [report] = await database().query<{ id: string }>(
        `SELECT id FROM school_reports WHERE school_id = $1`,
        [place.schoolId],
      );
      const named: Readonly<Record<string, string>> = {
        ...{ DAY, FROM: '2026-11-01', PERIOD: periodId, TOWN: place.townId },
        ...{ SCHOOL: place.schoolId, CLASS: classId },
      };
      const key = await anApiKey(application, administrators.get('ministry_admin')!, {
        rights: ['statistics.read', 'statistics.export'],
      });
      const callers: readonly Readonly<Record<string, string>>[] = [
        ...ROLES.map((role) => ({ cookie: administrators.get(role)?.cookie ?? '' })),
        { authorization: `Bearer ${key.secret}` },
        { authorization: `Bearer ${key.secret}`, accept: 'text/csv' },
      ];
      const watch = new LeakWatch();
      const ids = await idsOfPeople();
      const [shown, told] = [new Set<string>(), new Set<string>()];
      for (const [route, questions] of Object.entries(WITHOUT_PEOPLE)) {
        const path = route
          .replace('GET /api/v1', '')
          .replace(':id', route.includes('reports/') ? (report?.id ?? '') : periodId);
        for (const format of FORMATS[route] ?? ['']) {
          for (const question of questions) {
            const query = question.replace(/\$([A-Z]+)/g, (_, name: string) => named[name] ?? '');
            for (const headers of callers) {
              const url = `${application.url}/api/v1${path.replace(':format', format)}?${query}`;
              const answer = await fetch(url, { headers });
              const text = await textOfFile(Buffer.from(await answer.arrayBuffer()));
              watch.note(`${route} ${format} ${query}`, text);
              for (const id of uuidsOf(text)) if (ids.has(id)) told.add(`${route} ${format} ${query}`);
              if (answer.status === 200) shown.add(`${route} ${format}`);
            }
          }
        }
      }
      const all = Object.keys(WITHOUT_PEOPLE).flatMap((route) =>
        (FORMATS[route] ?? ['']).map((format) => `${route} ${format}`),
      );
      expect(all.filter((each) => !shown.has(each))).toEqual([]);
      expect(watch.leaksOf(everybody)).toEqual([]);
      expect([...told]).toEqual([]);
    });

    it('PD-08, PD-10: names nobody in the export of the audit and of an incident, where ids must be', async () => {
      const officer = administrators.get('pd_officer')!.cookie;
      const leak = await ask(officer, '/leaks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ what: 'выгрузка ушла не туда', school_id: place.schoolId, found_at: NEXT_NOON.toISOString() },
          ...{ from: '2026-11-01T00:00:00Z', to: NEXT_NOON.toISOString() },
        }),
      });
      const { id } = (await leak.json()) as { id: string };
      const watch = new LeakWatch();
      const asked: Readonly<Record<string, readonly [cookie: string, path: string]>> = {
        'GET /api/v1/leaks/:id/people': [officer, `/leaks/${id}/people?limit=200`],
        'GET /api/v1/audit-events/export.:format': [
          administrators.get('security_officer')!.cookie,
          '/audit-events/export.',
        ],
      };
      expect(Object.keys(asked).sort()).toEqual(Object.keys(IDS_AND_CODES).sort());
      for (const [route, [cookie, path]] of Object.entries(asked)) {
        for (const format of FORMATS[route] ?? ['']) {
          const answer = await ask(cookie, `${path}${format}`);
          const text = await answer.text();
          expect([route, format, answer.status, text.length > 10]).toEqual([route, format, 200, true]);
          watch.note(`${route} ${format}`, text);
        }
      }
      expect(watch.leaksOf(everybody)).toEqual([]);
    });

    it('names nobody in the body of a refusal, whatever it was asked with, on any side', async () => {
      const document = await builtDocument();
      const watch = new LeakWatch();
      const people = region.esia.filter(({ snils }) => snils !== null).slice(0, 1);
      const bearer = await journalToken();
      let refused = 0;
      for (const person of people) {
        const said = `${person.lastName} ${person.firstName} ${person.birthDate} ${person.snils ?? ''}`;
        for (const { method, path, operation } of operationsOf(document)) {
          const own = tableOfRoles().find((row) => row.method === method && row.path === path);
          const cookie = administrators.get([...(own?.roles ?? [])][0] ?? 'principal')?.cookie ?? '';
          for (const body of bodiesOf(document, operation, said, person.snils ?? '', person.birthDate)) {
            const answer = await fetch(
              application.url + path.replace(/:number/, '000000000000').replace(/:\w+/g, NOBODY),
              {
                ...{ method, body, redirect: 'manual' as const },
                headers: {
                  ...(path.startsWith('/internal/') ? { authorization: `Bearer ${bearer}` } : { cookie }),
                  ...{ 'content-type': 'application/json', 'if-match': '"1"' },
                },
              },
            );
            const text = await answer.text();
            if (answer.status < 400) continue;
            refused += 1;
            watch.note(`${method} ${path} ${answer.status}`, text);
          }
        }
      }
      expect(refused).toBeGreaterThan(300);
      expect(watch.leaksOf(everybody)).toEqual([]);
      expect(leakWatch.leaksOf(everybody)).toEqual([]);
    });

    /** A report period of which some schools' figures are published. */
    async function aLockedPeriod(): Promise<string> {
      const json = async (who: TestAdministrator, path: string, body?: object, etag?: string | null) => {
        const headers = { 'content-type': 'application/json', ...(etag && { 'if-match': etag }) };
        const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers };
        const answer = await ask(who.cookie, path, init);
        const text = await answer.text();
        return {
          etag: answer.headers.get('etag'),
          body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
        };
      };
      const ministry = administrators.get('ministry_analyst')!;
      const opened = await json(ministry, '/report-periods', {
        ...{ form_code: 'esia-transition', name: 'Ноябрь', first_day: '2026-11-21', as_of: DAY },
        due_on: '2026-11-25',
      });
      const periodId = String(opened.body['id']);
      const [report] = await database().query<{ id: string }>(
        'SELECT id FROM school_reports WHERE school_id = $1',
        [place.schoolId],
      );
      const path = `/reports/${report?.id ?? ''}`;
      const principal = administrators.get('principal')!;
      const operator = administrators.get('municipal_operator')!;
      await json(principal, `${path}/submit`, {}, (await json(principal, path)).etag);
      await json(operator, `${path}/accept`, {}, (await json(operator, path)).etag);
      const others = await database().query<{ school_id: string }>(
        'SELECT school_id FROM school_reports WHERE period_id = $1 AND school_id <> $2',
        [periodId, place.schoolId],
      );
      const missing = others.map(({ school_id }) => ({ school_id, reason: 'не сдала' }));
      const locked = await json(ministry, `/report-periods/${periodId}/lock`, { missing });
      expect(locked.body).toMatchObject({ publication: 1 });
      return periodId;
    }

    /** Ids of people, and of what is one person's: records, accounts, links, ESIA persons. */
    async function idsOfPeople(): Promise<ReadonlySet<string>> {
      const rows = await database().query<{ id: string }>(
        [
          'people',
          'esia_persons',
          'journal_accounts',
          'links',
          'person_records',
          'enrollments',
          'family_ties',
        ]
          .map((table) => `SELECT id::text FROM ${table}`)
          .join(' UNION ALL '),
      );
      expect(rows.length).toBeGreaterThan(1_000);
      return new Set(rows.map(({ id }) => id));
    }

    async function journalToken(): Promise<string> {
      const [code = ''] = receivers.keys();
      const answer = await fetch(`${application.url}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${code}:${JOURNAL_SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal roster' }),
      });
      return ((await answer.json()) as { access_token: string }).access_token;
    }

    async function builtDocument(): Promise<OpenapiDocument> {
      const server = await startBuiltServer(database());
      const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as OpenapiDocument;
      await server.stop();
      return document;
    }
  });
});

/** Every journal of the region as a client with a webhook of its own. */
function clientsFile(receivers: ReadonlyMap<string, WebhookReceiver>): string {
  const clients = [...receivers].map(([code, { url }]) => ({
    ...{ client_id: code, client_name: code, redirect_uris: ['http://localhost:9/callback'] },
    ...{
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: JOURNAL_SECRET,
      internal_api: true,
      roster_source: true,
    },
    ...{ webhook_uri: url, webhook_secret: WEBHOOK_SECRET },
  }));
  const path = join(mkdtempSync(join(tmpdir(), 'perehod-clients-')), 'clients.json');
  writeFileSync(path, JSON.stringify(clients));
  return path;
}

const uuidsOf = (text: string): readonly string[] =>
  text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? [];

/** Operations that read a body. */
function operationsOf({ paths }: OpenapiDocument) {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { requestBody }]) => requestBody !== undefined)
      .map(([method, operation]) => ({
        ...{ method: method.toUpperCase(), path: path.replace(/\{(\w+)\}/g, ':$1'), operation },
      })),
  );
}

/** Bodies that say a person in every field: where it is wrong, and where it is right. */
function bodiesOf(
  document: OpenapiDocument,
  operation: Operation,
  said: string,
  snils: string,
  born: string,
): readonly string[] {
  const reference = operation.requestBody?.content?.['application/json']?.schema?.['$ref'];
  const schema = document.components.schemas[String(reference).replace('#/components/schemas/', '')];
  const fields = Object.keys(schema?.['properties'] ?? {});
  const right = exampleBody(
    document,
    operation,
    (name) => {
      if (name === 'snils') return snils;
      if (name === 'birth_date') return born;
      return /^(last|first|middle)_name$/.test(name) ? said.split(' ', 1)[0] : undefined;
    },
    fields,
  );
  return [
    JSON.stringify(Object.fromEntries([...fields, 'unknown'].map((field) => [field, said]))),
    JSON.stringify(Object.fromEntries(fields.map((field) => [field, [{ [field]: said }]]))),
    JSON.stringify(right ?? {}),
    `{"${said}`,
  ];
}

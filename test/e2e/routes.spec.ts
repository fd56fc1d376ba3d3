import { Controller, Get, type INestApplication, Param } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequiresRight, type Role } from '../../src/access/index.js';

import { AppModule } from '../../src/app.module.js';
import { makeDataSource } from '../../src/data-source.js';
import { ForJournalSystems, JournalModule } from '../../src/journal/index.js';
import { ApplicationProblemFilter } from '../../src/platform/http/application-problem.filter.js';
import { ProblemCatalog } from '../../src/platform/http/problem-catalog.js';
import { Log } from '../../src/platform/logging/log.js';
import { problems } from '../../src/problems.js';
import { readAllSettings } from '../../src/settings.js';
import { signedInAs } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { settingsWithoutEsia } from '../support/esia-keys.js';
import { objectsOfSchool } from '../support/objects-of-school.js';
import { type DeclaredRoute, declaredRoutes, servedRoutes } from '../support/route-census.js';
import { smallTerritory, type SmallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What anybody may ask for, each with its reason; a new one is a decision, so it is written here too. */
const PUBLIC = [
  // Machines that watch us, and the files of pages.
  ...['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /static/perehod.css'],
  // Pages of a person whom the browser's own cookies prove.
  ...['GET /', 'GET /account', 'GET /account/sign-in', 'GET /admin', 'GET /admin/sign-in'],
  ...['GET /sign-in/:id', 'GET /sign-in/:id/again', 'POST /sign-in/:id/me', 'POST /sign-in/:id/account'],
  ...['POST /sign-in/:id/link-code', 'POST /sign-in/:id/legacy-proof', 'POST /account/link-code'],
  ...['GET /account/history', 'GET /account/links/:id', 'GET /account/hacked', 'GET /account/locked'],
  ...['GET /account/links/:id/ask-password', 'POST /account/links/:id/ask-password'],
  'POST /account/links/:id/restore-password',
  ...['GET /account/links/:id/unlink', 'GET /account/children/:id/not-mine', 'GET /account/parents/:id/end'],
  ...['GET /account/consent', 'GET /account/consent/:id/withdraw', 'GET /account/mistake'],
  ...['POST /account/links/:id/unlink', 'POST /account/links/:id/wrong-class', 'POST /account/hacked'],
  ...['POST /account/children/:id/declare', 'POST /account/children/:id/undeclare'],
  ...['POST /account/links/:id/wrong-child', 'POST /account/children/:id/not-mine', 'POST /account/mistake'],
  ...[
    'POST /account/parents/:id/end',
    'POST /account/consent/:id/give',
    'POST /account/consent/:id/withdraw',
  ],
  ...['GET /legacy-proof/:handle', 'POST /legacy-proof/:handle'],
  ...['POST /sign-in/:id/not-me', 'POST /sign-out', 'GET /signed-out'],
  // Ways between ESIA, us and an e-journal, bound to the browser that began.
  ...[
    'GET /esia/callback',
    'GET /oidc-interaction/:uid/:proof',
    'GET /oidc-interaction/:uid/:proof/complete',
  ],
  'GET /oidc-logout/return',
  ...['GET /account/contacts', 'POST /account/contacts', 'POST /account/contacts/:id/code'],
  'POST /account/contacts/:id/end',
  ...['GET /account/leaflets', 'GET /account/leaflets/:id/paper.:format'],
  'GET /account/refusal-forms/:id/blank.pdf',
  // Help by code: the same for all, about nobody.
  ...['GET /help', 'GET /help/:code'],
  // Where the QR codes of leaflets lead: about nobody.
  'GET /instruction/:region',
  // The signature of a gateway or of a link is the right.
  ...['POST /gateway/v1/delivery-states', 'GET /unsubscribe/:token', 'POST /unsubscribe/:token'],
];

const BASIS = { basis: 'решение суда № 1' };
const REASON = { reason: 'сверено с документом' };
/** A body that is right in itself, for routes that look at it before they look for the object. */
const BODIES: Readonly<Record<string, object | undefined>> = {
  'POST /api/v1/link-reviews/:id/approve': { account_id: NOBODY, reason: 'сверено с паспортом' },
  'POST /api/v1/link-reviews/:id/reject': { reason: 'другой человек' },
  'POST /api/v1/link-reviews/:id/reveal': { field: 'name', reason: 'person_asks' },
  'POST /api/v1/links/:id/revoke': { reason: 'school_error' },
  'POST /api/v1/links/:id/suspend': { reason: 'security' },
  'POST /api/v1/links/:id/resume': { basis: 'паспорт' },
  'POST /api/v1/links/:id/confirm': { basis: 'паспорт' },
  'POST /api/v1/links/:id/refuse': { reason: 'no_document' },
  'POST /api/v1/family-ties/:id/end': { ...BASIS, reason: 'not_representative' },
  'POST /api/v1/family-ties/:id/restrictions': BASIS,
  'POST /api/v1/family-ties/:id/deprivation': BASIS,
  'POST /api/v1/representation-restrictions/:id/end': BASIS,
  'POST /api/v1/people/:id/capacity-exceptions': { ...BASIS, kind: 'employed' },
  'POST /api/v1/capacity-exceptions/:id/end': BASIS,
  'POST /api/v1/consents/:id/withdrawal': BASIS,
  ...Object.fromEntries(
    ['approve', 'reject', 'rollback'].map((decision) => [
      `POST /api/v1/roster-imports/:id/${decision}`,
      { reason: 'проверка области' },
    ]),
  ),
  'PATCH /api/v1/people/:id': { ...BASIS, gender: 'F' },
  'POST /api/v1/people/:id/reveal': { field: 'name', reason: 'person_asks' },
  'POST /api/v1/people/:id/merge': { ...REASON, other_id: '00000000-0000-4000-8000-000000000001' },
  'POST /api/v1/people/:id/split': { ...REASON, record_ids: [NOBODY] },
  'POST /api/v1/people/:id/protection': { ...BASIS, kind: 'court' },
  'POST /api/v1/people/:id/adoption': {
    ...BASIS,
    ...{ last_name: 'Белов', first_name: 'Егор', birth_date: '2014-06-07' },
  },
  'POST /api/v1/people/:id/death': { ...BASIS, date: '2026-11-01' },
  'POST /api/v1/person-merges/:id/confirm': REASON,
  'POST /api/v1/person-merges/:id/undo': REASON,
  'POST /api/v1/roster-tasks/:id/done': { note: 'исправлено' },
  'POST /api/v1/exemptions/:id/renewal': BASIS,
  ...Object.fromEntries(
    ['approve', 'reject', 'revoke', 'review'].map((act) => [`POST /api/v1/exemptions/:id/${act}`, REASON]),
  ),
  'POST /api/v1/exemptions/:id/decision': { ...REASON, decision: 'approve' },
  'POST /api/v1/reenable-windows/:id/approve': REASON,
  'POST /api/v1/reenable-windows/:id/refuse': REASON,
  'POST /api/v1/campaign-tasks/:id/done': { note: 'исправлено' },
  'POST /api/v1/campaigns/:id/acts': { ...REASON, event: 'pause' },
  'POST /api/v1/campaigns/:id/confirmation': REASON,
  'PUT /api/v1/campaign-policies/:id': REASON,
  'PUT /api/v1/calendar-days/:id': {
    ...{ kind: 'exam', name: 'экзамен', starts_on: '2027-05-24', ends_on: '2027-05-24' },
  },
  ...Object.fromEntries(
    ['agree', 'disagree', 'approve', 'refuse', 'withdraw'].map((step) => [
      `POST /api/v1/campaign-requests/:id/${step}`,
      REASON,
    ]),
  ),
  'POST /api/v1/brownouts/:id/cancel': REASON,
  'POST /api/v1/brownout-acts/:id/cancel': REASON,
  'POST /api/v1/break-glass/:id/approve': REASON,
  'POST /api/v1/break-glass/:id/end': REASON,
  'POST /api/v1/esia-outages/:id/end': REASON,
  'POST /api/v1/api-keys/:id/rotation': { expires_on: '2027-01-31' },
  'POST /api/v1/api-keys/:id/revocation': REASON,
  'POST /api/v1/credentials/:id/lock': BASIS,
  'POST /api/v1/credentials/:id/unlock': BASIS,
  'POST /api/v1/incidents/:id/close': { resolution: 'канал закрыт, проверено' },
  'POST /api/v1/declarations/:id/withdraw': { reason: 'no_account' },
  'POST /api/v1/probe-accounts/:id/end': REASON,
  'PATCH /api/v1/reports/:id': { cells: [{ cell: 'note', text: 'проверка области' }] },
  'POST /api/v1/reports/:id/return': { ...REASON, due_on: '2026-12-01' },
  'POST /api/v1/rollups/:id/return': { ...REASON, due_on: '2026-12-01' },
  'POST /api/v1/report-corrections/:id/approve': { ...REASON, due_on: '2026-12-01' },
  'POST /api/v1/report-corrections/:id/refuse': REASON,
  'PUT /api/v1/federal-totals/:id': { as_of: '2026-09-20', students: 5 },
  ...Object.fromEntries(
    ['extension', 'answer', 'refusal', 'withdrawal'].map((step) => [
      `POST /api/v1/subject-requests/:id/${step}`,
      { text: 'проверка области' },
    ]),
  ),
  'POST /api/v1/subject-requests/:id/correction': { attributes: ['names'] },
  'POST /api/v1/processor-agreements/:id/end': REASON,
  'POST /api/v1/leaks/:id/notices': { notice: 'first' },
  'POST /api/v1/leaks/:id/close': { conclusion: 'проверка области действия' },
  'POST /api/v1/grants/:id/end': REASON,
  'POST /api/v1/delegates/:id/end': REASON,
  'PUT /api/v1/schools/:id/notice-contacts': { contacts: 'кабинет 7' },
  'POST /api/v1/probe-accounts/:id/tries': { tried_at: NOON.toISOString(), succeeded: false },
};

/** Rights that no role of a school gives: what they open is refused to a school whatever the id. */
const OF_THE_REGION: ReadonlySet<string | null> = new Set([
  ...['links.lock', 'schools.reorganise', 'api_keys.manage'],
  ...['incidents.close', 'probes.change'],
  ...['delegates.appoint', 'grants.read', 'grants.change', 'api_keys.read', 'api_keys.revoke'],
  ...['campaigns.plan', 'campaigns.agree', 'calendar.change'],
  ...['exemptions.decide', 'reenable.school'],
  ...['brownouts.plan', 'emergencies.declare', 'credentials.lock', 'incidents.close', 'probes.change'],
  'reports.accept',
  ...['subject_requests.read', 'subject_requests.decide', 'processors.change', 'personal_data.registers'],
  ...['leaks.read', 'leaks.record', 'leaks.people'],
  ...['rollups.read', 'rollups.build', 'rollups.submit', 'rollups.accept'],
  ...['letters.send', 'letters.forward'],
  ...['reports.open', 'reports.lock', 'reports.agree', 'reports.approve'],
]);
/** Rights of the principal, which the administrator who asks here does not have. */
const OF_THE_PRINCIPAL: ReadonlySet<string | null> = new Set([
  ...['campaigns.request', 'campaigns.confirm'],
  ...['exemptions.approve', 'refusals.confirm'],
  'reports.submit',
]);

/** The description of the API, which @nestjs/swagger serves by itself. */
const DESCRIPTION = /^GET \/api\/(docs|openapi\.)/;

const isApi = ({ path }: DeclaredRoute): boolean => /^\/(api|internal)\/v1\//.test(path);
const nameOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;

describe('the routes of the application', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  let routes: readonly DeclaredRoute[];

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    routes = declaredRoutes(application.app);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const ask = (route: DeclaredRoute, headers: Record<string, string> = {}, id = NOBODY) => {
    const { method, path } = route;
    const body = BODIES[nameOf(route)];
    return fetch(application.url + path.replace(/:\w+/g, id), {
      ...{ method, redirect: 'manual' as const },
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  };

  it('are those of the controllers, and the description of the API', () => {
    const served = servedRoutes(application.app).filter((route) => !DESCRIPTION.test(route));
    expect([...served].sort()).toEqual(routes.map(nameOf).sort());
  });

  it('are public only where this file says so', () => {
    const open = routes
      .filter((route) => route.isPublic && !route.forJournals && !route.forRosterSources)
      .map(nameOf);
    expect(open.sort()).toEqual([...PUBLIC].sort());
  });

  it('of the APIs declare a right, or the guard of e-journals or of contingent systems', () => {
    const ofApis = routes.filter(isApi);
    expect(ofApis.length).toBeGreaterThan(0);
    for (const route of ofApis) {
      const declared = route.path.startsWith('/api/')
        ? route.right !== null
        : route.forJournals !== route.forRosterSources;
      expect([nameOf(route), declared]).toEqual([nameOf(route), true]);
    }
  });

  it('of the APIs answer 401 with a problem to whoever brings nothing, or something made up', async () => {
    const made = [
      {},
      { cookie: `__Host-perehod_admin=${'A'.repeat(43)}` },
      { authorization: 'Bearer made-up' },
    ];
    for (const route of routes.filter(isApi)) {
      for (const headers of made as Record<string, string>[]) {
        const answer = await ask(route, headers);
        expect([nameOf(route), answer.status]).toEqual([nameOf(route), 401]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.headers.get('www-authenticate')).not.toBeNull();
      }
    }
  });

  it('of the APIs answer 404 for what is another school’s, each that takes an id', async () => {
    const own = { regionId: territory.regionId, role: 'school_admin' as Role, schoolId: territory.schools.a };
    const { cookie } = await signedInAs(application, database, own, NOON);
    const { regionId, towns, schools } = territory;
    const objects = await objectsOfSchool(database, { regionId, townId: towns.b, schoolId: schools.b });
    // A text of the region is nobody's secret within it.
    const foreign: Readonly<Record<string, string>> = { ...objects, 'notice-templates': NOBODY };
    const withId = routes.filter((route) => route.path.startsWith('/api/v1/') && route.path.includes('/:id'));
    expect(withId.length).toBeGreaterThan(0);
    for (const route of withId) {
      const id = foreign[route.path.split('/')[3] ?? ''];
      if (id === undefined) throw new Error(`name an object of another school for ${nameOf(route)}`);
      // A correction must name what it has seen, before anybody looks for whom it corrects.
      const headers = { cookie, ...(nameOf(route) === 'PATCH /api/v1/people/:id' && { 'if-match': '"1"' }) };
      const answers = [await ask(route, headers, id), await ask(route, headers, NOBODY)];
      const refusal = OF_THE_REGION.has(route.right) || OF_THE_PRINCIPAL.has(route.right) ? 403 : 404;
      expect([nameOf(route), ...answers.map(({ status }) => status)]).toEqual([
        nameOf(route),
        refusal,
        refusal,
      ]);
    }
  });
});

@Controller('api/v1/forgotten')
class ForgottenController {
  @Get()
  list(): string {
    return 'open';
  }
}

@Controller('api/v1/remembered')
class RememberedController {
  @Get(':id')
  @RequiresRight('schools.read')
  find(@Param('id') id: string): string {
    return id;
  }
}

@ForJournalSystems()
@Controller('internal/v1/probe')
class ProbeController {
  @Get()
  probe(): string {
    return 'open';
  }
}

describe('a route that somebody adds', () => {
  let database: TestDatabase;
  let app: INestApplication;
  beforeAll(async () => {
    database = await freshDatabase();
    const dataSource = makeDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'perehod-test' });
    await dataSource.initialize();
    const parts = {
      settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia() }),
      ...{ dataSource, catalog: new ProblemCatalog(problems), log: new Log('silent') },
    };
    const controllers = [ForgottenController, RememberedController, ProbeController];
    const module = await Test.createTestingModule({
      imports: [AppModule.with(parts), JournalModule],
      controllers,
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useGlobalFilters(app.get(ApplicationProblemFilter));
    await app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it.each([
    ['is closed to all when it says nothing of who may use it', '/api/v1/forgotten', 403, 'FORBIDDEN'],
    ['wants a session when it names a right', '/api/v1/remembered/1', 401, 'UNAUTHENTICATED'],
    [
      'wants a client’s token when it is for e-journals',
      '/internal/v1/probe',
      401,
      'INTERNAL_TOKEN_REQUIRED',
    ],
  ])('%s', async (_, path, status, code) => {
    const answer = await fetch(`${await app.getUrl()}${path}`);
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
  });
});

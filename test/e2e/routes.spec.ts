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

  /** A link that waits for the school's decision, and its case. */
  async function aLinkAt(schoolId: string, esiaPersonId: string) {
    const [made] = await database.query<{ linkId: string; reviewId: string }>(
      `WITH system AS (
         INSERT INTO journal_systems (region_id, code, name) VALUES ($1, 'routes', 'Журнал') RETURNING id
       ), account AS (
         INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
         SELECT $1, id, 'a-1', 'student', '\\x00' FROM system RETURNING id
       ), place AS (
         INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM account
       ), link AS (
         INSERT INTO links (region_id, esia_person_id, journal_account_id, state, rule, created_at, changed_at)
         SELECT $1, $3, id, 'pending_review', 'R6', now(), now() FROM account RETURNING id
       )
       INSERT INTO link_reviews (region_id, esia_person_id, link_id, school_id, code, rule, state, opened_at)
       SELECT $1, $3, id, $2, 'SNILS_MISMATCH', 'R6', 'open', now() FROM link
       RETURNING id AS "reviewId", link_id AS "linkId"`,
      [territory.regionId, schoolId, esiaPersonId],
    );
    if (made === undefined) throw new Error('INSERT … RETURNING gave no row');
    return made;
  }

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
    const { cookie, esiaPersonId } = await signedInAs(application, database, own, NOON);
    const link = await aLinkAt(territory.schools.b, esiaPersonId);
    const [batch] = await database.query<{ id: string }>(
      `INSERT INTO import_batches (region_id, school_id, source, state, dry_run, uploaded_by, started_at, content_hash)
       VALUES ($1, $2, 'test', 'applied', false, 'test', now(), '\\x00') RETURNING id`,
      [territory.regionId, territory.schools.b],
    );
    const foreign: Readonly<Record<string, string | undefined>> = {
      schools: territory.schools.b,
      'roster-imports': batch?.id,
      ...(await twoPeopleOf(database, territory)),
      ...(await aFamilyOf(database, territory)),
      ...(await aCampaignOf(database, territory)),
      links: link.linkId,
      'link-reviews': link.reviewId,
      ...(await anOldLoginOf(database, territory)),
      ...(await overlaysOf(database, territory)),
      declarations: await aDeclarationOf(database, territory),
      ...(await emergenciesOf(database, territory)),
      ...(await aReportOf(database, territory)),
      ...(await aLetterOf(database, territory, esiaPersonId)),
      // Rights of the region: refused whatever the id.
      ...{ notices: await aNoticeOf(database, territory), 'notice-templates': NOBODY },
      ...{ incidents: NOBODY, 'probe-accounts': NOBODY, 'api-keys': NOBODY },
      ...{ 'subject-requests': NOBODY, leaks: NOBODY, 'processor-agreements': NOBODY },
      ...{ grants: NOBODY, delegates: NOBODY, 'own-sessions': NOBODY },
    };
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

/** A campaign of the second school, a request, a task and a day of its calendar, by the first word of their routes. */
async function aCampaignOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH system AS (
       INSERT INTO journal_systems (region_id, code, name) VALUES ($1, 'campaigns', 'Журнал') RETURNING id
     ), c AS (
       INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on)
       SELECT $1, id, $2, 'staff', 'preparation', now(), '2027-02-01' FROM system RETURNING id
     ), q AS (
       INSERT INTO campaign_requests (region_id, school_id, campaign_id, kind, state, from_date, to_date, reason, asked_by,
         asked_at, changed_at)
       SELECT $1, $2, id, 'postpone', 'asked', '2027-02-01', '2027-03-01', 'ремонт', gen_random_uuid(), now(), now()
         FROM c RETURNING id
     ), t AS (
       INSERT INTO campaign_tasks (region_id, audience, code, school_id, opened_at)
       VALUES ($1, 'school', 'CUTOVER_DATE_MISSED', $2, now()) RETURNING id
     ), d AS (
       INSERT INTO calendar_days (region_id, school_id, kind, name, starts_on, ends_on, recorded_by, recorded_at)
       VALUES ($1, $2, 'exam', 'экзамен', '2027-05-24', '2027-05-24', gen_random_uuid(), now()) RETURNING id
     )
     SELECT c.id AS campaigns, q.id AS "campaign-requests", t.id AS "campaign-tasks", d.id AS "calendar-days",
            system.id AS "campaign-policies" FROM system, c, q, t, d`,
    [regionId, schools.b],
  );
  return row ?? {};
}

/** A child, a tie, a restriction, an exception and a consent of the second school, by the first word of their routes. */
async function aFamilyOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH two AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
       VALUES ($1, 'Чужой', 'Иван', 'чужой', 'иван', '2010-01-01', 'missing'),
              ($1, 'Чужая', 'Анна', 'чужая', 'анна', '1985-01-01', 'missing') RETURNING id, norm_last
     ), child AS (SELECT id FROM two WHERE norm_last = 'чужой'), parent AS (SELECT id FROM two WHERE norm_last = 'чужая'
     ), c AS (
       INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
       SELECT $1, 'test', 'student', 'foreign', id, '\\x00' FROM child RETURNING id
     ), p AS (
       INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
       SELECT $1, 'test', 'representative', 'foreign', id, '\\x00' FROM parent RETURNING id
     ), e AS (
       INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from)
       SELECT $1, c.id, child.id, $2, 'main', '2020-09-01' FROM c, child
     ), t AS (
       INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind, valid_from)
       SELECT $1, c.id, p.id, child.id, parent.id, 'parent', '2020-09-01' FROM c, p, child, parent RETURNING id
     ), x AS (
       INSERT INTO representation_restrictions (region_id, child_id, representative_id, kind, basis, valid_from, recorded_by, recorded_at)
       SELECT $1, child.id, parent.id, 'restriction', 'суд', '2026-01-01', gen_random_uuid(), now() FROM child, parent RETURNING id
     ), g AS (
       INSERT INTO capacity_exceptions (region_id, person_id, school_id, kind, basis, recorded_by, recorded_at)
       SELECT $1, child.id, $2, 'employed', 'договор', gen_random_uuid(), now() FROM child RETURNING id
     ), k AS (
       INSERT INTO consents (region_id, subject_id, giver_id, giver_kind, purpose, text_version, given_at, channel, recorded_by)
       SELECT $1, child.id, parent.id, 'representative', 'esia_sign_in', 1, now(), 'account', gen_random_uuid()
         FROM child, parent RETURNING id
     )
     SELECT child.id AS people, t.id AS "family-ties", x.id AS "representation-restrictions",
            g.id AS "capacity-exceptions", k.id AS consents FROM child, t, x, g, k`,
    [regionId, schools.b],
  );
  return row ?? {};
}

/** The old login of an account of the second school, and the act that ended it, by the first word of their routes. */
async function anOldLoginOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH system AS (
       INSERT INTO journal_systems (region_id, code, name) VALUES ($1, 'old-logins', 'Журнал') RETURNING id
     ), account AS (
       INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
       SELECT $1, id, 'old-1', 'teacher', '\\x00' FROM system RETURNING id, journal_system_id
     ), place AS (
       INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM account
     ), login AS (
       INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, bucket, changed_at)
       SELECT id, $1, journal_system_id, 'purged', 0, now() FROM account
     ), act AS (
       INSERT INTO purge_acts (journal_system_id, number, purged_on, act, digest, accounts, received_at, school_ids)
       SELECT id, '1', '2026-11-01', 'a.b.c', '\\x00', 1, now(), ARRAY[$2::uuid] FROM system RETURNING id
     )
     SELECT account.id AS credentials, act.id AS "deletion-acts" FROM account, act`,
    [regionId, schools.b],
  );
  return row ?? {};
}

/** A brownout and an account of the second school, and emergencies of the region, by the first word of their routes. */
async function emergenciesOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH campaign AS (
       INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
       SELECT $1, id, $2, 'staff', 'brownouts', now(), '2027-01-20', now() FROM journal_systems LIMIT 1 RETURNING id
     ), brownout AS (
       INSERT INTO brownout_windows (region_id, campaign_id, state, starts_at, ends_at, planned_by, planned_at, reason, act_id)
       SELECT $1, id, 'planned', now(), now() + interval '2 hours', gen_random_uuid(), now(), 'проверка', gen_random_uuid()
         FROM campaign RETURNING id, act_id
     ), glass AS (
       INSERT INTO break_glass_grants (region_id, state, hours, reason, requested_by, requested_at)
       VALUES ($1, 'requested', 1, 'проверка', gen_random_uuid(), now()) RETURNING id
     ), outage AS (
       INSERT INTO esia_outages (region_id, set_by, started_at) VALUES ($1, 'breaker', now()) RETURNING id
     ), account AS (
       SELECT journal_account_id AS id FROM journal_account_schools WHERE school_id = $2 LIMIT 1
     )
     SELECT brownout.id AS brownouts, brownout.act_id AS "brownout-acts", glass.id AS "break-glass",
            outage.id AS "esia-outages", account.id AS credentials FROM brownout, glass, outage, account`,
    [regionId, schools.b],
  );
  return row ?? {};
}

/** A letter and an announcement of the second school, by the first word of their routes. */
async function aLetterOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
  esiaPersonId: string,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH l AS (
       INSERT INTO letters (region_id, title, text, due_on, created_by, created_at, sent_by, sent_at)
       VALUES ($1, 'Письмо', 'текст', '2026-12-01', $3, now(), $3, now()) RETURNING id
     ), r AS (
       INSERT INTO letter_recipients (letter_id, school_id, received_at) SELECT id, $2, now() FROM l
     ), a AS (
       INSERT INTO announcements (region_id, school_id, title, text, starts_at, ends_at, created_by, created_at)
       VALUES ($1, $2, 'Объявление', 'текст', now(), now() + interval '1 day', $3, now()) RETURNING id
     )
     SELECT l.id AS letters, a.id AS announcements FROM l, a`,
    [regionId, schools.b, esiaPersonId],
  );
  return row ?? {};
}

/** A notice of the second school. */
async function aNoticeOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<string | undefined> {
  const [row] = await database.query<{ id: string }>(
    `WITH system AS (
       INSERT INTO journal_systems (region_id, code, name) VALUES ($1, 'notices', 'Журнал') RETURNING id
     ), account AS (
       INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
       SELECT $1, id, 'n-1', 'teacher', '\\x00' FROM system RETURNING id
     ), p AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, snils_state)
       VALUES ($1, 'Чужая', 'Ольга', 'чужая', 'ольга', 'missing') RETURNING id
     ), c AS (
       INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on)
       SELECT $1, id, $2, 'staff', 'preparation', now(), '2027-02-01' FROM system RETURNING id
     ), t AS (
       INSERT INTO notice_templates (region_id, kind, version, state, title, body, written_at)
       VALUES ($1, 'leaflet_staff', 1, 'draft', 'Памятка', 'Текст', now()) RETURNING id
     )
     INSERT INTO notice_issues (region_id, campaign_id, person_id, journal_account_id, school_id, template_id, cutover_on,
       state, state_since, created_at)
     SELECT $1, c.id, p.id, account.id, $2, t.id, '2027-02-01', 'generated', now(), now() FROM c, p, account, t RETURNING id`,
    [regionId, schools.b],
  );
  return row?.id;
}

/** «УЗ создана» of a pupil of the second school. */
async function aDeclarationOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `WITH p AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
       VALUES ($1, 'Чужая', 'Анна', 'чужая', 'анна', '2014-01-01', 'missing') RETURNING id
     )
     INSERT INTO declarations (region_id, person_id, school_id, declared_by, recorded_by, recorded_at)
     SELECT $1, id, $2, 'homeroom', gen_random_uuid(), now() FROM p RETURNING id`,
    [regionId, schools.b],
  );
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
  return row.id;
}

/** A report of the second school and its period, by the first word of their routes. */
async function aReportOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH s AS (
       INSERT INTO statistics_snapshots (region_id, as_of, age_basis, revision, methodology, cause, computed_at,
         schools_without_data)
       VALUES ($1, '2026-11-20', 'as_of_date', 1, 'test', 'daily', now(), 0) RETURNING id
     ), p AS (
       INSERT INTO report_periods (region_id, form_code, form_version, name, first_day, as_of, due_on, due_zone, due_before,
         snapshot_id, state, opened_by, opened_at)
       SELECT $1, 'esia-transition', 1, 'Ноябрь', '2026-11-01', '2026-11-20', '2026-11-25', 'Europe/Kaliningrad',
         '2026-11-25T22:00:00Z', id, 'open', 'test', now() FROM s RETURNING id, snapshot_id
     ), r AS (
       INSERT INTO school_reports (region_id, period_id, school_id, route, state, snapshot_id, cells, due_before, changed_at)
       SELECT $1, id, $2, 'direct', 'open', snapshot_id, '{}', '2026-11-25T22:00:00Z', now() FROM p RETURNING id
     ), k AS (
       INSERT INTO report_corrections (report_id, state, reason, difference, snapshot_id, cells, asked_by, asked_at)
       SELECT r.id, 'asked', 'приказ', '[]', p.snapshot_id, '{}', gen_random_uuid(), now() FROM r, p RETURNING id
     )
     SELECT p.id AS "report-periods", r.id AS reports, k.id AS "report-corrections", k.id AS rollups, k.id AS "federal-totals"
       FROM p, r, k`,
    [regionId, schools.b],
  );
  return row ?? {};
}

/** An exemption and a refusal asked for at the second school, and a password to be re-enabled, by the first word of their routes. */
async function overlaysOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH p AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
       VALUES ($1, 'Чужой', 'Пётр', 'чужой', 'петр', '2010-01-01', 'missing') RETURNING id
     ), x AS (
       INSERT INTO exemptions (region_id, school_id, scope, person_id, type, basis, state, starts_on, ends_on, requested_by,
         requested_at) SELECT $1, $2, 'person', id, 'other', 'справка', 'requested', '2026-11-20', '2027-09-30', 'test', now()
         FROM p RETURNING id
     ), f AS (
       INSERT INTO esia_refusals (region_id, school_id, person_id, basis, refused_on, recorded_by, recorded_at)
       SELECT $1, $2, id, 'заявление', '2026-11-20', 'test', now() FROM p RETURNING id
     ), system AS (
       INSERT INTO journal_systems (region_id, code, name) VALUES ($1, 'overlays', 'Журнал') RETURNING id
     ), account AS (
       INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, person_id, row_hash)
       SELECT $1, system.id, 'o-1', 'student', p.id, '\\x00' FROM system, p RETURNING id
     ), place AS (
       INSERT INTO journal_account_schools (journal_account_id, school_id) SELECT id, $2 FROM account
     ), w AS (
       INSERT INTO reenable_windows (region_id, scope, journal_account_id, school_id, state, requested_by, requested_at, reason)
       SELECT $1, 'account', id, $2, 'requested', 'test', now(), 'нет телефона' FROM account RETURNING id
     )
     SELECT x.id AS exemptions, f.id AS refusals, w.id AS "reenable-windows" FROM x, f, w`,
    [regionId, schools.b],
  );
  return row ?? {};
}

/** A pupil of the second school, a merge proposed about them, and a task, by the first word of their routes. */
async function twoPeopleOf(
  database: TestDatabase,
  { regionId, schools }: SmallTerritory,
): Promise<Readonly<Record<string, string>>> {
  const [row] = await database.query<Record<string, string>>(
    `WITH two AS (
       INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, birth_date, snils_state)
       SELECT $1, 'Чужой', 'Иван', 'чужой', 'иван', '2010-01-01', 'missing' FROM generate_series(1, 2) RETURNING id
     ), r AS (
       INSERT INTO person_records (region_id, source, kind, source_id, person_id, row_hash)
       SELECT $1, 'test', 'student', 'foreign-' || id, id, '\\x00' FROM two RETURNING id, person_id
     ), e AS (
       INSERT INTO enrollments (region_id, record_id, person_id, school_id, kind, valid_from)
       SELECT $1, r.id, r.person_id, $2, 'main', '2020-09-01' FROM r
     ), pair AS (SELECT min(id::text)::uuid AS one, max(id::text)::uuid AS other FROM two), d AS (
       INSERT INTO person_decisions (region_id, kind, state, person_id, other_id, reason, decided_by, decided_at)
       SELECT $1, 'merge', 'proposed', one, other, 'один человек', gen_random_uuid(), now() FROM pair RETURNING id
     ), t AS (
       INSERT INTO roster_tasks (region_id, school_id, code, person_id, opened_at)
       SELECT $1, $2, 'NAME_DISCREPANCY', one, now() FROM pair RETURNING id
     )
     SELECT pair.one AS people, d.id AS "person-merges", t.id AS "roster-tasks" FROM pair, d, t`,
    [regionId, schools.b],
  );
  return row ?? {};
}

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

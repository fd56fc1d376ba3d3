import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/index.js';
import { ROLES } from '../../src/access/index.js';
import { newUuid } from '../../src/kernel/ids.js';
import type { TestAdministrator } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { type ObjectsOfSchool, objectsOfSchool, type PlaceOfObjects } from '../support/objects-of-school.js';
import type { OpenapiDocument } from '../support/openapi-document.js';
import {
  oneOfEachRole,
  RoleDesk,
  type RouteAnswer,
  type TableRow,
  tableOfRoles,
} from '../support/role-desk.js';
import { smallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What is shown once: a repetition does nothing and says so. */
const SAID_ONCE: ReadonlySet<string> = new Set([
  'POST /api/v1/link-reviews/:id/reveal',
  'POST /api/v1/people/:id/reveal',
]);

/** What a route wants of its body beside what the description tells. */
const BODIES: Readonly<Record<string, (objects: ObjectsOfSchool) => object>> = {
  'POST /api/v1/announcements': () => ({ ends_at: '2026-11-30T12:00:00Z' }),
  'POST /api/v1/brownouts': () => EVENING,
  'POST /api/v1/brownouts/preview': () => EVENING,
  'POST /api/v1/campaign-acts': ({ campaigns }) => ({ event: 'pause', campaign_ids: [campaigns] }),
  'POST /api/v1/campaign-acts/preview': ({ campaigns }) => ({ event: 'pause', campaign_ids: [campaigns] }),
  'POST /api/v1/campaigns/:id/acts': () => ({ event: 'pause' }),
  'POST /api/v1/consents': ({ people }) => ({ giver_id: people }),
  'PUT /api/v1/lesson-hours': () => ({ from: '08:00', until: '14:00' }),
  'POST /api/v1/link-codes': ({ accounts }) => ({ account_ids: [accounts] }),
  'POST /api/v1/link-reviews/decisions': (objects) => ({
    decisions: [{ id: objects['link-reviews'], revision: 1, decision: 'reject', reason: 'другой человек' }],
  }),
  'POST /api/v1/links/revocations': ({ links }) => ({ revocations: [{ id: links, reason: 'school_error' }] }),
  'POST /api/v1/notices': ({ classes }) => ({ class_id: classes }),
  'PATCH /api/v1/people/:id': () => ({ gender: 'F' }),
  'POST /api/v1/people/:id/death': () => ({ date: '2026-11-01' }),
  'POST /api/v1/refusals': () => ({ refused_on: '2026-11-20' }),
  'POST /api/v1/roster-tasks/done': (objects) => ({ ids: [objects['roster-tasks']] }),
  'POST /api/v1/subject-requests': ({ people }) => ({ person_id: people, received_on: '2026-11-20' }),
};
const EVENING = { starts_at: '2026-11-23T17:00:00Z', ends_at: '2026-11-23T18:00:00Z', share: 100 };

/** What has to be so before a route is asked. */
const BEFORE: Readonly<Record<string, string>> = {
  'POST /api/v1/break-glass': 'DELETE FROM break_glass_grants',
  'POST /api/v1/brownouts': `UPDATE campaigns SET phase = 'brownouts'`,
};

/**
 * Routes that the walk does not get done, each with the refusal that its objects and example meet: they are in another state, are
 * one of a kind, or want a file or a text that no example has. What is refused keeps no key, whatever the route.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'POST /api/v1/campaign-requests': 'CAMPAIGN_DATE_NOT_LATER',
  'POST /api/v1/campaign-requests/:id/approve': 'DATE_REQUEST_DECIDED',
  'POST /api/v1/campaign-requests/:id/refuse': 'DATE_REQUEST_DECIDED',
  'POST /api/v1/cases/:number/access': 'VALIDATION_FAILED',
  'POST /api/v1/cases/:number/escalation': 'VALIDATION_FAILED',
  'POST /api/v1/cases/:number/instructions': 'NOT_FOUND',
  'POST /api/v1/cases/:number/lock-password': 'NOT_FOUND',
  'POST /api/v1/cases/:number/reveal': 'NOT_FOUND',
  'POST /api/v1/cases/:number/suspend-link': 'NOT_FOUND',
  'POST /api/v1/credentials/:id/order': 'CREDENTIAL_ORDER_IMPOSSIBLE',
  'POST /api/v1/credentials/:id/unlock': 'CREDENTIAL_NOT_LOCKED',
  'POST /api/v1/exemptions': 'EXEMPTION_TARGET_WRONG',
  'POST /api/v1/exemptions/:id/renewal': 'EXEMPTION_NOT_RENEWABLE',
  'POST /api/v1/exemptions/:id/review': 'EXEMPTION_STATE_WRONG',
  'POST /api/v1/exemptions/:id/revoke': 'EXEMPTION_STATE_WRONG',
  'POST /api/v1/family-ties/:id/restrictions': 'RESTRICTION_EXISTS',
  'POST /api/v1/federal-totals': 'FEDERAL_FILE_WRONG',
  'POST /api/v1/grants': 'GRANT_BASIS_WRONG',
  'POST /api/v1/leaks': 'VALIDATION_FAILED',
  'POST /api/v1/leaks/:id/close': 'LEAK_NOTICE_FIRST',
  'POST /api/v1/letters/:id/sending': 'LETTER_SENT',
  'POST /api/v1/links/:id/confirm': 'LINK_NOT_WAITING',
  'POST /api/v1/links/:id/refuse': 'LINK_NOT_WAITING',
  'POST /api/v1/links/:id/resume': 'LINK_NOT_RESUMABLE',
  'POST /api/v1/links/:id/revoke': 'LINK_NOT_LIVE',
  'POST /api/v1/links/:id/suspend': 'LINK_NOT_ACTIVE',
  'POST /api/v1/notice-templates': 'VALIDATION_FAILED',
  'POST /api/v1/notice-templates/approvals': 'NOTICE_TEXT_FAULTY',
  'POST /api/v1/own-sessions/:id/end': 'NOT_FOUND',
  'POST /api/v1/people/:id/capacity-exceptions': 'CAPACITY_EXCEPTION_EXISTS',
  'POST /api/v1/people/:id/split': 'PERSON_HAS_ONE_RECORD',
  'POST /api/v1/processor-agreements': 'PURPOSE_UNKNOWN',
  'POST /api/v1/reenable-windows': 'REENABLE_NOT_POSSIBLE',
  'POST /api/v1/reenable-windows/:id/approve': 'REENABLE_NOT_POSSIBLE',
  'POST /api/v1/reenable-windows/school': 'REENABLE_NOT_POSSIBLE',
  'POST /api/v1/refusals': 'REFUSAL_EXISTS',
  'POST /api/v1/refusals/:id/form': 'NOTICE_TEXT_NOT_APPROVED',
  'POST /api/v1/report-corrections': 'CORRECTION_NOT_LOCKED',
  'POST /api/v1/report-corrections/:id/approve': 'CORRECTION_STATE_WRONG',
  'POST /api/v1/report-forms': 'VALIDATION_FAILED',
  'POST /api/v1/report-periods': 'REPORT_FORM_UNKNOWN',
  'POST /api/v1/reports/:id/accept': 'REPORT_OTHER_ROUTE',
  'POST /api/v1/reports/:id/recall': 'REPORT_STATE_WRONG',
  'POST /api/v1/reports/:id/return': 'REPORT_OTHER_ROUTE',
  'POST /api/v1/rollups/:id/accept': 'ROLLUP_STATE_WRONG',
  'POST /api/v1/rollups/:id/recall': 'ROLLUP_STATE_WRONG',
  'POST /api/v1/rollups/:id/return': 'ROLLUP_STATE_WRONG',
  'POST /api/v1/rollups/:id/submit': 'ROLLUP_MISSING_UNNAMED',
  'POST /api/v1/roster-imports': 'VALIDATION_FAILED',
  'POST /api/v1/roster-imports/:id/apply': 'IMPORT_STATE_CHANGED',
  'POST /api/v1/roster-imports/:id/approve': 'IMPORT_STATE_CHANGED',
  'POST /api/v1/roster-imports/:id/discard': 'IMPORT_STATE_CHANGED',
  'POST /api/v1/roster-imports/:id/reject': 'IMPORT_STATE_CHANGED',
  'POST /api/v1/roster-imports/:id/rollback': 'IMPORT_ROLL_BACK_LATE',
  'POST /api/v1/schools/:id/reorganisations': 'REORGANISATION_SAME_SCHOOL',
  'POST /api/v1/subject-requests/:id/blocking': 'SUBJECT_REQUEST_KIND',
  'POST /api/v1/subject-requests/:id/correction': 'SUBJECT_REQUEST_KIND',
  'POST /api/v1/subject-requests/:id/erasure': 'SUBJECT_REQUEST_KIND',
  'POST /api/v1/subject-requests/:id/erasure/confirmation': 'SUBJECT_REQUEST_KIND',
  'POST /api/v1/subject-requests/:id/erasure/decline': 'SUBJECT_REQUEST_STATE',
  'POST /api/v1/subject-requests/:id/unblocking': 'SUBJECT_REQUEST_KIND',
  'PUT /api/v1/campaign-policies/:id': 'PRECONDITION_FAILED',
  'PUT /api/v1/federal-totals/:id': 'PRECONDITION_FAILED',
  'PUT /api/v1/letters/:id/file': 'LETTER_SENT',
};

describe('an act that comes twice under one Idempotency-Key', () => {
  let database: TestDatabase;
  let servers: readonly TestApplication[] = [];
  let desk: RoleDesk;
  let administrators: ReadonlyMap<Role, TestAdministrator>;
  let place: PlaceOfObjects;
  const acts = tableOfRoles().filter(({ method }) => method !== 'GET');
  const nameOf = ({ method, path }: TableRow): string => `${method} ${path}`;

  beforeAll(async () => {
    database = await freshDatabase();
    const built = await startBuiltServer(database);
    const description = await fetch(`${built.url}/api/openapi.json`);
    const document = (await description.json()) as OpenapiDocument;
    await built.stop();
    const { regionId, towns, schools } = await smallTerritory(database);
    place = { regionId, townId: towns.a, schoolId: schools.a };
    const clock = new GivenClock(NOON);
    servers = [await startApplication(database, { clock }), await startApplication(database, { clock })];
    const [first] = servers;
    if (first === undefined) throw new Error('there are two servers');
    desk = new RoleDesk(first.url, document);
    const { classes = '' } = await objectsOfSchool(database, place);
    place = { ...place, classId: classes };
    administrators = await oneOfEachRole(first, database, place, classes, NOON);
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await database.drop();
  });

  const idOf = (row: TableRow, objects: ObjectsOfSchool): string =>
    row.path.includes('/:id') ? (objects[row.path.split('/')[3] ?? ''] ?? NOBODY) : NOBODY;
  const codeOf = ({ text }: RouteAnswer): string | undefined => (/"code":"([A-Z_]+)"/.exec(text) ?? [])[1];
  const bodyOf = ({ text }: RouteAnswer): string => text.replace(/"secret":"[^"]+"/, '"secret":null');

  /** How many of the answered requests left something in the audit. */
  async function effects(answers: readonly RouteAnswer[]): Promise<number> {
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    const rows = await database.query(
      'SELECT DISTINCT trace_id FROM audit_events WHERE trace_id = ANY ($1::text[])',
      [ids],
    );
    return rows.length;
  }

  /** What is wrong with a route, null when nothing is; or with what it was refused to the last role that may call it. */
  async function faultOf(
    row: TableRow,
  ): Promise<{ readonly fault: string | null } | { readonly refused: string }> {
    let refused = '';
    for (const role of ROLES.filter((one) => row.roles.has(one))) {
      const objects = await objectsOfSchool(database, place);
      const key = newUuid();
      const before = BEFORE[nameOf(row)];
      if (before !== undefined) await database.query(before);
      const right = BODIES[nameOf(row)]?.(objects);
      const ask = (url: string | undefined, more?: object) => {
        const body = right === undefined && more === undefined ? undefined : { ...right, ...more };
        return desk.ask({
          ...{ row, objects, id: idOf(row, objects), cookie: administrators.get(role)?.cookie ?? '' },
          headers: { 'idempotency-key': key },
          ...(body !== undefined && { body }),
          ...(url !== undefined && { url }),
        });
      };
      const atOnce = await Promise.all(servers.map(({ url }) => ask(url)));
      const first = atOnce.find(
        ({ status, headers }) => status < 400 && headers.get('idempotency-replayed') === null,
      );
      if (first === undefined) {
        refused = atOnce.map(codeOf).find((code) => code !== undefined) ?? '';
        continue;
      }
      const answers = [...atOnce, await ask(undefined)];
      const repeated = answers.filter((one) => one !== first);
      const other = await ask(undefined, { nobody_knows: 1 });
      const isRight = repeated.every((one) =>
        SAID_ONCE.has(nameOf(row))
          ? codeOf(one) === 'IDEMPOTENT_ANSWER_UNSAID'
          : one.headers.get('idempotency-replayed') === 'true' &&
            one.status === first.status &&
            one.text === bodyOf(first),
      );
      const done = await effects([...answers, other]);
      if (isRight && done <= 1 && codeOf(other) === 'IDEMPOTENCY_KEY_REUSED') return { fault: null };
      const said = [...answers, other]
        .map(({ status, text }) => `${status} ${text.slice(0, 120)}`)
        .join(' | ');
      return { fault: `${role} ${nameOf(row)}: ${done} effects, ${said}` };
    }
    return { refused };
  }

  it('answers the same, does one thing, and refuses another request, on two servers at once', async () => {
    const faults: string[] = [];
    const leftOut: Record<string, string> = {};
    for (const row of acts) {
      const found = await faultOf(row);
      if ('refused' in found) leftOut[nameOf(row)] = found.refused;
      else if (found.fault !== null) faults.push(found.fault);
    }
    expect(faults).toEqual([]);
    expect(leftOut).toEqual(LEFT_OUT);
  }, 300_000);
});

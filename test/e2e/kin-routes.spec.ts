import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES } from '../../src/access/index.js';
import type { TestAdministrator } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { NOT_ABOUT_A_PERSON, OPEN_TO_KIN, REFUSES_KIN, REFUSES_KIN_BY_CASE } from '../support/kin-stances.js';
import { type ObjectsOfSchool, objectsOfSchool, type PlaceOfObjects } from '../support/objects-of-school.js';
import type { OpenapiDocument } from '../support/openapi-document.js';
import { declaredRoutes } from '../support/route-census.js';
import { oneOfEachRole, RoleDesk, type TableRow, tableOfRoles } from '../support/role-desk.js';
import { smallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('the administrator’s own family (EC-085, EC-086)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let desk: RoleDesk;
  let administrators: ReadonlyMap<Role, TestAdministrator>;
  let own: PlaceOfObjects;
  let classId: string;

  beforeAll(async () => {
    database = await freshDatabase();
    const server = await startBuiltServer(database);
    const description = await fetch(`${server.url}/api/openapi.json`);
    const document = (await description.json()) as OpenapiDocument;
    await server.stop();
    const here = await smallTerritory(database);
    own = { regionId: here.regionId, townId: here.towns.a, schoolId: here.schools.a };
    classId = (await objectsOfSchool(database, own))['classes'] ?? '';
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    desk = new RoleDesk(application.url, document);
    administrators = await oneOfEachRole(application, database, own, classId, NOON);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const kindOf = ({ path }: TableRow): string => path.split('/')[3] ?? '';
  const nameOf = ({ method, path }: TableRow): string => `${method} ${path}`;

  /** Makes the administrator one human with a person of the roster: same name and birth date. */
  const isNow = (role: Role, personId: string) =>
    database.query(
      `UPDATE esia_persons e SET norm_last = p.norm_last, norm_first = p.norm_first, norm_middle = p.norm_middle,
         birth_date = p.birth_date FROM people p WHERE e.id = $1 AND p.id = $2`,
      [administrators.get(role)?.esiaPersonId, personId],
    );
  /** Fresh objects about two pupils who are children of one parent. */
  async function family(): Promise<ObjectsOfSchool> {
    const objects = await objectsOfSchool(database, { ...own, classId });
    await database.query(
      `INSERT INTO family_ties (region_id, child_record_id, representative_record_id, child_id, representative_id, kind, valid_from)
       SELECT t.region_id, r.id, t.representative_record_id, r.person_id, t.representative_id, 'parent', t.valid_from
         FROM family_ties t JOIN person_records r ON r.person_id = $2 WHERE t.id = $1`,
      [objects['family-ties'], objects['others']],
    );
    return objects;
  }
  async function answerOf(row: TableRow, role: Role, objects: ObjectsOfSchool): Promise<string> {
    const { also = [], body, before } = SITUATIONS[nameOf(row)] ?? {};
    if (before !== undefined) await database.query(before, [objects[kindOf(row)]]);
    const id = row.path.includes('/:id') ? (objects[kindOf(row)] ?? NOBODY) : NOBODY;
    const cookie = administrators.get(role)?.cookie ?? '';
    const own = body === undefined ? {} : { body: body(objects) };
    const { status, text } = await desk.ask({ row, cookie, id, objects, also, ...own });
    return `${status} ${text}`;
  }
  const refuses = (answer: string): boolean => answer.includes('"CONFLICT_OF_INTEREST"');

  it('has a word in each route that changes something: refused, open with a reason, or about no person', () => {
    const acts = declaredRoutes(application.app)
      .filter(({ method, right }) => method !== 'GET' && right !== null)
      .map(({ method, path }) => `${method} ${path}`);
    const told = [
      ...[...REFUSES_KIN, ...REFUSES_KIN_BY_CASE, ...Object.keys(OPEN_TO_KIN)],
      ...Object.values(NOT_ABOUT_A_PERSON).flat(),
    ];
    expect([...told].sort()).toEqual([...acts].sort());
  });

  it('is not the administrator about, by any route that decides about a person', async () => {
    const rows = tableOfRoles().filter((row) => REFUSES_KIN.includes(nameOf(row)));
    expect(rows.map(nameOf).sort()).toEqual([...REFUSES_KIN].sort());
    const found: string[] = [];
    for (const row of rows) {
      for (const role of ROLES.filter((one) => row.roles.has(one))) {
        const objects = await family();
        await isNow(role, objects['parents'] ?? '');
        const answer = await answerOf(row, role, objects);
        const isDone = /^20[14]/.test(answer);
        if (!refuses(answer) || isDone) found.push(`${role} ${nameOf(row)}: ${answer.slice(0, 300)}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('may be declared by whoever works there: the parent says the same of the child on the own page', async () => {
    const objects = await family();
    const teacher = administrators.get('homeroom');
    await isNow('homeroom', objects['parents'] ?? '');
    const answer = await fetch(`${application.url}/api/v1/declarations`, {
      ...{ method: 'POST', body: JSON.stringify({ school_id: own.schoolId, person_id: objects['people'] }) },
      headers: { cookie: teacher?.cookie ?? '', 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(201);
    const [recorded] = await database.query<{ by: string }>(
      'SELECT recorded_by AS by FROM declarations WHERE person_id = $1',
      [objects['people']],
    );
    expect(recorded?.by).toBe(teacher?.esiaPersonId);
  });

  it('of somebody else stops nobody: the same acts of a stranger are refused by their state at most', async () => {
    const found: string[] = [];
    for (const row of tableOfRoles().filter((one) => REFUSES_KIN.includes(nameOf(one)))) {
      const [role] = ROLES.filter((one) => row.roles.has(one));
      if (role === undefined) continue;
      const [theirs, objects] = [await family(), await family()];
      await isNow(role, theirs['parents'] ?? '');
      const answer = await answerOf(row, role, objects);
      if (refuses(answer) || /^(401|404|5)/.test(answer))
        found.push(`${role} ${nameOf(row)}: ${answer.slice(0, 300)}`);
    }
    expect(found).toEqual([]);
  });
});

/** What a description does not tell of an act: further fields, a body of rows, the state that the act wants ($1: its object). */
interface Situation {
  readonly also?: readonly string[];
  readonly body?: (objects: ObjectsOfSchool) => object;
  readonly before?: string;
}

const linkIs = (state: string, reason: string | null = null): string =>
  `UPDATE links SET state = '${state}', reason = ${reason === null ? 'NULL' : `'${reason}'`} WHERE id = $1`;
const requestIs = (kind: string): string => `UPDATE subject_requests SET kind = '${kind}' WHERE id = $1`;
const reason = 'сверено с документом';

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'POST /api/v1/exemptions': { also: ['person_id'] },
  'POST /api/v1/link-codes': { also: ['account_ids'] },
  'POST /api/v1/subject-requests': {
    body: ({ people }) => ({
      ...{ kind: 'access', document: 'письмо № 1 от 20.11.2026', received_on: '2026-11-20' },
      person_id: people,
    }),
  },
  'POST /api/v1/links/:id/confirm': { before: linkIs('pending_proof') },
  'POST /api/v1/links/:id/refuse': { before: linkIs('pending_proof') },
  'POST /api/v1/links/:id/resume': { before: linkIs('suspended', 'security') },
  'POST /api/v1/links/:id/revoke': { before: linkIs('active') },
  'POST /api/v1/links/:id/suspend': { before: linkIs('active') },
  'POST /api/v1/links/revocations': {
    before: linkIs('active'),
    body: ({ links }) => ({ revocations: [{ id: links, reason: 'school_error' }] }),
  },
  'POST /api/v1/link-reviews/decisions': {
    body: ({ 'link-reviews': id }) => ({ decisions: [{ id, decision: 'reject', revision: 1, reason }] }),
  },
  'POST /api/v1/roster-tasks/done': { body: ({ 'roster-tasks': id }) => ({ ids: [id] }) },
  'POST /api/v1/subject-requests/:id/blocking': { before: requestIs('blocking') },
  'POST /api/v1/subject-requests/:id/unblocking': { before: requestIs('blocking') },
};

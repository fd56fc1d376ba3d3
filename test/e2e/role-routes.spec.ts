import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES, SCOPE_OF_ROLE } from '../../src/access/index.js';
import type { TestAdministrator } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { type ObjectsOfSchool, objectsOfSchool, type PlaceOfObjects } from '../support/objects-of-school.js';
import type { OpenapiDocument } from '../support/openapi-document.js';
import { oneOfEachRole, RoleDesk, type TableRow, tableOfRoles } from '../support/role-desk.js';
import { declaredRoutes } from '../support/route-census.js';
import { smallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const NOBODY = '00000000-0000-4000-8000-000000000000';
const AT_ONCE = 6;

describe('the table of roles and routes', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let desk: RoleDesk;
  let administrators: ReadonlyMap<Role, TestAdministrator>;
  const rows = tableOfRoles();
  /** The school where the administrators are, one of another municipality, one of another region. */
  let own: PlaceOfObjects;
  let ownObjects: ObjectsOfSchool;
  let foreignObjects: ObjectsOfSchool;
  let objectsAbroad: ObjectsOfSchool;

  beforeAll(async () => {
    database = await freshDatabase();
    const server = await startBuiltServer(database);
    const description = await fetch(`${server.url}/api/openapi.json`);
    const document = (await description.json()) as OpenapiDocument;
    await server.stop();
    const [here, there] = [await smallTerritory(database), await smallTerritory(database, '91')];
    own = { regionId: here.regionId, townId: here.towns.a, schoolId: here.schools.a };
    const foreign = { regionId: here.regionId, townId: here.towns.b, schoolId: here.schools.b };
    const abroad = { regionId: there.regionId, townId: there.towns.a, schoolId: there.schools.a };
    ownObjects = await objectsOfSchool(database, own);
    foreignObjects = await objectsOfSchool(database, foreign);
    objectsAbroad = await objectsOfSchool(database, abroad);
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    desk = new RoleDesk(application.url, document);
    administrators = await oneOfEachRole(application, database, own, ownObjects['classes'] ?? '', NOON);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  /** One caller at a time: of some objects a place has but one. */
  let made: Promise<unknown> = Promise.resolve();
  const freshObjects = (): Promise<ObjectsOfSchool> => {
    const next = made.then(() => objectsOfSchool(database, { ...own, classId: ownObjects['classes'] ?? '' }));
    made = next;
    return next;
  };
  const cookieOf = (role: Role): string => administrators.get(role)?.cookie ?? '';
  const codeOf = (text: string): unknown => (/"code":"([A-Z_]+)"/.exec(text) ?? [])[1];
  const nameOf = ({ method, path }: TableRow): string => `${method} ${path}`;
  const hasId = ({ path }: TableRow): boolean => path.includes('/:id');
  const kindOf = ({ path }: TableRow): string => path.split('/')[3] ?? '';
  const idFor = (row: TableRow, objects: ObjectsOfSchool): string => {
    const id = objects[kindOf(row)];
    if (id === undefined)
      throw new Error(`put an object for ${nameOf(row)} into test/support/objects-of-school.ts`);
    return id;
  };
  /** A session is nobody's but its holder's: it is laid for whoever asks. */
  const ownIdFor = async (row: TableRow, role: Role, objects: ObjectsOfSchool): Promise<string> => {
    if (kindOf(row) === 'delegates') return ownDelegate(role, objects);
    if (!row.path.startsWith('/api/v1/own-sessions/')) return idFor(row, objects);
    const [session] = await database.query<{ id: string }>(
      `INSERT INTO admin_sessions (region_id, token_hash, esia_person_id, opened_at, seen_at, expires_at)
       VALUES ($1, sha256(gen_random_uuid()::text::bytea), $2, $3, $3, $3::timestamptz + interval '1 hour') RETURNING id`,
      [own.regionId, administrators.get(role)?.esiaPersonId, NOON],
    );
    return session?.id ?? NOBODY;
  };
  /** Delegates are of those who named them: the ministry's are not the municipality's. */
  const ownDelegate = (role: Role, objects: ObjectsOfSchool): string =>
    objects[SCOPE_OF_ROLE[role] === 'region' ? 'delegates-of-ministry' : 'delegates'] ?? NOBODY;
  const allowed = (row: TableRow): readonly Role[] => ROLES.filter((role) => row.roles.has(role));
  /** What lies out of the reach of a role that may call the route. */
  const beyond = (role: Role): readonly ObjectsOfSchool[] =>
    SCOPE_OF_ROLE[role] === 'region' ? [objectsAbroad] : [foreignObjects, objectsAbroad];

  /** Several questions at a time; the faults of all, none when the table holds. */
  async function faults<T>(of: readonly T[], fault: (one: T) => Promise<string | null>): Promise<string[]> {
    const found: string[] = [];
    for (let at = 0; at < of.length; at += AT_ONCE) {
      const answers = await Promise.all(of.slice(at, at + AT_ONCE).map(fault));
      found.push(...answers.filter((answer) => answer !== null));
    }
    return found;
  }

  it('names every route that wants a right, with the right that it wants', () => {
    const declared = declaredRoutes(application.app).filter(({ right }) => right !== null);
    expect(rows.map((row) => `${nameOf(row)} ${row.right}`).sort()).toEqual(
      declared.map(({ method, path, right }) => `${method} ${path} ${right ?? ''}`).sort(),
    );
  });

  it('is 403 for each role where its cell is empty, whatever is asked for', async () => {
    const refused = rows.flatMap((row) =>
      ROLES.filter((role) => !row.roles.has(role)).map((role) => ({ row, role })),
    );
    expect(refused.length).toBeGreaterThan(1000);
    const found = await faults(refused, async ({ row, role }) => {
      const id = hasId(row) ? idFor(row, ownObjects) : NOBODY;
      const { status, text } = await desk.ask({ row, cookie: cookieOf(role), id, objects: ownObjects });
      return status === 403 && codeOf(text) === 'FORBIDDEN' ? null : `${role} ${nameOf(row)}: ${status}`;
    });
    expect(found).toEqual([]);
  });

  it('is 404 for what another school, municipality or region has, by the id of the path', async () => {
    const attacks = rows
      .filter(hasId)
      .flatMap((row) =>
        allowed(row).flatMap((role) => beyond(role).map((objects) => ({ row, role, objects }))),
      )
      .filter(({ row, objects }) => objects !== foreignObjects || !OF_THE_REGION.has(kindOf(row)));
    const found = await faults(attacks, async ({ row, role, objects }) => {
      const id = idFor(row, objects);
      // What the query and the body name is the caller's own: only the path is foreign.
      const { status, text } = await desk.ask({ row, cookie: cookieOf(role), id, objects: ownObjects });
      return status === 404 ? null : `${role} ${nameOf(row)}: ${status} ${text.slice(0, 200)}`;
    });
    expect(found).toEqual([]);
  });

  it('shows nothing foreign, and does nothing to it, by an id in a query or a body', async () => {
    const attacks = rows.flatMap((row) =>
      desk
        .idsOf(row)
        .flatMap((field) =>
          allowed(row).flatMap((role) => beyond(role).map((objects) => ({ row, role, field, objects }))),
        ),
    );
    expect(attacks.length).toBeGreaterThan(100);
    const harmful = attacks.filter(({ row, field }) => !HARMLESS.has(`${nameOf(row)} ${field}`));
    const found = await faults(harmful, async ({ row, role, field, objects }) => {
      // What changes its object changes one that nobody else asks for.
      const mine = row.method === 'GET' ? ownObjects : await freshObjects();
      const id = hasId(row) ? idFor(row, mine) : NOBODY;
      const answer = await desk.ask({ row, cookie: cookieOf(role), id, objects, also: [field] });
      if (ANSWERS_EACH.has(`${nameOf(row)} ${field}`) && onlyUnknown(answer)) return null;
      const seen = Object.entries(objects).filter(([, each]) => answer.text.includes(each));
      const did = row.method !== 'GET' && !SEARCHES.has(nameOf(row)) && answer.status < 300;
      return seen.length === 0 && !did && codeOf(answer.text) !== 'FORBIDDEN' && answer.status < 500
        ? null
        : `${role} ${nameOf(row)} ${field}: ${answer.status} ${answer.text.slice(0, 200)}`;
    });
    expect(found).toEqual([]);
  });

  it('shows nothing foreign in a list, and is never 403, where the cell names the role', async () => {
    const lists = rows
      .filter((row) => row.method === 'GET' && !hasId(row))
      .flatMap((row) => allowed(row).map((role) => ({ row, role })));
    const found = await faults(lists, async ({ row, role }) => {
      const answer = await desk.ask({ row, cookie: cookieOf(role), id: NOBODY, objects: ownObjects });
      const seen = beyond(role).flatMap((objects) =>
        Object.entries(objects)
          .filter(([kind]) => !SHARED.has(kind) && (objects !== foreignObjects || !OF_THE_REGION.has(kind)))
          .filter(([, each]) => answer.text.includes(each)),
      );
      const isRefused = [401, 403].includes(answer.status) || answer.status >= 500;
      return isRefused || seen.length > 0
        ? `${role} ${nameOf(row)}: ${answer.status} ${JSON.stringify(seen)} ${answer.text.slice(0, 200)}`
        : null;
    });
    expect(found).toEqual([]);
  });

  it('opens the caller’s own object, each by its id: what is 404 above is there', async () => {
    const own404 = rows
      .filter((row) => row.method === 'GET' && hasId(row))
      .flatMap((row) => allowed(row).map((role) => ({ row, role })));
    const found = await faults(own404, async ({ row, role }) => {
      const id = await ownIdFor(row, role, ownObjects);
      const { status, text } = await desk.ask({ row, cookie: cookieOf(role), id, objects: ownObjects });
      return status < 400 || WANTS_MORE.get(nameOf(row))?.includes(String(codeOf(text))) === true
        ? null
        : `${role} ${nameOf(row)}: ${status} ${text.slice(0, 300)}`;
    });
    expect(found).toEqual([]);
  });

  it('lets each role act upon the caller’s own object: refused perhaps by its state, never by the right', async () => {
    const found: string[] = [];
    for (const row of rows.filter(({ method }) => method !== 'GET')) {
      for (const role of allowed(row)) {
        const objects = await freshObjects();
        const id = hasId(row) ? await ownIdFor(row, role, objects) : NOBODY;
        const { status, text } = await desk.ask({ row, cookie: cookieOf(role), id, objects });
        const isRefused = status === 401 || status >= 500 || (status === 404 && hasId(row));
        if (isRefused || codeOf(text) === 'FORBIDDEN') {
          found.push(`${role} ${nameOf(row)}: ${status} ${text.slice(0, 300)}`);
        }
      }
    }
    expect(found).toEqual([]);
  });
});

/** What an object must have been through before it is shown, and how its lack is said. */
const WANTS_MORE: ReadonlyMap<string, readonly string[]> = new Map([
  ['GET /api/v1/report-periods/:id/publication', ['NOT_FOUND']],
  // Of a request of that kind, and of a letter with a file.
  ['GET /api/v1/subject-requests/:id/erasure', ['SUBJECT_REQUEST_KIND']],
  ['GET /api/v1/letters/:id/file', ['NOT_FOUND']],
  // Of those who represent somebody.
  ['GET /api/v1/people/:id/wards', ['NOT_FOUND']],
  // It names people: the school's own uploads are the school's only.
  ['GET /api/v1/roster-imports/:id/report', ['IMPORT_FILES_GONE', 'NOT_FOUND']],
]);

/** Ids that choose among what the object has: foreign ones choose nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['POST /api/v1/people/:id/adoption kept_representative_ids']);

/** Readings whose words must not stand in an address, so they are asked for by a body. */
const SEARCHES: ReadonlySet<string> = new Set(['POST /api/v1/people/search']);

/** Acts that answer for each id that they were given; to a foreign one: there is no such thing. */
const ANSWERS_EACH: ReadonlySet<string> = new Set([
  ...['POST /api/v1/notice-templates/approvals template_ids', 'POST /api/v1/notices/hand-outs notice_ids'],
]);
const onlyUnknown = ({ status, text }: { readonly status: number; readonly text: string }): boolean => {
  const outcomes = [...text.matchAll(/"outcome":"(\w+)"/g)].map(([, outcome]) => outcome);
  return status === 200 && outcomes.length > 0 && outcomes.every((outcome) => outcome === 'not_found');
};

/** Kinds that are of the whole region: another school's is another region's. */
const OF_THE_REGION: ReadonlySet<string> = new Set(['notice-templates']);

/** Kinds of objects that lists name without showing them: the region's journals are nobody's secret within it. */
const SHARED: ReadonlySet<string> = new Set(['journal-systems', 'campaign-policies']);

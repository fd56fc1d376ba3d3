import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/index.js';
import type { TestAdministrator } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { type BuiltServer, startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { laySnapshots } from '../support/laid-snapshots.js';
import { type ObjectsOfSchool, objectsOfSchool } from '../support/objects-of-school.js';
import type { OpenapiDocument } from '../support/openapi-document.js';
import { oneOfEachRole, RoleDesk, type TableRow, tableOfRoles } from '../support/role-desk.js';
import { smallTerritory } from '../support/territory.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('a reader of /api/v1 who names the fields that they want (ADM-03)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let server: BuiltServer;
  let desk: RoleDesk;
  let administrators: ReadonlyMap<Role, TestAdministrator>;
  let objects: ObjectsOfSchool;

  beforeAll(async () => {
    // The delivered server's clock is the real one: who asks it has signed in now.
    const now = new Date();
    database = await freshDatabase();
    const territory = await smallTerritory(database);
    const place = { regionId: territory.regionId, townId: territory.towns.a, schoolId: territory.schools.a };
    objects = await objectsOfSchool(database, place);
    await laySnapshots(database, territory.regionId, { from: '2026-10-01', to: '2026-10-05' });
    application = await startApplication(database, { clock: new GivenClock(now) });
    server = await startBuiltServer(database);
    const description = await fetch(`${server.url}/api/openapi.json`);
    desk = new RoleDesk(server.url, (await description.json()) as OpenapiDocument);
    administrators = await oneOfEachRole(application, database, place, objects['classes'] ?? '', now);
  });
  afterAll(async () => {
    await server.stop();
    await application.close();
    await database.drop();
  });

  /** The field that the description gives as an example, of the readings that know fields. */
  const exampleField = (row: TableRow): string | undefined => {
    const found = desk.operation(row).parameters?.find(({ name }) => name === 'fields');
    return found?.schema?.['example'] as string | undefined;
  };
  const readings = () =>
    tableOfRoles().filter(
      (row) => row.method === 'GET' && row.path.startsWith('/api/v1/') && exampleField(row) !== undefined,
    );
  const idFor = ({ path }: TableRow): string =>
    path.includes('/:id') ? (objects[path.split('/')[3] ?? ''] ?? NOBODY) : NOBODY;
  const get = async (path: string, role: Role = 'school_admin') => {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      headers: { cookie: administrators.get(role)?.cookie ?? '' },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('gets of each record nothing else, from every reading that says so of itself', async () => {
    const wrong: string[] = [];
    const masked = new Set<string>();
    for (const row of readings()) {
      const [role] = row.roles;
      const cookie = role === undefined ? '' : (administrators.get(role)?.cookie ?? '');
      const { status, text } = await desk.ask({
        row,
        cookie,
        id: idFor(row),
        objects,
        query: { fields: exampleField(row) ?? '' },
      });
      if (status === 400 && text.includes('"field":"fields"')) wrong.push(`${row.path}: ${text}`);
      if (status !== 200) continue;
      const answer = JSON.parse(text) as Record<string, unknown>;
      const records = Array.isArray(answer['items']) ? (answer['items'] as object[]) : [answer];
      const names = new Set(records.flatMap((record) => Object.keys(record)));
      if (names.size > 0) masked.add(row.path);
      if ([...names].some((name) => name !== exampleField(row)))
        wrong.push(`${row.path}: ${[...names].join()}`);
    }
    expect(wrong).toEqual([]);
    expect(masked.size).toBeGreaterThan(40);
  });

  it('keeps the cursor of a page, and gets the very values that the whole answer has', async () => {
    const whole = await get('/people?limit=1');
    const some = await get('/people?limit=1&fields=id,name');
    const [person] = whole.body['items'] as Record<string, unknown>[];
    expect(some.body).toEqual({
      ...whole.body,
      items: [
        Object.fromEntries(Object.entries(person ?? {}).filter(([name]) => ['id', 'name'].includes(name))),
      ],
    });
  });

  it('is told which names there are, where one is of no field', async () => {
    const { status, body } = await get('/people?fields=id,snils_number');
    expect([status, body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    const [error] = body['errors'] as { field: string; message: string }[];
    expect(error?.field).toBe('fields');
    expect(error?.message).toMatch(/^нет такого: snils_number; назовите через запятую из .*id/);
  });

  it('may put spaces after commas and a question mark into a search, and names at least one field', async () => {
    const some = await get('/people?limit=1&fields=id,%20name&search=я?');
    expect([some.status, some.body['items']]).toEqual([200, []]);
    const empty = await get('/people?fields=');
    expect(empty.status).toBe(400);
    expect((empty.body['errors'] as { message: string }[])[0]?.message).toMatch(
      /^нет такого: пусто; назовите/,
    );
  });

  it('opens nothing by it: who may not read is told that first', async () => {
    const answer = await fetch(`${server.url}/api/v1/people?fields=nonsense`);
    expect(answer.status).toBe(401);
  });
});

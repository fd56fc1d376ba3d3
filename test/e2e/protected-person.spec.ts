import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES, SCOPE_OF_ROLE } from '../../src/access/index.js';
import type { TestAdministrator } from '../support/administrators.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { type ObjectsOfSchool, objectsOfSchool, type PlaceOfObjects } from '../support/objects-of-school.js';
import type { OpenapiDocument } from '../support/openapi-document.js';
import { oneOfEachRole, RoleDesk, type TableRow, tableOfRoles } from '../support/role-desk.js';
import { smallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');

/** Names that nobody else has, and what is left of them under any mask. */
const CHILD = { last: 'Щукарёва', first: 'Эсфирь', middle: 'Юстиновна' };
/** Lists and files that name people. */
const LISTS = [
  'GET /api/v1/data-quality/people',
  'GET /api/v1/data-quality/prematch/people',
  'GET /api/v1/data-quality/table.csv',
  'GET /api/v1/declarations',
  'GET /api/v1/link-reviews',
  'GET /api/v1/links',
  'GET /api/v1/notices',
  'GET /api/v1/people',
  'GET /api/v1/roster-tasks',
  'GET /api/v1/schools/:id/credentials',
  'GET /api/v1/statistics/people',
];
/** By the id of the person or of the case, each reading in the audit: masked, and to the person themselves on their own request. */
const BY_ID = [
  'GET /api/v1/link-reviews/:id',
  'GET /api/v1/people/:id',
  'GET /api/v1/people/:id/family-ties',
  'GET /api/v1/subject-requests/:id/access-report',
];
const NAMED = /Щукар|щукар|Щ\*|Эсфирь|эсфирь|Юстиновн|Щ\. Э/;

/** Who may ask, one for each scope: what a list names does not hang on more. */
function oneOfEachReach({ roles }: TableRow): readonly Role[] {
  const may = ROLES.filter((role) => roles.has(role));
  return may.filter(
    (role, at) => may.findIndex((other) => SCOPE_OF_ROLE[other] === SCOPE_OF_ROLE[role]) === at,
  );
}

describe('EC-062: a protected person', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let desk: RoleDesk;
  let administrators: ReadonlyMap<Role, TestAdministrator>;
  let objects: ObjectsOfSchool;
  let place: PlaceOfObjects;
  const rows = tableOfRoles();
  const nameOf = ({ method, path }: TableRow): string => `${method} ${path}`;
  const kindOf = ({ path }: TableRow): string => path.split('/')[3] ?? '';
  const cookieOf = (role: Role): string => administrators.get(role)?.cookie ?? '';

  beforeAll(async () => {
    database = await freshDatabase();
    const server = await startBuiltServer(database);
    const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as OpenapiDocument;
    await server.stop();
    const here = await smallTerritory(database);
    place = { regionId: here.regionId, townId: here.towns.a, schoolId: here.schools.a };
    objects = await objectsOfSchool(database, place);
    await database.query(
      `UPDATE people SET last_name = $2, first_name = $3, middle_name = $4, norm_last = lower(replace($2, 'ё', 'е')),
         norm_first = lower($3), norm_middle = lower($4) WHERE id = $1`,
      [objects['people'], CHILD.last, CHILD.first, CHILD.middle],
    );
    // Who signed in is the same human, and the case is about this account.
    await database.query(
      `UPDATE esia_persons SET last_name = $2, first_name = $3, middle_name = $4 WHERE id = $1`,
      [objects['esia-people'], CHILD.last, CHILD.first, CHILD.middle],
    );
    await database.query(`UPDATE link_reviews SET candidate_account_ids = ARRAY[$2::uuid] WHERE id = $1`, [
      ...[objects['link-reviews'], objects['accounts']],
    ]);
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    desk = new RoleDesk(application.url, document);
    administrators = await oneOfEachRole(application, database, place, objects['classes'] ?? '', NOON);
  }, 60_000);
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  const protect = () =>
    database.query(
      `WITH p AS (INSERT INTO person_protections (region_id, person_id, kind, basis, recorded_by, recorded_at)
                  VALUES ($1, $2, 'state_protection', 'постановление', gen_random_uuid(), now()))
       UPDATE people SET protected = true WHERE id = $2`,
      [place.regionId, objects['people']],
    );

  /** Lists, files, cards: what of them names the child, as any role that may ask, in any way of asking. */
  async function whatNames(): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const row of rows.filter(({ method }) => method === 'GET')) {
      const id = objects[kindOf(row)] ?? '00000000-0000-4000-8000-000000000000';
      for (const role of oneOfEachReach(row)) {
        for (const also of [[], desk.idsOf(row)]) {
          const { text } = await desk.ask({ row, cookie: cookieOf(role), id, objects, also });
          if (NAMED.test(text)) found.add(nameOf(row));
        }
      }
    }
    return [...found].sort();
  }

  it('is named where nobody is protected, and afterwards in no list and no file: by id only, to whoever may', async () => {
    const before = await whatNames();
    await protect();
    const after = await whatNames();
    // What shows people and is looked at here: without these the second half would prove nothing.
    expect(before).toEqual(expect.arrayContaining([...LISTS, ...BY_ID]));
    expect(after).toEqual([...BY_ID].sort());
  }, 180_000);

  it('is no drill-down of a number: counted as before, but not among the pupils behind it', async () => {
    const path = `statistics/people?class_id=${objects['classes'] ?? ''}`;
    const answer = await fetch(`${application.url}/api/v1/${path}`, {
      headers: { cookie: cookieOf('school_admin') },
    });
    const text = await answer.text();
    expect([answer.status, text.includes(objects['others'] ?? '')]).toEqual([200, true]);
    expect(text).not.toContain(objects['people']);
    const counted = await database.query(
      `SELECT count(*)::int AS pupils FROM enrollments e WHERE e.person_id = $1 AND e.valid_to IS NULL`,
      [objects['people']],
    );
    expect(counted).toEqual([{ pupils: 1 }]);
  });

  it('is found by no search of the register: not by name, not by the class, not by the number', async () => {
    const questions = [
      { search: CHILD.last },
      { search: 'Щук' },
      { class_id: objects['classes'] },
      { school_id: place.schoolId, kind: 'student' },
    ];
    for (const question of questions) {
      const answer = await fetch(`${application.url}/api/v1/people/search`, {
        method: 'POST',
        headers: { cookie: cookieOf('school_admin'), 'content-type': 'application/json' },
        body: JSON.stringify(question),
      });
      const text = await answer.text();
      expect([question, answer.status, NAMED.test(text)]).toEqual([question, 200, false]);
      expect(text).not.toContain(objects['people']);
    }
  });
});

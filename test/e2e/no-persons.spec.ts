import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/index.js';
import { SnilsVault } from '../../src/platform/crypto/snils-vault.js';
import type { TestAdministrator } from '../support/administrators.js';
import { anApiKey } from '../support/api-keys.js';
import { GivenClock, startApplication, type TestApplication } from '../support/application.js';
import { aSnils } from '../support/builders/snils.js';
import { startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { laySnapshots } from '../support/laid-snapshots.js';
import { type ObjectsOfSchool, objectsOfSchool } from '../support/objects-of-school.js';
import type { OpenapiDocument } from '../support/openapi-document.js';
import { oneOfEachRole, RoleDesk, type TableRow, tableOfRoles } from '../support/role-desk.js';
import { declaredRoutes } from '../support/route-census.js';
import { smallTerritory, type SmallTerritory } from '../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const NOBODY = '00000000-0000-4000-8000-000000000000';
/** Roles that see no person (roles.md, 9–11, 17–19; 20 has no route); whoever else has numbers only is asked too. */
const WITHOUT_PERSONS: readonly Role[] = [
  ...(['municipal_operator', 'municipal_head', 'ministry_analyst', 'campaign_manager'] as const),
  'security_officer',
];

describe('whoever sees no persons by their role (roles.md, 9–11, 17–19)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let desk: RoleDesk;
  let administrators: ReadonlyMap<Role, TestAdministrator>;
  let territory: SmallTerritory;
  let objects: ObjectsOfSchool;
  let secrets: readonly string[];

  beforeAll(async () => {
    database = await freshDatabase();
    const server = await startBuiltServer(database);
    const description = await fetch(`${server.url}/api/openapi.json`);
    const document = (await description.json()) as OpenapiDocument;
    await server.stop();
    territory = await smallTerritory(database);
    const place = { regionId: territory.regionId, townId: territory.towns.a, schoolId: territory.schools.a };
    objects = await objectsOfSchool(database, place);
    await laySnapshots(database, territory.regionId, { from: '2026-10-01', to: '2026-10-05' });
    application = await startApplication(database, { clock: new GivenClock(NOON) });
    desk = new RoleDesk(application.url, document);
    secrets = await everybodyIsNamed();
    administrators = await oneOfEachRole(application, database, place, objects['classes'] ?? '', NOON);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  /** Gives everybody of the school names, a birth date and a СНИЛС that stand nowhere else; returns how they may be written. */
  async function everybodyIsNamed(): Promise<readonly string[]> {
    const snils = aSnils();
    const { hmac, enc, keyId, last2 } = application.app.get(SnilsVault).store(snils);
    const people = await database.query<{ id: string }>('SELECT id FROM people ORDER BY id');
    const names = people.flatMap((_, n) => [
      `Неповторимов${'аеиоуыэю'.charAt(n)}`,
      `Евстолия${'аеиоуыэю'.charAt(n)}`,
    ]);
    for (const [n, { id }] of people.entries()) {
      await database.query(
        `UPDATE people SET last_name = $2, first_name = $3, birth_date = '1991-07-29' WHERE id = $1`,
        [id, names[2 * n], names[2 * n + 1]],
      );
    }
    await database.query(
      `UPDATE people SET snils_state = 'valid', snils_hmac = $2, snils_enc = $3, snils_key_id = $4, snils_last2 = $5 WHERE id = $1`,
      [objects['people'], hmac, enc, keyId, last2],
    );
    await database.query(
      `UPDATE esia_persons SET last_name = $2, first_name = $3, birth_date = '1991-07-29' WHERE id = $1`,
      [...[objects['esia-people'], names[0], names[1]]],
    );
    const digits = snils.replace(/\D/g, '');
    const grouped = digits.replace(/^(\d{3})(\d{3})(\d{3})(\d\d)$/, '$1-$2-$3 $4');
    return [...names, digits, grouped, '1991-07-29', '29.07.1991'].map((word) => word.toLowerCase());
  }
  const nameOf = ({ method, path }: TableRow): string => `${method} ${path}`;
  const namesSomebody = (text: string): readonly string[] => {
    const low = text.toLowerCase();
    return secrets.filter((secret) => low.includes(secret));
  };

  it('reads no name, СНИЛС or birth date of the school’s people by any route that is open to them', async () => {
    const found: string[] = [];
    let answered = 0;
    for (const row of tableOfRoles().filter(({ method }) => method === 'GET')) {
      for (const role of WITHOUT_PERSONS.filter((one) => row.roles.has(one))) {
        const cookie = administrators.get(role)?.cookie ?? '';
        const id = row.path.includes('/:id') ? (objects[row.path.split('/')[3] ?? ''] ?? NOBODY) : NOBODY;
        const { status, text } = await desk.ask({ row, cookie, id, objects });
        if (status < 300) answered += 1;
        const seen = namesSomebody(text);
        if (seen.length > 0 || status >= 500)
          found.push(`${role} ${nameOf(row)}: ${status} ${seen.join(', ')}`);
      }
    }
    expect(found).toEqual([]);
    expect(answered).toBeGreaterThan(100);
  });

  it('has a scan that would have seen them: a school’s administrator is shown a value, and it is found', async () => {
    const admin = administrators.get('school_admin');
    const answer = await fetch(`${application.url}/api/v1/people/${objects['people'] ?? ''}/reveal`, {
      ...{ method: 'POST', body: JSON.stringify({ field: 'snils', reason: 'person_asks' }) },
      headers: { cookie: admin?.cookie ?? '', 'content-type': 'application/json' },
    });
    expect([answer.status, namesSomebody(await answer.text()).length > 0]).toEqual([200, true]);
  });

  it('is a machine with a key too', async () => {
    const admin = administrators.get('ministry_admin');
    if (admin === undefined) throw new Error('there is one of each role');
    const rights = ['statistics.read', 'statistics.export'];
    const key = await anApiKey(application, admin, { rights });
    const open = declaredRoutes(application.app).filter(
      ({ method, openToApiKeys }) => method === 'GET' && openToApiKeys,
    );
    const found: string[] = [];
    for (const { path } of open) {
      const row = tableOfRoles().find((one) => nameOf(one) === `GET ${path}`);
      if (row === undefined) throw new Error(`${path} is not in the table`);
      const { status, text } = await desk.ask({
        row,
        cookie: '',
        id: NOBODY,
        objects,
        headers: { authorization: `Bearer ${key.secret}` },
      });
      const seen = namesSomebody(text);
      if (seen.length > 0 || status === 401 || status >= 500)
        found.push(`${path}: ${status} ${seen.join(', ')}`);
    }
    expect(open.length).toBeGreaterThan(5);
    expect(found).toEqual([]);
  });
});

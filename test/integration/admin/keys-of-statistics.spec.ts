import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CountKeyUses } from '../../../src/access/application/count-key-uses.js';
import { signedInAs, type TestAdministrator } from '../../support/administrators.js';
import { anApiKey, type TestApiKey } from '../../support/api-keys.js';
import { GivenClock, startApplication, type TestApplication } from '../../support/application.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { laySnapshots } from '../../support/laid-snapshots.js';
import { smallTerritory, type SmallTerritory } from '../../support/territory.js';

const NOON = new Date('2026-11-21T12:00:00Z');
const DAYS = 'from=2026-11-10&to=2026-11-20';

describe('growth, charts, rankings and process by key (ADM-09)', () => {
  let database: TestDatabase;
  let application: TestApplication;
  let territory: SmallTerritory;
  let admin: TestAdministrator;
  let [region, town] = [] as TestApiKey[] as [TestApiKey, TestApiKey];
  const clock = new GivenClock(NOON);

  beforeAll(async () => {
    database = await freshDatabase();
    territory = await smallTerritory(database);
    await laySnapshots(database, territory.regionId, { from: '2026-11-01', to: '2026-11-20' });
    await aDayOfProcess();
    application = await startApplication(database, { clock, settings: { TRUST_PROXY: 'true' } });
    const { regionId } = territory;
    admin = await signedInAs(application, database, { regionId, role: 'ministry_admin' }, NOON);
    region = await anApiKey(application, admin);
    town = await anApiKey(application, admin, { municipality_id: territory.towns.a });
  });
  beforeEach(() => {
    clock.set(NOON);
  });
  afterAll(async () => {
    await application.close();
    await database.drop();
  });

  /** A counted day of the process, with nothing in it, of the region and of each school. */
  async function aDayOfProcess(): Promise<void> {
    const { regionId, schools } = territory;
    const units = [{ level: 'region', unit_id: regionId }];
    for (const id of Object.values(schools)) units.push({ level: 'school', unit_id: id });
    const columns = await database.query<{ name: string; type: string }>(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns
        WHERE table_name = 'statistics_process_rows' AND is_nullable = 'NO'`,
    );
    const zeros = Object.fromEntries(
      columns.flatMap(({ name, type }) =>
        /int/.test(type) ? [[name, 0]] : type === 'jsonb' ? [[name, {}]] : [],
      ),
    );
    const day = {
      region_id: regionId,
      as_of: '2026-11-20',
      taken_at: NOON.toISOString(),
      methodology: 'test',
    };
    await database.query(
      'INSERT INTO statistics_process_rows SELECT * FROM jsonb_populate_recordset(NULL::statistics_process_rows, $1)',
      [JSON.stringify(units.map((unit) => ({ ...zeros, ...day, ...unit })))],
    );
  }
  async function pull(key: TestApiKey, path: string, from = '203.0.113.7') {
    const answer = await fetch(`${application.url}/api/v1/statistics/${path}`, {
      headers: { authorization: `Bearer ${key.secret}`, 'x-forwarded-for': from },
    });
    const text = await answer.text();
    return { status: answer.status, text, code: /"code":"(\w+)"/.exec(text)?.[1] };
  }
  /** Each route asked of the whole region, and of what a municipality's key reaches. */
  const routes = () => ({
    growth: [`growth?${DAYS}`, `growth?${DAYS}&level=school&unit_id=${territory.schools.a}`],
    chart: [
      `charts/coverage.svg?level=region&${DAYS}`,
      `charts/coverage.svg?level=school&unit_id=${territory.schools.a}&${DAYS}`,
    ],
    rankings: ['rankings?as_of=2026-11-20&level=school', 'rankings?as_of=2026-11-20&level=school'],
    process: ['process?level=region', `process?level=school&unit_id=${territory.schools.a}`],
  });

  it('are open to a key of the right reach', async () => {
    for (const [name, [ofRegion = '', ofTown = '']] of Object.entries(routes())) {
      expect([name, (await pull(region, ofRegion)).status]).toEqual([name, 200]);
      expect([name, (await pull(town, ofTown)).status]).toEqual([name, 200]);
    }
  });

  it('show a municipality’s key nothing of another school, municipality or the region', async () => {
    const { schools, towns } = territory;
    const foreign = [
      ...[
        `growth?${DAYS}&level=school&unit_id=${schools.b}`,
        `growth?${DAYS}&level=municipality&unit_id=${towns.b}`,
      ],
      ...[`growth?${DAYS}&level=region`, `charts/coverage.svg?level=school&unit_id=${schools.b}&${DAYS}`],
      ...[
        `charts/coverage.svg?level=municipality&unit_id=${towns.b}&${DAYS}`,
        `charts/coverage.svg?level=region&${DAYS}`,
      ],
    ];
    for (const path of foreign) expect([path, (await pull(town, path)).status]).toEqual([path, 404]);
    for (const path of [
      'rankings?as_of=2026-11-20&level=school',
      `process?level=school&unit_id=${schools.b}`,
    ]) {
      const { text } = await pull(town, path);
      for (const id of [schools.b, schools.private, towns.b])
        expect([path, text.includes(id)]).toEqual([path, false]);
    }
  });

  it('are closed to a key of another right, from another address, and past its last day', async () => {
    const other = await anApiKey(application, admin, { rights: ['statistics.export'] });
    const bound = await anApiKey(application, admin, { allowed_addresses: ['10.20.0.0/16'] });
    const short = await anApiKey(application, admin, { expires_on: '2026-11-21' });
    for (const [path = ''] of Object.values(routes())) {
      expect([path, (await pull(other, path)).code]).toEqual([path, 'API_KEY_RIGHT']);
      expect([path, (await pull(bound, path)).code]).toEqual([path, 'API_KEY_ADDRESS']);
      expect([path, (await pull(bound, path, '10.20.3.4')).status]).toEqual([path, 200]);
    }
    clock.set(new Date('2026-11-22T12:00:00Z'));
    for (const [path = ''] of Object.values(routes()))
      expect([path, (await pull(short, path)).code]).toEqual([path, 'API_KEY_EXPIRED']);
  });

  it('count in the uses of the key, refusals apart', async () => {
    const key = await anApiKey(application, admin, { allowed_addresses: ['10.20.0.0/16'] });
    for (const [path = ''] of Object.values(routes())) {
      await pull(key, path, '10.20.3.4');
      await pull(key, path, '203.0.113.7');
    }
    await application.app.get(CountKeyUses).write();
    const uses = await fetch(`${application.url}/api/v1/api-keys/${key.id}/uses`, {
      headers: { cookie: admin.cookie },
    });
    expect(await uses.json()).toMatchObject({ items: [{ day: '2026-11-21', requests: 4, refusals: 4 }] });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../src/kernel/ids.js';
import type { TestAdministrator } from '../support/administrators.js';
import { anApiKey, type TestApiKey } from '../support/api-keys.js';
import {
  ABOUT_NOBODY,
  exportingRoutes,
  FORMATS,
  IDS_AND_CODES,
  NAMES_PEOPLE,
  WITHOUT_PEOPLE,
} from '../support/export-census.js';
import { objectsOfSchool, type ObjectsOfSchool } from '../support/objects-of-school.js';
import { AS_OF, ReportScene } from '../support/report-scene.js';
import { tableOfRoles } from '../support/role-desk.js';
import { declaredRoutes } from '../support/route-census.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
/** The threshold of STAT-08, written again: the code is not to lower it unseen. */
const K = 5;

interface FederalJson {
  readonly header: { readonly period: { readonly name: string }; readonly schools: number };
  readonly rows: readonly { readonly level: string; readonly cells: Readonly<Record<string, unknown>> }[];
}

describe('what leaves the desks', () => {
  let scene: ReportScene;
  let [town, other, school, far]: Uuid[] = [];
  let [admin, ministry]: TestAdministrator[] = [];
  let federal: TestApiKey;
  let objects: ObjectsOfSchool;
  let periodId: string;

  const pull = (path: string, init: RequestInit = {}) =>
    fetch(`${scene.application.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${federal.secret}`, ...(init.headers as Record<string, string>) },
    });
  async function accepted(at: Uuid, founder: Uuid) {
    const report = await scene.reportOf(at);
    const principal = await scene.as('principal', { schoolId: at });
    expect((await scene.act(principal, report, 'submit')).status).toBe(200);
    const operator = await scene.as('municipal_operator', { municipalityId: founder });
    expect((await scene.act(operator, report, 'accept')).status).toBe(200);
  }

  beforeAll(async () => {
    scene = await ReportScene.open();
    [town, other] = [await scene.aTown('Город'), await scene.aTown('Район')];
    school = await scene.aSchool(town, 'Школа № 1');
    far = await scene.aSchool(other, 'Школа № 2');
    // Three of the town are over 18, two of them have linked: cells that tell of single pupils.
    await scene.aSnapshot(AS_OF, {
      [school]: { students: [60, 40, 3, 0], declared: [50, 31, 2], linked: [40, 22, 2] },
      [far]: { students: [300, 200, 20, 0], declared: [150, 120, 9], linked: [140, 110, 8] },
    });
    [admin, ministry] = [await scene.as('ministry_admin'), await scene.as('ministry_analyst')];
    periodId = String((await scene.openPeriod(ministry)).body['id']);
    objects = await objectsOfSchool(scene.database, {
      ...{ regionId: scene.regionId, townId: town, schoolId: school },
    });
    federal = await anApiKey(scene.application, admin, { rights: ['statistics.federal'] });
  }, 60_000);
  afterAll(() => scene.close());

  it('PD-10: every file and every answer for machines is one that names nobody, or says why it names whom', () => {
    const known = [WITHOUT_PEOPLE, IDS_AND_CODES, ABOUT_NOBODY, NAMES_PEOPLE].flatMap(Object.keys);
    expect(exportingRoutes(scene.application.app)).toEqual([...known].sort());
    expect(Object.keys(FORMATS).filter((route) => !known.includes(route))).toEqual([]);
  });

  it('PD-10: nothing that is about single people is open to a key', () => {
    const open = declaredRoutes(scene.application.app).filter(({ openToApiKeys }) => openToApiKeys);
    expect(
      open.map(({ method, path }) => `${method} ${path}`).filter((route) => !(route in WITHOUT_PEOPLE)),
    ).toEqual([]);
  });

  it('a federal key reads nothing before something is published', async () => {
    const answer = await pull('/api/v1/statistics/federal.json');
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      404,
      'NOTHING_PUBLISHED',
    ]);
    const open = await pull(`/api/v1/statistics/federal.json?period_id=${periodId}`);
    expect([open.status, ((await open.json()) as { code: string }).code]).toEqual([404, 'NOTHING_PUBLISHED']);
  });

  describe('once a period is locked', () => {
    beforeAll(async () => {
      await accepted(school!, town!);
      await accepted(far!, other!);
      const locked = await scene.ask(ministry!, 'POST', `/report-periods/${periodId}/lock`, { missing: [] });
      if (locked.status >= 300) throw new Error(JSON.stringify(locked.body));
    });

    it('STAT-08: the federal key’s files have no cell over fewer than k pupils', async () => {
      const json = (await (await pull('/api/v1/statistics/federal.json')).json()) as FederalJson;
      expect([json.header.period.name, json.header.schools]).toEqual(['Ноябрь', 2]);
      const cells = json.rows.flatMap((row) => Object.values(row.cells));
      const shown = cells.filter((cell) => typeof cell === 'number');
      expect(shown.length).toBeGreaterThan(5);
      expect(Math.min(...shown)).toBeGreaterThanOrEqual(K);
      expect(cells.filter((cell) => typeof cell !== 'number')).toContainEqual({ suppressed: true });
      const csv = await (await pull('/api/v1/statistics/federal.csv')).text();
      const [heading = '', ...lines] = csv.trim().split('\r\n');
      const first = heading.split(';').indexOf('students');
      const figures = lines.flatMap((line) => line.split(';').slice(first));
      expect(figures.filter((figure) => figure !== '…' && !(Number(figure) >= K))).toEqual([]);
      expect(csv).not.toMatch(/Школа/);
    });

    it('roles.md 19: a federal key pulls published files and nothing else: every other route is 403 or 404', async () => {
      const others = tableOfRoles().filter(({ right }) => right !== 'statistics.federal');
      expect(others.length).toBeGreaterThan(200);
      const found: string[] = [];
      for (const { method, path } of others) {
        const id = objects[path.split('/')[3] ?? ''] ?? NOBODY;
        const asked = path.replace(':format', 'json').replace(':number', '000000000000').replace(/:\w+/, id);
        const answer = await pull(asked, { method });
        if (![403, 404].includes(answer.status)) found.push(`${method} ${path}: ${answer.status}`);
        await answer.arrayBuffer();
      }
      expect(found).toEqual([]);
    });

    it('roles.md 19: a federal key is nobody on the sides of journals and of people', async () => {
      const sides = declaredRoutes(scene.application.app).filter(({ right }) => right === null);
      const people = sides.filter(({ path }) => path.startsWith('/internal/'));
      expect(people.length).toBeGreaterThan(10);
      for (const { method, path } of people) {
        const answer = await pull(path.replace(/:\w+/g, NOBODY), { method });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
      }
      // A page of a person is the same for the key as for a browser that knows nobody.
      for (const path of ['/account/history', '/account/contacts', '/account/consent']) {
        const [mine, anybody] = [
          await pull(path),
          await fetch(`${scene.application.url}${path}`, { redirect: 'manual' }),
        ];
        expect([path, mine.status, await mine.text()]).toEqual([path, anybody.status, await anybody.text()]);
      }
    });

    it('roles.md 19: the federal right comes with no other, and not for a part of the region', async () => {
      const rights = ['statistics.federal', 'statistics.read'];
      await expect(anApiKey(scene.application, admin!, { rights })).rejects.toThrow('API_KEY');
      await expect(
        anApiKey(scene.application, admin!, { rights: ['statistics.federal'], municipality_id: town! }),
      ).rejects.toThrow('API_KEY');
    });
  });
});

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

/** Routes that the walk does not reach, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {};

describe('an act that comes twice under one Idempotency-Key', () => {
  let database: TestDatabase;
  let servers: readonly TestApplication[];
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
  const codeOf = ({ text }: RouteAnswer): unknown => (/"code":"([A-Z_]+)"/.exec(text) ?? [])[1];
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

  /** What is wrong with a route; null when nothing is, undefined when no role got it done. */
  async function faultOf(row: TableRow): Promise<string | null | undefined> {
    for (const role of ROLES.filter((one) => row.roles.has(one))) {
      const objects = await objectsOfSchool(database, place);
      const key = newUuid();
      const ask = (url: string | undefined, body?: object) =>
        desk.ask({
          ...{ row, objects, id: idOf(row, objects), cookie: administrators.get(role)?.cookie ?? '' },
          headers: { 'idempotency-key': key },
          ...(body !== undefined && { body }),
          ...(url !== undefined && { url }),
        });
      const atOnce = await Promise.all(servers.map(({ url }) => ask(url)));
      const first = atOnce.find(
        ({ status, headers }) => status < 400 && headers.get('idempotency-replayed') === null,
      );
      if (first === undefined) continue;
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
      if (isRight && done <= 1 && codeOf(other) === 'IDEMPOTENCY_KEY_REUSED') return null;
      const said = [...answers, other]
        .map(({ status, text }) => `${status} ${text.slice(0, 120)}`)
        .join(' | ');
      return `${role} ${nameOf(row)}: ${done} effects, ${said}`;
    }
    return undefined;
  }

  it('answers the same, does one thing, and refuses another request, on two servers at once', async () => {
    const [faults, unreached]: [string[], string[]] = [[], []];
    for (const row of acts) {
      const fault = await faultOf(row);
      if (fault === undefined) unreached.push(nameOf(row));
      else if (fault !== null) faults.push(fault);
    }
    expect(faults).toEqual([]);
    expect(unreached.sort()).toEqual(Object.keys(LEFT_OUT).sort());
  }, 300_000);
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problems } from '../../src/problems.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { type BuiltServer, startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import {
  faultsOf,
  misfitsOf,
  type JsonSchema,
  type OpenapiDocument,
  type Operation,
} from '../support/openapi-document.js';
import { declaredRoutes } from '../support/route-census.js';

/** What may be written over without a look at it, and why. */
const CHANGED_UNSEEN: Readonly<Record<string, string>> = {
  'PUT /api/v1/lesson-hours': 'hours are written whole, and the last word about them is the right one',
  'PUT /api/v1/campaign-schedules':
    'the plan of a region is written whole with a reason; a date of a running campaign does not move',
  'PUT /api/v1/federal-totals/{id}':
    'the first numbers of a school are seen by nobody; to correct them If-Match is demanded (federal-control.ts)',
  'PUT /api/v1/letters/{id}/file': 'a draft has one author, and a file has no parts that two could change',
  'PUT /api/v1/schools/{id}/notice-contacts': 'one line of text of one school, written whole',
  'PUT /api/v1/statistics/deviation-threshold':
    'two numbers of the region, written whole; they mark figures and change none',
};

describe('the description of the API', () => {
  let database: TestDatabase;
  let server: BuiltServer;
  let application: TestApplication;
  let document: OpenapiDocument;
  let operations: readonly (readonly [string, Operation])[];

  beforeAll(async () => {
    database = await freshDatabase();
    server = await startBuiltServer(database);
    application = await startApplication(database);
    const answer = await fetch(`${server.url}/api/openapi.json`);
    document = (await answer.json()) as OpenapiDocument;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    );
  });
  afterAll(async () => {
    await application.close();
    await server.stop();
    await database.drop();
  });

  it('is OpenAPI 3.1', () => expect(document.openapi).toMatch(/^3\.1\./));

  it('names every route of both APIs and no other', () => {
    const routes = declaredRoutes(application.app)
      .filter(({ path }) => /^\/(api|internal)\/v1\//.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(operations.map(([name]) => name).sort()).toEqual(routes.sort());
  });

  it('says of each route in a Russian sentence what it does, and who may call it', () => {
    for (const [name, { summary, security }] of operations) {
      expect([name, summary]).toEqual([name, expect.stringMatching(/^[А-ЯЁ].*\.$/)]);
      expect([name, security]).toEqual([name, expect.arrayContaining([expect.any(Object)])]);
    }
  });

  it('gives each body and each answer a schema that says something', () => {
    const faults = operations.flatMap(([name, operation]) => {
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      const bodies = [
        // 204 says that there is nothing to say (RFC 9110, 15.3.5).
        ...good.filter(([status]) => status !== '204').map(([, { content }]) => content),
        ...(takesBody(name) ? [operation.requestBody?.content] : []),
      ];
      if (good.length === 0) return [`${name}: no answer that is good`];
      return bodies.flatMap((content) => {
        const schemas = Object.values(content ?? {}).map(({ schema }) => schema);
        if (schemas.length === 0) return [`${name}: a body without a schema`];
        return schemas.flatMap((schema) =>
          schema === undefined ? [`${name}: empty`] : faultsOf(schema, name, document),
        );
      });
    });
    expect(faults).toEqual([]);
  });

  it('describes every parameter, each of its path among them', () => {
    for (const [name, { parameters = [] }] of operations) {
      const ofPath = parameters.filter((parameter) => parameter.in === 'path');
      expect([name, ofPath.map((parameter) => `{${parameter.name}}`)]).toEqual([
        name,
        name.match(/\{\w+\}/g) ?? [],
      ]);
      expect(ofPath.every(({ required }) => required === true)).toBe(true);
      const faults = parameters.flatMap(({ name: own, schema = {} }) => [
        ...faultsOf(schema, `${name} ${own}`, document),
        // What stands in an address is text, a number or a yes.
        ...(/^(string|number|integer|boolean)$/.test(String(schema['type']))
          ? []
          : [`${name} ${own}: of what type?`]),
      ]);
      expect(faults).toEqual([]);
    }
  });

  it('has schemas of JSON Schema 2020-12 whose references lead somewhere', () => {
    const schemas = Object.entries(document.components.schemas);
    expect(schemas.flatMap(([name, schema]) => faultsOf(schema, name, document))).toEqual([]);
    expect(schemas.filter(([, schema]) => isEmpty(schema)).map(([name]) => name)).toEqual([]);
  });

  it('demands of every change of a record the record as it was seen, but of those with a reason', () => {
    const changes = operations.filter(([name]) => /^(PATCH|PUT) \/api\/v1\//.test(name));
    const unseen = changes
      .filter(
        ([, { parameters = [] }]) =>
          !parameters.some(({ name, required }) => name === 'If-Match' && required === true),
      )
      .map(([name]) => name);
    expect(unseen.sort()).toEqual(Object.keys(CHANGED_UNSEEN).sort());
    for (const [name, { responses }] of changes.filter(([name]) => !(name in CHANGED_UNSEEN)))
      expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(['412', '428'])]);
  });

  it('gives every route the problem of RFC 9457, with every code and status that there is', () => {
    for (const [name, { responses }] of operations) {
      const content = responses['default']?.content?.['application/problem+json'];
      expect([name, content]).toEqual([name, { schema: { $ref: '#/components/schemas/Problem' } }]);
    }
    const { code, status } = document.components.schemas['Problem']?.['properties'] as Record<
      string,
      JsonSchema
    >;
    expect(code?.['enum']).toEqual(Object.keys(problems).sort());
    expect(status?.['enum']).toEqual(
      expect.arrayContaining([400, 401, 403, 404, 405, 409, 413, 429, 500, 503]),
    );
  });

  it('describes every route, parameter and answer in words', () => {
    for (const [name, { description, parameters = [], responses }] of operations) {
      expect([name, description]).toEqual([name, expect.stringMatching(/[а-яё]/)]);
      for (const one of parameters) {
        const words = [name, one.name, one.description];
        expect(words).toEqual([name, one.name, expect.stringMatching(/[а-яёА-ЯЁ]/)]);
      }
      for (const [status, answer] of Object.entries(responses)) {
        const words = [name, status, answer.description];
        expect(words).toEqual([name, status, expect.stringMatching(/[а-яё]/)]);
      }
    }
  });

  it('shows an example of every parameter, JSON body and good answer, and each fits its schema', () => {
    const missing: string[] = [];
    const fits = (example: unknown, schema: JsonSchema | undefined, place: string): string[] => {
      if (example === undefined) missing.push(place);
      return misfitsOf(example, schema ?? {}, place, document);
    };
    const misfits = operations.flatMap(([name, { parameters = [], requestBody, responses }]) => [
      ...parameters.flatMap((one) => fits(one.example, one.schema, `${name} ${one.name}`)),
      ...Object.entries(requestBody?.content ?? {}).flatMap(([type, { example, schema }]) =>
        /json/.test(type) ? fits(example, schema, name) : [],
      ),
      ...Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([status, { content }]) =>
          Object.entries(content ?? {}).map((one) => [status, ...one] as const),
        )
        .flatMap(([status, type, { example, schema }]) =>
          /json/.test(type) ? fits(example, schema, `${name} ${status}`) : [],
        ),
    ]);
    expect([missing, misfits]).toEqual([[], []]);
  });

  it('names under each refusal the codes of the catalogue that may come, each with its example', () => {
    for (const [name, { responses }] of operations) {
      const refusals = Object.entries(responses).filter(([status]) => /^[45]/.test(status));
      const statuses = refusals.map(([status]) => status);
      expect([name, statuses]).toEqual([name, expect.arrayContaining(['401', '403', '429', '500', '503'])]);
      for (const [status, { content }] of refusals) {
        const examples = Object.keys(content?.['application/problem+json']?.examples ?? {});
        const shown = examples.map((code) => String(document.components.examples[code]?.value['status']));
        expect([name, new Set(shown)]).toEqual([name, new Set([status])]);
      }
    }
    expect(Object.keys(document.components.examples).sort()).toEqual(Object.keys(problems).sort());
  });

  it('gives the types with which the tests speak: OpenAPI 3.1 that the generator of clients takes', () => {
    const tool = join(import.meta.dirname, '../../tools/write-api-client.js');
    const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('tells of each route the codes that the sources of today say', () => {
    const tool = join(import.meta.dirname, '../../tools/write-route-problems.js');
    const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  }, 240_000);

  it('tells of every act that an Idempotency-Key makes it safe to repeat', () => {
    const acts = operations.filter(([name]) => /^(POST|PUT|PATCH|DELETE) \/api\/v1\//.test(name));
    expect(acts.length).toBeGreaterThan(80);
    for (const [name, { parameters = [] }] of acts) {
      expect([name, parameters.map((one) => one.name)]).toEqual([
        name,
        expect.arrayContaining(['Idempotency-Key']),
      ]);
    }
  });

  it('pages every list by cursor, within bounds', () => {
    const lists = operations.filter(
      ([name, { responses }]) =>
        /^GET \/api\/v1\//.test(name) && hasItems(responses['200']?.content?.['application/json']?.schema),
    );
    expect(lists.length).toBeGreaterThan(30);
    const whole = lists
      .filter(([, { parameters = [] }]) => {
        const limit = parameters.find((one) => one.name === 'limit')?.schema ?? {};
        const isPaged = parameters.some((one) => ['cursor', 'after'].includes(one.name));
        return !isPaged || !(Number(limit['minimum']) >= 1 && Number(limit['maximum']) <= 1000);
      })
      .map(([name]) => name);
    expect(whole.sort()).toEqual([...WHOLE_LISTS].sort());
  });

  function hasItems(schema: JsonSchema | undefined): boolean {
    const name = ((schema?.['$ref'] as string | undefined) ?? '').replace('#/components/schemas/', '');
    const found = document.components.schemas[name]?.['properties'] as Record<string, unknown> | undefined;
    return found !== undefined && 'items' in found;
  }

  it('is shown to people at /api/docs', async () => {
    const answer = await fetch(`${server.url}/api/docs`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('swagger-ui')]);
  });
});

/** Lists that are short by their nature, each with its reason. */
const WHOLE_LISTS: readonly string[] = [
  // A line for each journal system, wave or weekday of the region.
  ...['GET /api/v1/campaign-policies', 'GET /api/v1/campaign-schedules', 'GET /api/v1/lesson-hours'],
  ...['GET /api/v1/probe-coverage', 'GET /api/v1/statistics/indicators', 'GET /api/v1/statistics/revisions'],
  // Registers of the whole product, the answers by kind of appeal, and the texts of a region by kind.
  ...['GET /api/v1/processing-purposes', 'GET /api/v1/retention-rules', 'GET /api/v1/appeal-answers'],
  'GET /api/v1/notice-templates',
  // A line for each class of a school, or for each browser of the reader.
  ...['GET /api/v1/notices/tasks', 'GET /api/v1/own-sessions'],
  // Counts in the reader's scope, one line for a school or less.
  ...['GET /api/v1/data-quality', 'GET /api/v1/data-quality/prematch', 'GET /api/v1/data-quality/sanity'],
  ...['GET /api/v1/delegates/silent-schools', 'GET /api/v1/statistics/rankings'],
  ...['GET /api/v1/exemptions/report', 'GET /api/v1/refusals/report'],
  // What belongs to one class, person, account or report.
  ...['GET /api/v1/link-codes', 'GET /api/v1/people/{id}/family-ties', 'GET /api/v1/credentials/{id}/locks'],
  ...['GET /api/v1/reports/{id}/revisions', 'GET /api/v1/reports/{id}/steps'],
  ...['GET /api/v1/rollups/{id}/revisions', 'GET /api/v1/rollups/{id}/steps'],
];

/** Decisions that say all by their address. */
const WITHOUT_BODY = new RegExp(
  `^POST (${[
    String.raw`/api/v1/cases/\{number\}/instructions`,
    String.raw`/api/v1/roster-imports/\{id\}/(apply|discard)`,
    String.raw`/api/v1/family-ties/\{id\}/confirm`,
    String.raw`/api/v1/refusals/\{id\}/(withdraw|paper-confirmation)`,
    String.raw`/api/v1/credentials/\{id\}/order`,
    String.raw`/api/v1/reports/\{id\}/(refresh|submit|accept)`,
    String.raw`/api/v1/rollups/\{id\}/(build|recall|accept)`,
    String.raw`/api/v1/report-corrections/\{id\}/agree`,
    String.raw`/api/v1/own-sessions/(end-others|\{id\}/end)`,
    String.raw`/api/v1/subject-requests/\{id\}/(blocking|unblocking|erasure(/confirmation|/decline)?)`,
    String.raw`/api/v1/refusals/\{id\}/form`,
    String.raw`/api/v1/letters/\{id\}/(sending|forwarding|acknowledgement)`,
    String.raw`/api/v1/announcements/\{id\}/withdrawal`,
    String.raw`/internal/v1/accounts/\{externalId\}/credential-issued`,
  ].join('|')})$`,
);

function takesBody(name: string): boolean {
  return /^(POST|PUT|PATCH) /.test(name) && !WITHOUT_BODY.test(name);
}

function isEmpty(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && Object.keys(schema['properties'] ?? {}).length === 0;
}

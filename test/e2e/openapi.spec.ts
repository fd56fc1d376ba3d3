import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problems } from '../../src/problems.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { type BuiltServer, startBuiltServer } from '../support/built-server.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import {
  faultsOf,
  type JsonSchema,
  type OpenapiDocument,
  type Operation,
} from '../support/openapi-document.js';
import { declaredRoutes } from '../support/route-census.js';

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

  it('is shown to people at /api/docs', async () => {
    const answer = await fetch(`${server.url}/api/docs`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('swagger-ui')]);
  });
});

/** Decisions that say all by their address. */
const WITHOUT_BODY = new RegExp(
  `^POST (${[
    String.raw`/api/v1/roster-imports/\{id\}/(apply|discard)`,
    String.raw`/api/v1/family-ties/\{id\}/confirm`,
    String.raw`/api/v1/refusals/\{id\}/(withdraw|paper-confirmation)`,
    String.raw`/api/v1/credentials/\{id\}/order`,
    String.raw`/api/v1/reports/\{id\}/(refresh|submit|accept)`,
    String.raw`/api/v1/rollups/\{id\}/(build|recall|accept)`,
    String.raw`/api/v1/report-corrections/\{id\}/agree`,
    String.raw`/internal/v1/accounts/\{externalId\}/credential-issued`,
  ].join('|')})$`,
);

function takesBody(name: string): boolean {
  return /^(POST|PUT|PATCH) /.test(name) && !WITHOUT_BODY.test(name);
}

function isEmpty(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && Object.keys(schema['properties'] ?? {}).length === 0;
}

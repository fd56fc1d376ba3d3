import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { completeOperations } from './api-description/complete-operations.js';
import { problemExamples } from './api-description/problem-answers.js';
import { problems } from './problems.js';
import { STATUS } from './platform/http/problem-catalog.js';

const PROBLEM = {
  type: 'object' as const,
  description: 'RFC 9457. `code` не меняется от версии к версии; `detail` написан для людей.',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', example: 'urn:perehod:problem:NOT_FOUND' },
    title: { type: 'string' },
    status: { type: 'integer', enum: [...new Set(Object.values(STATUS))] },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(problems).sort() },
    request_id: { type: 'string', nullable: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    facts: { type: 'object', additionalProperties: true },
  },
};

/** The OpenAPI 3.1 description of both APIs, made from the code. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Переход')
    .setDescription(
      'API администраторов (/api/v1), электронных журналов и систем контингента (/internal/v1).',
    )
    .setVersion('1')
    .addCookieAuth('__Host-perehod_admin', { type: 'apiKey', in: 'cookie' }, 'admin')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'токен client_credentials со scope internal' },
      'internal',
    )
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'токен client_credentials со scope roster' },
      'roster',
    )
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'ключ API машины: ph_live_… (docs/statistics-pull.md)' },
      'api-key',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM },
    examples: { ...document.components?.examples, ...problemExamples(problems) },
  };
  for (const path of Object.values(document.paths)) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (operation === undefined) continue;
      operation.responses['default'] = {
        description: 'Ошибка',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  const whole = withNullTypes(document);
  completeOperations(whole, problems);
  return whole;
}

/** OpenAPI 3.1 knows no `nullable`: null is one more type (JSON Schema 2020-12). Nest still writes the old form. */
function withNullTypes<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withNullTypes) as T;
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Record<string, unknown>;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withNullTypes(value)]));
  if (nullable !== true) return inner as T;
  return (
    'type' in inner ? { ...inner, type: [inner['type'], 'null'] } : { anyOf: [inner, { type: 'null' }] }
  ) as T;
}

/** Serves the description at /api/openapi.json and, for people, at /api/docs: made when it is first asked for. */
export function serveApiDescription(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}

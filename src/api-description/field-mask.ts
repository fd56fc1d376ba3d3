import type { IncomingMessage } from 'node:http';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RequestHandler } from 'express';
import { map, type Observable } from 'rxjs';
import { InvalidInput } from '../platform/http/validation.js';
import type { Schema, Schemas } from './example-of.js';

/** The parameter by which a reader of `/api/v1` names the fields of each record that they want (ADM-03). */
export const FIELDS = 'fields';

const asked = new WeakMap<IncomingMessage, readonly string[]>();

/** Takes `fields` out of a question before the rules of its route see it; the mask knows what was asked. */
export const takeFields: RequestHandler = (request, _response, next) => {
  const mark = request.url.indexOf('?');
  const path = request.url.slice(0, mark);
  if (request.method === 'GET' && mark > 0 && path.startsWith('/api/v1/')) {
    const given = new URLSearchParams(request.url.slice(mark));
    if (given.has(FIELDS)) {
      const names = given.getAll(FIELDS).join(',').split(',');
      asked.set(
        request,
        names.map((name) => name.trim()),
      );
      given.delete(FIELDS);
      request.url = `${path}?${given.toString()}`;
    }
  }
  next();
};

/** Leaves in each record of an answer the fields that were asked for; a name that no record has is refused before anything is read. */
export class FieldMask implements NestInterceptor {
  private known: ReadonlyMap<string, ReadonlySet<string>> | null = null;

  constructor(private readonly describe: () => OpenAPIObject) {}

  /** @throws InvalidInput naming `fields`, with the names that there are */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const fields = asked.get(context.switchToHttp().getRequest<IncomingMessage>());
    if (fields === undefined) return next.handle();
    this.known ??= fieldsOfRoutes(this.describe());
    const known = this.known.get(`${context.getClass().name}_${context.getHandler().name}`) ?? new Set();
    const unknown = fields.filter((field) => !known.has(field));
    if (unknown.length > 0) throw new InvalidInput([{ field: FIELDS, message: refusal(unknown, known) }]);
    return next.handle().pipe(map((answer) => masked(answer, new Set(fields))));
  }
}

function refusal(unknown: readonly string[], known: ReadonlySet<string>): string {
  if (known.size === 0) return 'этот ответ берётся целиком: уберите fields';
  return `нет такого: ${unknown.join(', ') || 'пусто'}; назовите через запятую из ${[...known].join(', ')}`;
}

/** A page keeps its cursor and loses fields of its records; whatever is no page is a record itself. */
function masked(answer: unknown, fields: ReadonlySet<string>): unknown {
  if (!isRecord(answer)) return answer;
  const { items } = answer;
  return Array.isArray(items)
    ? { ...answer, items: items.map((item) => kept(item, fields)) }
    : kept(answer, fields);
}

function kept(record: unknown, fields: ReadonlySet<string>): unknown {
  if (!isRecord(record)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => fields.has(name)));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By `Controller_handler`, the fields of a record of each reading that answers with records. */
function fieldsOfRoutes({ paths, components }: OpenAPIObject): ReadonlyMap<string, ReadonlySet<string>> {
  const schemas = (components?.schemas ?? {}) as Schemas;
  return new Map(
    Object.values(paths).flatMap(({ get }) =>
      get?.operationId === undefined ? [] : [[get.operationId, maskable(get, schemas)] as const],
    ),
  );
}

/** The fields of a record that a reading answers with; none for a file and for what is no record. */
export function maskable(operation: { readonly responses: unknown }, schemas: Schemas): ReadonlySet<string> {
  const responses = operation.responses as Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> } | undefined>
  >;
  const content = responses['200']?.content ?? {};
  if (Object.keys(content).some((type) => type !== 'application/json')) return new Set();
  const whole = propertiesOf(content['application/json']?.schema, schemas);
  const item = (whole['items'] as { readonly items?: Schema } | undefined)?.items;
  return new Set(Object.keys(item === undefined ? whole : propertiesOf(item, schemas)));
}

function propertiesOf(schema: Schema | undefined, schemas: Schemas): Readonly<Record<string, unknown>> {
  const reference = schema?.['$ref'];
  const found = typeof reference === 'string' ? schemas[reference.split('/').at(-1) ?? ''] : schema;
  return (found?.['properties'] ?? {}) as Readonly<Record<string, unknown>>;
}

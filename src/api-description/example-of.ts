import { FIELD_EXAMPLES } from './field-examples.js';

/** A JSON Schema as @nestjs/swagger writes it. */
export type Schema = Readonly<Record<string, unknown>>;
export type Schemas = Readonly<Record<string, Schema>>;

const MOMENT = '2026-11-22T09:00:00.000Z';
const DAY = '2026-11-22';
const UUID = '7c0a4b86-6f1e-4c8e-9f7b-2d3f5a1b9e40';

/**
 * An example that fits the schema: what the field says of itself (`@example`, enum, format, the values that its description
 * begins with), else what a field of this name looks like everywhere. `required` leaves out what a request need not say.
 */
export function exampleOf(
  schema: Schema,
  schemas: Schemas,
  take: 'all' | 'required',
  name = '',
  depth = 0,
): unknown {
  const own = ownExample(schema);
  if (own !== undefined) return own.value;
  const inner = chosen(schema, schemas);
  if (inner !== null) return exampleOf(inner, schemas, take, name, depth);
  const [type] = [schema['type'] ?? 'object'].flat() as unknown as readonly [string];
  switch (type) {
    case 'object':
      return depth > 8 ? {} : objectOf(schema, schemas, take, depth);
    case 'array':
      return [exampleOf((schema['items'] ?? {}) as Schema, schemas, take, singular(name), depth + 1)];
    case 'boolean':
      return true;
    case 'number':
    case 'integer':
      return numberOf(schema, name);
    default:
      return textOf(schema, name);
  }
}

/** What a request says at least; where nothing is demanded, its first field. */
function objectOf(
  schema: Schema,
  schemas: Schemas,
  take: 'all' | 'required',
  depth: number,
): Record<string, unknown> {
  const fields = Object.entries((schema['properties'] ?? {}) as Schemas);
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const said = take === 'all' ? fields : fields.filter(([field]) => required.has(field));
  const shown = said.length === 0 ? fields.slice(0, 1) : said;
  return Object.fromEntries(
    shown.map(([field, inner]) => [field, exampleOf(inner, schemas, take, field, depth + 1)]),
  );
}

function ownExample(schema: Schema): { readonly value: unknown } | undefined {
  if ('example' in schema) return { value: schema['example'] };
  const values = schema['enum'] as readonly unknown[] | undefined;
  if (values !== undefined) return { value: values[0] };
  return 'const' in schema ? { value: schema['const'] } : undefined;
}

/** The schema behind a reference, the first of several, or all of them together. */
function chosen(schema: Schema, schemas: Schemas): Schema | null {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return schemas[reference.replace('#/components/schemas/', '')] ?? null;
  const all = schema['allOf'] as readonly Schema[] | undefined;
  if (all !== undefined) return all[0] ?? null;
  const some = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  return some?.find((one) => one['type'] !== 'null') ?? null;
}

function numberOf(schema: Schema, name: string): number {
  const known = FIELD_EXAMPLES[name];
  const [least, most] = [schema['minimum'], schema['maximum']] as (number | undefined)[];
  const usual = typeof known === 'number' ? known : /share|rate/.test(name) ? 0.68 : 5;
  return Math.min(Math.max(usual, least ?? usual), most ?? Math.max(usual, least ?? usual));
}

function textOf(schema: Schema, name: string): string {
  const text = knownText(schema, name);
  const pattern = schema['pattern'] as string | undefined;
  return pattern === undefined || new RegExp(pattern, 'u').test(text) ? text : fitting(pattern, text);
}

function knownText(schema: Schema, name: string): string {
  if (schema['format'] === 'date-time' || /_at$/.test(name)) return MOMENT;
  if (schema['format'] === 'uuid' || /(^|_)id$|_by$/.test(name)) return UUID;
  if (/_on$/.test(name)) return DAY;
  const [, word] =
    /^([a-z][a-z0-9_]*)(?=[,.:;]| —| или| \(|$)/.exec((schema['description'] as string | undefined) ?? '') ??
    [];
  if (word !== undefined) return word;
  const known = FIELD_EXAMPLES[name];
  return typeof known === 'string' || typeof known === 'number' ? String(known) : name;
}

/** For patterns whose fields are named like others: a day, a code, a token. */
function fitting(pattern: string, text: string): string {
  const known = [
    DAY,
    '10:30',
    'WORK',
    'AB-12',
    '10',
    'sign_in',
    'journal',
    '112-233-445 95',
    'A'.repeat(43),
    UUID,
  ];
  return known.find((one) => new RegExp(pattern, 'u').test(one)) ?? text;
}

function singular(name: string): string {
  if (name.endsWith('_ids') || name === 'ids') return 'id';
  return name.replace(/s$/, '');
}

/** What the tests read of an OpenAPI 3.1 document. */
export interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly examples: Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>> }>>;
  };
}

export interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly example?: unknown;
    readonly schema?: JsonSchema;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

type Content = Readonly<
  Record<
    string,
    {
      readonly schema?: JsonSchema;
      readonly example?: unknown;
      readonly examples?: Readonly<Record<string, object>>;
    }
  >
>;
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Types of JSON Schema 2020-12. */
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
/** Keywords whose value is one schema, a list of schemas, and schemas by name. */
const [ONE, LIST, NAMED] = [['items', 'not'], ['allOf', 'anyOf', 'oneOf'], ['properties']];

/**
 * What is wrong with a schema, by its place: references that lead nowhere, types that are none, words of OpenAPI 3.0 that 3.1
 * does not know, required fields without a description. Empty when nothing is.
 */
export function faultsOf(schema: JsonSchema, place: string, document: OpenapiDocument): string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.replace('#/components/schemas/', '');
    return Object.hasOwn(document.components.schemas, name) ? [] : [`${place}: ${reference} leads nowhere`];
  }
  return [
    ...ownFaults(schema, place),
    ...innerOf(schema, place).flatMap(([at, inner]) => faultsOf(inner, at, document)),
  ];
}

function ownFaults(schema: JsonSchema, place: string): string[] {
  const types = [schema['type'] ?? []].flat() as unknown[];
  const foreign = types.filter((type) => typeof type !== 'string' || !TYPES.has(type));
  const missing = ((schema['required'] ?? []) as string[]).filter(
    (name) => !Object.hasOwn(schema['properties'] ?? {}, name),
  );
  const says = ['type', 'allOf', 'anyOf', 'oneOf', 'enum', 'additionalProperties'].some(
    (word) => word in schema,
  );
  return [
    ...foreign.map((type) => `${place}: ${JSON.stringify(type)} is no type`),
    ...missing.map((name) => `${place}: ${name} is required and not described`),
    ...(types.includes('array') && !('items' in schema) ? [`${place}: an array of what?`] : []),
    ...('nullable' in schema ? [`${place}: nullable is of OpenAPI 3.0`] : []),
    ...(says ? [] : [`${place}: says nothing`]),
  ];
}

function innerOf(schema: JsonSchema, place: string): (readonly [string, JsonSchema])[] {
  const own = (words: readonly string[]) => words.filter((word) => word in schema);
  return [
    ...own(ONE).map((word) => [`${place}.${word}`, schema[word] as JsonSchema] as const),
    ...own(LIST).flatMap((word) =>
      (schema[word] as JsonSchema[]).map((inner, at) => [`${place}.${word}[${at}]`, inner] as const),
    ),
    ...own(NAMED).flatMap((word) =>
      Object.entries(schema[word] as object).map(
        ([name, inner]) => [`${place}.${name}`, inner as JsonSchema] as const,
      ),
    ),
  ];
}

/** Where an example does not fit its schema: type, enum, pattern, length, bounds, a required field. Empty when it does. */
export function misfitsOf(
  value: unknown,
  schema: JsonSchema,
  place: string,
  document: OpenapiDocument,
): string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const target = document.components.schemas[reference.replace('#/components/schemas/', '')];
    return target === undefined ? [] : misfitsOf(value, target, place, document);
  }
  const all = schema['allOf'] as readonly JsonSchema[] | undefined;
  if (all !== undefined) return all.flatMap((one) => misfitsOf(value, one, place, document));
  const some = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
  if (some !== undefined) {
    const tried = some.map((one) => misfitsOf(value, one, place, document));
    return tried.some(({ length }) => length === 0) ? [] : (tried[0] ?? []);
  }
  if (!isOfType(value, schema)) return [`${place}: ${JSON.stringify(value)} is no ${String(schema['type'])}`];
  return [...ownMisfits(value, schema, place), ...innerMisfits(value, schema, place, document)];
}

function isOfType(value: unknown, schema: JsonSchema): boolean {
  const types = [schema['type'] ?? []].flat() as unknown[];
  const own = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.length === 0 || types.includes(own) || (types.includes('integer') && Number.isInteger(value));
}

function ownMisfits(value: unknown, schema: JsonSchema, place: string): string[] {
  const values = schema['enum'] as readonly unknown[] | undefined;
  const wrong = (fits: boolean, why: string) => (fits ? [] : [`${place}: ${JSON.stringify(value)} ${why}`]);
  const [least = 0, most = Infinity] = [schema['minLength'], schema['maxLength']] as (number | undefined)[];
  const [low = -Infinity, high = Infinity] = [schema['minimum'], schema['maximum']] as (number | undefined)[];
  return [
    ...wrong(values === undefined || value === null || values.includes(value), 'is not of the enum'),
    ...(typeof value === 'string'
      ? [
          ...wrong(value !== '' && value.length >= least && value.length <= most, 'has a wrong length'),
          ...wrong(
            new RegExp((schema['pattern'] as string | undefined) ?? '', 'u').test(value),
            'is of another pattern',
          ),
        ]
      : []),
    ...(typeof value === 'number' ? wrong(value >= low && value <= high, 'is out of bounds') : []),
  ];
}

function innerMisfits(
  value: unknown,
  schema: JsonSchema,
  place: string,
  document: OpenapiDocument,
): string[] {
  if (Array.isArray(value)) {
    const items = (schema['items'] ?? {}) as JsonSchema;
    return value.flatMap((one) => misfitsOf(one, items, `${place}[]`, document));
  }
  if (typeof value !== 'object' || value === null) return [];
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const missing = ((schema['required'] ?? []) as string[]).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${place}: ${name} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) =>
      properties[name] === undefined ? [] : misfitsOf(inner, properties[name], `${place}.${name}`, document),
    ),
  ];
}

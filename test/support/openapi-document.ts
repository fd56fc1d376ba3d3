/** What the tests read of an OpenAPI 3.1 document. */
export interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

export interface Operation {
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: JsonSchema;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;
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

import type { JsonSchema, OpenapiDocument, Operation } from './openapi-document.js';

/** Gives a value where the kind of the schema does not say enough; undefined leaves it to the schema. */
export type ByName = (name: string) => unknown;

/** A body that the schema of a route takes: required fields only, unless `also` names others. Undefined where none is read. */
export function exampleBody(
  document: OpenapiDocument,
  operation: Operation,
  byName: ByName,
  also: readonly string[] = [],
): unknown {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  return schema === undefined ? undefined : exampleOf(document, schema, 'body', byName, also);
}

/** A value of a schema. */
export function exampleOf(
  document: OpenapiDocument,
  schema: JsonSchema,
  name: string,
  byName: ByName,
  also: readonly string[] = [],
): unknown {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const found = document.components.schemas[reference.replace('#/components/schemas/', '')];
    return exampleOf(document, found ?? {}, name, byName, also);
  }
  const given = byName(name);
  if (given !== undefined) return given;
  const [one] = (schema['allOf'] ?? schema['anyOf'] ?? schema['oneOf'] ?? []) as JsonSchema[];
  if (one !== undefined) return exampleOf(document, one, name, byName, also);
  const [choice] = (schema['enum'] ?? []) as unknown[];
  if (choice !== undefined) return choice;
  switch ([schema['type']].flat()[0]) {
    case 'object':
      return objectOf(document, schema, byName, also);
    case 'array':
      return [exampleOf(document, (schema['items'] ?? {}) as JsonSchema, name, byName)];
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return false;
    default:
      return textOf(name);
  }
}

function objectOf(
  document: OpenapiDocument,
  schema: JsonSchema,
  byName: ByName,
  also: readonly string[],
): object {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const wanted = new Set([...((schema['required'] ?? []) as string[]), ...also]);
  return Object.fromEntries(
    properties
      .filter(([field]) => wanted.has(field))
      .map(([field, inner]) => [field, exampleOf(document, inner, field, byName)]),
  );
}

function textOf(name: string): string {
  if (/(_on|_day|^date|birth_date|as_of|valid_(from|to)|^from|^to|until)$/.test(name)) return '2026-11-30';
  if (/_at$/.test(name)) return '2026-11-30T09:00:00.000Z';
  if (/purpose|code/.test(name)) return 'esia_sign_in';
  return 'сверено с документом';
}

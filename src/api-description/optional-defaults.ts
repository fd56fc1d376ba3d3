import type { Schema, Schemas } from './example-of.js';

/** What has a default need not be said, though Nest calls every field with a value required. Changes the schemas in place. */
export function freeDefaults(schemas: Schemas): void {
  for (const schema of Object.values(schemas) as Record<string, unknown>[]) {
    const required = schema['required'] as readonly string[] | undefined;
    if (required === undefined) continue;
    const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
    const demanded = required.filter((name) => !('default' in (properties[name] ?? {})));
    if (demanded.length === 0) delete schema['required'];
    else schema['required'] = demanded;
  }
}

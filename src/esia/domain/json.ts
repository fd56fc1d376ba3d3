/** A JSON object as ESIA sends it, nothing in it believed yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Members that carry an oid or an id: ESIA writes them as numbers, and they may exceed what a double holds exactly. */
const IDENTIFIERS = new Set(['sub', 'urn:esia:sbj_id', 'urn:esia:sbj:oid', 'oid', 'id']);

/**
 * Parses a JSON object; null for anything else. Identifiers that are numbers come as the digits that stand in the text
 * (the source text access of JSON.parse, ES2026), so that an oid is never rounded.
 */
export function parseJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text, keepIdentifiers);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is text; null when absent or of another type. */
export function textOf(object: JsonObject, member: string): string | null {
  const value = Object.hasOwn(object, member) ? object[member] : undefined;
  return typeof value === 'string' ? value : null;
}

function keepIdentifiers(member: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && IDENTIFIERS.has(member) ? (context?.source ?? String(value)) : value;
}

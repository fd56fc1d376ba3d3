/**
 * JSON in its one canonical writing (RFC 8785): names of members in the order of their UTF-16 code units, no blanks, numbers
 * and strings as ECMAScript writes them. Two equal values, however they were stored in between, give the same text.
 *
 * @throws TypeError for what is no JSON: undefined, functions, NaN and infinities
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  throw new TypeError('not a JSON value');
}

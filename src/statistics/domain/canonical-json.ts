/**
 * The one text of a JSON value: keys in the order of their code units, no spaces (as RFC 8785 for texts, whole numbers,
 * booleans and null, of which reports are made). The same content has the same SHA-256 whatever wrote it.
 *
 * @throws RangeError for a number that JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('no number of JSON');
  return JSON.stringify(value ?? null);
}

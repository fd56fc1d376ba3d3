const LONGEST = 2000;
/** Unreserved, sub-delimiters, `:`, `@`, `%` and the separators of a path and a query (RFC 3986, 3.3 and 3.4). */
const PATH_AND_QUERY = /^\/[\w\-.~!$&'()*+,;=:@%/]*(\?[\w\-.~!$&'()*+,;=:@%/?]*)?$/;

/**
 * The path, with its query, to which a sign-in returns: of this server only. Null for whatever a browser could read as
 * another host: `//host`, `/\host`, a scheme, control characters (open redirect, RFC 9700 section 4.11).
 */
export function parseReturnPath(raw: string): string | null {
  if (raw.length > LONGEST || raw.startsWith('//') || !PATH_AND_QUERY.test(raw)) return null;
  return raw;
}

/** The return path with the sign-in that came back: `?sign_in=<id>`. */
export function returnPathWith(path: string, signInId: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}sign_in=${signInId}`;
}

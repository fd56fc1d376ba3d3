/** An oid as the database keeps it: digits without leading zeros, 19 at most. */
const OID = /^[1-9]\d{0,18}$/;

/**
 * The canonical text of an oid that was a string or a number in ESIA's JSON ({@link parseJsonObject} gives both as text).
 * Null for `007`, `1e9`, `1.0`, blanks and everything else that could be a second writing of one oid.
 */
export function canonicalOid(raw: unknown): string | null {
  return typeof raw === 'string' && OID.test(raw) ? raw : null;
}

/** True when there is at least one oid and all of them are the same. */
export function sameOid(oids: readonly (string | null)[]): boolean {
  const [first] = oids;
  return first !== undefined && first !== null && oids.every((oid) => oid === first);
}

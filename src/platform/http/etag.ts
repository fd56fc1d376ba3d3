/** The entity tag of a record's revision (RFC 9110, 8.8.3): strong, since it counts every change that matters. */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/** The revision that an If-Match header names; null when there is none, NaN when it is of no record of ours. */
export function revisionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '') return null;
  const [, digits] = /^\s*"(\d{1,9})"\s*$/.exec(ifMatch) ?? [];
  return digits === undefined ? NaN : Number(digits);
}

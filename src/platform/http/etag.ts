import { DomainError } from '../../kernel/domain-error.js';

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

/**
 * The revision that the caller must have seen before changing a record.
 *
 * @throws DomainError PRECONDITION_REQUIRED (428) without If-Match, PRECONDITION_FAILED (412) for a tag of no record of ours
 */
export function seenRevision(ifMatch: string | undefined): number {
  const revision = revisionOf(ifMatch);
  if (revision === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
  if (Number.isNaN(revision)) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
  return revision;
}

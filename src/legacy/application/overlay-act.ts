import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { PeopleForReview } from '../../roster/index.js';
import type { SchoolScope } from '../../territory/index.js';

/** An administrator's act about exemptions, refusals or re-enabled passwords: where they may, when, who they are themselves. */
export interface OverlayAct {
  readonly actor: AuditActor;
  readonly now: Date;
  /** The civil day in the region. */
  readonly today: CalendarDate;
  readonly traceId: string | null;
  readonly reach: SchoolScope;
  readonly administratorId: Uuid;
  /** The administrator as the roster knows them. */
  readonly ownPersonIds: readonly Uuid[];
}

/**
 * Nobody decides about themselves or a relative (roles.md; EC-085).
 *
 * @throws DomainError CONFLICT_OF_INTEREST, whose text says who decides instead
 */
export async function refuseConflict(
  tx: EntityManager,
  people: PeopleForReview,
  { ownPersonIds }: Pick<OverlayAct, 'ownPersonIds'>,
  personIds: readonly Uuid[],
): Promise<void> {
  await people.refuseKin(tx, ownPersonIds, personIds);
}

/**
 * Refuses an act upon another revision than the caller has seen.
 *
 * @param seen the revision that If-Match names; null when there was none
 * @throws DomainError PRECONDITION_REQUIRED, PRECONDITION_FAILED
 */
export function refuseStale(revision: number, seen: number | null): void {
  if (seen === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
  if (seen !== revision) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
}

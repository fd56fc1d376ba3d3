import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';

/** How far a family reaches when a decision is asked of a relative: spouses and siblings are two ties away. */
const KIN_TIES = 2;

/**
 * These people and their relatives as far as ties tell: children, representatives, the other representatives of the same
 * child, the other children of the same representative. Ended ties count: a relative stays one (EC-085).
 */
export async function kinOf(tx: EntityManager, personIds: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx.query<{ id: Uuid }[]>(
    `WITH RECURSIVE kin (id, ties) AS (
       SELECT unnest($1::uuid[]), 0
       UNION
       SELECT CASE WHEN t.child_id = kin.id THEN t.representative_id ELSE t.child_id END, kin.ties + 1
       FROM kin JOIN family_ties t ON t.child_id = kin.id OR t.representative_id = kin.id
       WHERE kin.ties < ${KIN_TIES}
     )
     SELECT DISTINCT id FROM kin`,
    [personIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Nobody decides about themselves or a relative (roles.md, conflict of interest; EC-085, EC-086). The one place of the rule: every
 * act upon a person asks here, whichever context it is of.
 *
 * @param own the persons of the roster that the decider is, or may be
 * @throws DomainError CONFLICT_OF_INTEREST, whose text says who decides instead
 */
export async function refuseKin(
  tx: EntityManager,
  own: readonly Uuid[],
  subjects: readonly Uuid[],
): Promise<void> {
  if (own.length === 0 || subjects.length === 0) return;
  const kin = await kinOf(tx, own);
  if (subjects.some((id) => kin.has(id))) throw new DomainError('CONFLICT_OF_INTEREST', 'forbidden');
}

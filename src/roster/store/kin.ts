import type { EntityManager } from 'typeorm';
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

/** True when a subject is one of `own` people or their relative (roles.md, conflict of interest). */
export async function concernsOneself(
  tx: EntityManager,
  own: readonly Uuid[],
  subjects: readonly Uuid[],
): Promise<boolean> {
  const kin = await kinOf(tx, own);
  return subjects.some((id) => kin.has(id));
}

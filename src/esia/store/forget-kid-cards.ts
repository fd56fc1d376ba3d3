import type { EntityManager } from 'typeorm';

/** Cards of children that no sign-in of the parent has renewed since the moment (PD-07). */
export async function forgetKidCards(tx: EntityManager, before: Date, limit: number): Promise<number> {
  const [, deleted] = await tx.query<[unknown, number]>(
    `DELETE FROM esia_kids WHERE (esia_person_id, card_id) IN (
       SELECT esia_person_id, card_id FROM esia_kids WHERE seen_at < $1 LIMIT $2)`,
    [before, limit],
  );
  return deleted;
}

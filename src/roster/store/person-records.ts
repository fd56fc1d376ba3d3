import type { EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';

/** A record as a decision moves it. */
export interface OwnedRecord {
  readonly id: Uuid;
  readonly personId: Uuid;
  readonly kind: 'student' | 'representative' | 'staff';
  readonly pinned: boolean;
  readonly isLive: boolean;
}

/** Every record of these persons, removed ones too, locked in the order of their ids. */
export function recordsOf(tx: EntityManager, personIds: readonly Uuid[]): Promise<OwnedRecord[]> {
  return tx.query<OwnedRecord[]>(
    `SELECT id, person_id AS "personId", kind, pinned, removed_at IS NULL AS "isLive"
       FROM person_records WHERE person_id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [personIds],
  );
}

/** The persons that were merged into this one. */
export async function mergedInto(tx: EntityManager, personId: Uuid): Promise<readonly Uuid[]> {
  const rows = await tx.query<{ id: Uuid }[]>(`SELECT id FROM people WHERE merged_into_id = $1 ORDER BY id`, [
    personId,
  ]);
  return rows.map(({ id }) => id);
}

export async function setMergedInto(
  tx: EntityManager,
  ids: readonly Uuid[],
  into: Uuid | null,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(`UPDATE people SET merged_into_id = $2, updated_at = $3 WHERE id = ANY ($1::uuid[])`, [
    ids,
    into,
    now,
  ]);
}

/**
 * A new person with the names, birth date and marks of another one, without a СНИЛС: whose number it is only the rows of the
 * source can tell. Returns the id.
 */
export async function copyPerson(tx: EntityManager, of: Uuid, now: Date): Promise<Uuid> {
  const id = newUuid();
  const same = `region_id, last_name, first_name, middle_name, norm_last, norm_first, norm_middle, birth_date, gender,
    citizenship, protected, names_self_typed, middle_placeholder`;
  await tx.query(
    `INSERT INTO people (id, ${same}, snils_state, created_at, updated_at)
     SELECT $2, ${same}, 'missing', $3, $3 FROM people WHERE id = $1`,
    [of, id, now],
  );
  return id;
}

/** Lets the next import read the rows of these records anew, though they have not changed. */
export async function forgetRows(tx: EntityManager, recordIds: readonly Uuid[]): Promise<void> {
  await tx.query(`UPDATE person_records SET row_hash = '' WHERE id = ANY ($1::uuid[])`, [recordIds]);
}

/** The open protections of one person stand for the other one too. */
export async function copyProtections(tx: EntityManager, of: Uuid, to: Uuid): Promise<void> {
  await tx.query(
    `INSERT INTO person_protections (region_id, person_id, kind, basis, recorded_by, recorded_at)
     SELECT region_id, $2, kind, basis, recorded_by, recorded_at FROM person_protections
      WHERE person_id = $1 AND ended_at IS NULL`,
    [of, to],
  );
}

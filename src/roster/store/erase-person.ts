import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/**
 * Takes from a person of the roster all that names them; rows that statistics count stay (152-ФЗ, ст. 21). The caller has made
 * sure that the purpose has ended. An import that brings the person again makes a new person.
 */
export async function erasePerson(tx: EntityManager, personId: Uuid, now: Date): Promise<void> {
  await tx.query(
    `UPDATE people
        SET last_name = '—', first_name = '—', middle_name = NULL, norm_last = '', norm_first = '', norm_middle = NULL,
            birth_date = NULL, gender = NULL, citizenship = NULL, snils_state = 'missing', snils_hmac = NULL,
            snils_enc = NULL, snils_key_id = NULL, snils_last2 = NULL, merge_forbidden = true, erased_at = $2, updated_at = $2
      WHERE id = $1`,
    [personId, now],
  );
  // After the change: its trigger keeps the former birth date.
  await tx.query('DELETE FROM birth_date_versions WHERE person_id = $1', [personId]);
  await tx.query('DELETE FROM attributes_by_hand WHERE person_id = $1', [personId]);
  await tx.query(`DELETE FROM import_before_images WHERE table_name = 'people' AND row_key = $1::text`, [
    personId,
  ]);
  await tx.query(
    `UPDATE person_records SET source_id = 'erased-' || id, row_hash = '\\x00', removed_at = coalesce(removed_at, $2)
      WHERE person_id = $1`,
    [personId, now],
  );
}

import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Stands where a birth date may not be missing: nobody who signs in was born then. */
const NO_DAY = '1800-01-01';

/**
 * Takes from an account of ESIA all that names its person. `keepsOid`: evidence of links still has to say whose they were;
 * otherwise a number that ESIA never gives (they have ten digits) takes its place.
 */
export async function eraseEsiaPerson(
  tx: EntityManager,
  id: Uuid,
  { keepsOid, now }: { readonly keepsOid: boolean; readonly now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE esia_persons
        SET last_name = '—', first_name = '—', middle_name = NULL, norm_last = '', norm_first = '', norm_middle = NULL,
            birth_date = '${NO_DAY}', snils_hmac = NULL, snils_enc = NULL, snils_key_id = NULL, snils_last2 = NULL,
            new_snils_hmac = NULL, new_snils_enc = NULL, new_snils_key_id = NULL, new_snils_last2 = NULL,
            oid = CASE WHEN $3 THEN oid
                       ELSE (100000000000000000 + abs(hashtextextended(id::text, 0) % 800000000000000000))::text END,
            erased_at = $2
      WHERE id = $1`,
    [id, now, keepsOid],
  );
  await tx.query('DELETE FROM esia_kids WHERE esia_person_id = $1', [id]);
}

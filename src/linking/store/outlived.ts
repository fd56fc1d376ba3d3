import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/**
 * Links that ended before the moment, of people who have had no place in a school since: their evidence proves nothing that
 * anybody may still dispute (PD-07). With them go their history, cases and reveals; intervals go by themselves.
 */
export async function forgetLinks(tx: EntityManager, before: Date, limit: number): Promise<number> {
  const rows = await tx.query<{ id: Uuid }[]>(
    `SELECT l.id FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
      WHERE l.state IN ('rejected', 'expired', 'superseded', 'revoked') AND l.changed_at < $1
        AND NOT EXISTS (SELECT FROM enrollments e
                         WHERE e.person_id = a.person_id AND (e.valid_to IS NULL OR e.valid_to > $1::date))
        AND NOT EXISTS (SELECT FROM staff_appointments s
                         WHERE s.person_id = a.person_id AND (s.valid_to IS NULL OR s.valid_to > $1::date))
        AND NOT EXISTS (SELECT FROM family_ties t JOIN enrollments e ON e.person_id = t.child_id
                         WHERE t.representative_id = a.person_id AND (e.valid_to IS NULL OR e.valid_to > $1::date))
        AND NOT EXISTS (SELECT FROM links o WHERE o.esia_person_id = l.esia_person_id
                           AND o.state NOT IN ('rejected', 'expired', 'superseded', 'revoked'))
      ORDER BY l.changed_at, l.id LIMIT $2 FOR UPDATE OF l SKIP LOCKED`,
    [before, limit],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const reviews = 'SELECT id FROM link_reviews WHERE link_id = ANY ($1::uuid[])';
  await tx.query(`DELETE FROM reveals WHERE review_id IN (${reviews})`, [ids]);
  await tx.query('DELETE FROM link_reviews WHERE link_id = ANY ($1::uuid[])', [ids]);
  await tx.query('DELETE FROM link_state_history WHERE link_id = ANY ($1::uuid[])', [ids]);
  await tx.query('DELETE FROM links WHERE id = ANY ($1::uuid[])', [ids]);
  return ids.length;
}

/** Codes of notices that ran out before the moment. */
export async function forgetLinkCodes(tx: EntityManager, before: Date, limit: number): Promise<number> {
  const [, deleted] = await tx.query<[unknown, number]>(
    `DELETE FROM link_codes WHERE id IN (SELECT id FROM link_codes WHERE expires_at < $1 LIMIT $2)`,
    [before, limit],
  );
  return deleted;
}

/** Consents that were withdrawn before the moment. */
export async function forgetConsents(tx: EntityManager, before: Date, limit: number): Promise<number> {
  const [, deleted] = await tx.query<[unknown, number]>(
    `DELETE FROM consents WHERE id IN (SELECT id FROM consents WHERE withdrawn_at < $1 LIMIT $2)`,
    [before, limit],
  );
  return deleted;
}

/** Ends what a person could still prove an account with; for an erasure. */
export async function eraseProofs(
  tx: EntityManager,
  personId: Uuid,
  esiaPersonIds: readonly Uuid[],
): Promise<void> {
  await tx.query('DELETE FROM link_codes WHERE owner_id = $1', [personId]);
  await tx.query('DELETE FROM legacy_proofs WHERE esia_person_id = ANY ($1::uuid[])', [esiaPersonIds]);
}

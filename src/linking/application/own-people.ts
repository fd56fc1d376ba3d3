import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** Who somebody of ESIA is in the roster. */
@Injectable()
export class OwnPeople {
  /**
   * The people of the accounts that the person holds by a live link or waits to get by a consent alone: as one of these
   * they may act for themselves or their children. `role` is that of the account.
   */
  async ofLinks(
    tx: EntityManager,
    esiaPersonId: Uuid,
    role: 'student' | 'representative',
  ): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT a.person_id AS id
       FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
       WHERE l.esia_person_id = $1 AND a.role = $2 AND a.person_id IS NOT NULL AND a.closed_at IS NULL
         AND (l.state IN ('active', 'awaiting_consent')
              OR (l.state = 'suspended' AND l.reason IN ('consent_withdrawn', 'between_schools')))
       ORDER BY 1`,
      [esiaPersonId, role],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Everybody in the roster who may be this person, for those who must not decide about themselves: by a link of any
   * state that has not ended, or by СНИЛС and birth date. Rather one too many than one too few.
   */
  async possibly(tx: EntityManager, esiaPersonId: Uuid): Promise<readonly Uuid[]> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT a.person_id AS id
       FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
       WHERE l.esia_person_id = $1 AND a.person_id IS NOT NULL
         AND l.state IN ('active', 'suspended', 'pending_proof', 'pending_review', 'awaiting_consent')
       UNION
       SELECT p.id
       FROM esia_persons e JOIN people p ON p.region_id = e.region_id AND p.snils_hmac = e.snils_hmac
       WHERE e.id = $1 AND p.birth_date = e.birth_date`,
      [esiaPersonId],
    );
    return rows.map(({ id }) => id);
  }
}

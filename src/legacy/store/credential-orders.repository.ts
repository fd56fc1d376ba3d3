import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** An account that has no password, and whether its school may order one (LEG-15). */
export interface AccountToOrder {
  readonly regionId: Uuid;
  readonly personId: Uuid | null;
  readonly schoolId: Uuid | null;
  /** Null: we keep no old login of the account. */
  readonly state: string | null;
  /** An exemption no_esia_possible of the person holds at the moment. */
  readonly isExempt: boolean;
  /** Since the last password was destroyed, or ever: when the school ordered one. */
  readonly orderedAt: Date | null;
}

/** Orders of passwords for people who cannot have ESIA. */
@Injectable()
export class CredentialOrders {
  /** Locks the old login and reads; the account must exist. */
  async lock(tx: EntityManager, accountId: Uuid, now: Date): Promise<AccountToOrder> {
    await tx.query(`SELECT FROM legacy_credentials WHERE journal_account_id = $1 FOR UPDATE`, [accountId]);
    const [row] = await tx.query<AccountToOrder[]>(
      `SELECT a.region_id AS "regionId", a.person_id AS "personId", k.state,
              (SELECT s.school_id FROM journal_account_schools s WHERE s.journal_account_id = a.id ORDER BY 1 LIMIT 1)
                AS "schoolId",
              EXISTS (SELECT FROM exemption_of(a.id, $2) x WHERE x.is_personal AND x.type = 'no_esia_possible') AS "isExempt",
              CASE WHEN k.ordered_at >= k.changed_at THEN k.ordered_at END AS "orderedAt"
         FROM journal_accounts a LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
        WHERE a.id = $1`,
      [accountId, now],
    );
    if (row === undefined) throw new Error('the account was there a moment ago');
    return row;
  }

  async order(tx: EntityManager, accountId: Uuid, at: Date): Promise<void> {
    await tx.query(`UPDATE legacy_credentials SET ordered_at = $2 WHERE journal_account_id = $1`, [
      accountId,
      at,
    ]);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { ReenableFacts } from '../domain/reenable.js';

/** An account for which a window is asked, with what decides about it. */
export interface AccountToReenable extends Omit<ReenableFacts, 'isUsed'> {
  readonly accountId: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly personId: Uuid | null;
  readonly campaignId: Uuid | null;
  /** Of the governing campaign. */
  readonly schoolId: Uuid | null;
}

/** Accounts whose password a school or a user asks about. */
@Injectable()
export class AccountsToReenable {
  /** Whoever decides about an account's window waits here for the others until the end of the transaction. */
  async lock(tx: EntityManager, accountId: Uuid): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('reenable:' || $1, 0))`, [accountId]);
  }

  /** An open account of the reach; null for any other. */
  async inReach(tx: EntityManager, scope: SchoolScope, accountId: Uuid): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT a.id FROM journal_accounts a
        WHERE a.id = $5 AND a.closed_at IS NULL AND EXISTS (
          SELECT FROM journal_account_schools s JOIN schools school ON school.id = s.school_id
           WHERE s.journal_account_id = a.id AND (${SCHOOL_IN_SCOPE}))`,
      [...scopeParameters(scope), accountId],
    );
    return row?.id ?? null;
  }

  /** An open account of the journal system by its own id there; null for a foreign or unknown one. */
  async ofSystem(tx: EntityManager, systemId: Uuid, externalId: string): Promise<Uuid | null> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `SELECT id FROM journal_accounts WHERE journal_system_id = $1 AND external_id = $2 AND closed_at IS NULL`,
      [systemId, externalId],
    );
    return row?.id ?? null;
  }

  /**
   * What decides about a window of the account. None of its campaigns can move before the transaction ends: another one of
   * them may come to govern the account while we wait (EC-131).
   */
  async facts(tx: EntityManager, accountId: Uuid): Promise<AccountToReenable> {
    await tx.query(
      `SELECT FROM campaigns c
        WHERE c.id IN (SELECT campaign_id FROM wave_members WHERE journal_account_id = $1
                        UNION SELECT campaign_id FROM legacy_credentials WHERE journal_account_id = $1)
        ORDER BY c.id FOR SHARE`,
      [accountId],
    );
    const [row] = await tx.query<AccountToReenable[]>(
      `SELECT a.id AS "accountId", a.region_id AS "regionId", a.journal_system_id AS "journalSystemId",
              a.person_id AS "personId", c.id AS "campaignId", c.school_id AS "schoolId",
              coalesce(c.phase, 'not_scheduled') AS phase,
              CASE WHEN k.state IS NOT NULL THEN concat_ws('.', k.state, k.disabled_reason) END AS standing,
              EXISTS (SELECT FROM links l WHERE l.journal_account_id = a.id AND (l.state = 'active'
                OR l.state = 'suspended' AND l.reason NOT IN ('data_mismatch', 'consent_withdrawn'))) AS "isHeld"
         FROM journal_accounts a
         LEFT JOIN legacy_credentials k ON k.journal_account_id = a.id
         LEFT JOIN campaigns c ON c.id = k.campaign_id
        WHERE a.id = $1`,
      [accountId],
    );
    if (row === undefined) throw new Error('the account was there a moment ago');
    return row;
  }
}

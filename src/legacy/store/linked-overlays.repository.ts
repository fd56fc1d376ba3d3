import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import { type Exemption, EXEMPTION_COLUMNS } from './exemptions.repository.js';

/** What a new link takes away. */
@Injectable()
export class LinkedOverlays {
  /** True while somebody holds the account by an active link. */
  async isLinked(tx: EntityManager, accountId: Uuid): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT FROM links WHERE journal_account_id = $1 AND state = 'active' LIMIT 1`,
      [accountId],
    );
    return rows.length > 0;
  }

  /** Ends the exemptions no_esia_possible of the account's owner, and the requests for one: they have ESIA (e.2). */
  async endImpossible(tx: EntityManager, accountId: Uuid, now: Date): Promise<Exemption[]> {
    const [rows] = await tx.query<[Exemption[], number]>(
      `UPDATE exemptions x
          SET state = CASE WHEN x.state = 'requested' THEN 'rejected' ELSE 'revoked' END,
              ended_at = CASE WHEN x.state <> 'requested' THEN $2::timestamptz END,
              decided_by = coalesce(x.decided_by, 'system'), decided_at = coalesce(x.decided_at, $2),
              decided_as = coalesce(x.decided_as, 'system'), decision_reason = 'linked',
              renewal_until = NULL, renewal_basis = NULL, renewal_asked_by = NULL, renewal_asked_at = NULL,
              revision = x.revision + 1
         FROM journal_accounts a
        WHERE a.id = $1 AND x.scope = 'person' AND x.person_id = a.person_id AND x.type = 'no_esia_possible'
          AND x.state IN ('requested', 'approved', 'active')
        RETURNING ${EXEMPTION_COLUMNS}`,
      [accountId, now],
    );
    return rows;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** The live link of an account as its journal may know it: that it is there, and what it lets its owner do. */
export interface AccountLink {
  readonly state: 'active' | 'suspended' | 'none';
  /** `history`: reading only, between two schools or after leaving (EC-067, EC-075). */
  readonly access: 'full' | 'history' | 'none';
  readonly since: Date | null;
}

const NO_LINK: AccountLink = { state: 'none', access: 'none', since: null };

/** Reads links by account, without whose they are. */
@Injectable()
export class AccountLinks {
  async of(tx: EntityManager, accountId: Uuid): Promise<AccountLink> {
    const [row] = await tx.query<AccountLink[]>(
      `SELECT state, changed_at AS since,
              CASE WHEN state = 'active' AND until IS NULL THEN 'full'
                   WHEN state = 'active' OR reason = 'between_schools' THEN 'history'
                   ELSE 'none' END AS access
         FROM links WHERE journal_account_id = $1 AND state IN ('active', 'suspended')`,
      [accountId],
    );
    return row ?? NO_LINK;
  }
}

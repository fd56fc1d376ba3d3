import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** An account that a brownout refused for the first time. */
export interface BrownoutHit {
  readonly windowId: Uuid;
  readonly accountId: Uuid;
  readonly channel: string;
  readonly at: Date;
}

/** Whom each brownout has hit (LEG-07). */
@Injectable()
export class BrownoutHits {
  /** Writes those that are not written yet, by one statement; an account that was deleted meanwhile is left out. */
  async record(tx: EntityManager, hits: readonly BrownoutHit[]): Promise<void> {
    const rows = hits.map(({ windowId, accountId, channel, at }) => ({
      ...{ window_id: windowId, journal_account_id: accountId, first_at: at, channel },
    }));
    await tx.query(
      `INSERT INTO brownout_hits (window_id, journal_account_id, first_at, channel)
       SELECT DISTINCT ON (h.window_id, h.journal_account_id) h.window_id, h.journal_account_id, h.first_at, h.channel
         FROM jsonb_to_recordset($1::jsonb)
              AS h (window_id uuid, journal_account_id uuid, first_at timestamptz, channel text)
         JOIN journal_accounts a ON a.id = h.journal_account_id
        ORDER BY h.window_id, h.journal_account_id, h.first_at
       ON CONFLICT (window_id, journal_account_id) DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }
}

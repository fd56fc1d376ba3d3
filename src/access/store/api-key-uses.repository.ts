import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ApiKeyUse } from '../domain/api-key.js';

/** What one server counted of a key since it last wrote. */
export interface CountedUse {
  readonly apiKeyId: Uuid;
  readonly day: CalendarDate;
  readonly requests: number;
  readonly refusals: number;
  readonly lastAt: Date;
}

/** How often each key was used, by day. */
@Injectable()
export class ApiKeyUses {
  /** Adds what was counted, all of it in one statement and in the order of the key, so that two servers do not deadlock. */
  async add(tx: EntityManager, counted: readonly CountedUse[]): Promise<void> {
    const rows = counted.map(({ apiKeyId, lastAt, ...rest }) => ({
      ...{ ...rest, api_key_id: apiKeyId, last_at: lastAt.toISOString() },
    }));
    await tx.query(
      `INSERT INTO api_key_uses AS kept (api_key_id, day, requests, refusals, last_at)
       SELECT api_key_id, day, requests, refusals, last_at
         FROM jsonb_to_recordset($1::jsonb) AS use (api_key_id uuid, day date, requests bigint, refusals bigint, last_at timestamptz)
        ORDER BY api_key_id, day
       ON CONFLICT (api_key_id, day) DO UPDATE SET requests = kept.requests + excluded.requests,
         refusals = kept.refusals + excluded.refusals, last_at = greatest(kept.last_at, excluded.last_at)`,
      [JSON.stringify(rows)],
    );
  }

  /** Days on which the key was used, the newest first; `before` is the last one shown. */
  days(
    tx: EntityManager,
    apiKeyId: Uuid,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<ApiKeyUse[]> {
    return tx.query(
      `SELECT day::text AS day, requests::float8 AS requests, refusals::float8 AS refusals, last_at AS "lastAt" FROM api_key_uses
        WHERE api_key_id = $1 AND ($2::date IS NULL OR day < $2) ORDER BY day DESC LIMIT $3`,
      [apiKeyId, page.before, page.limit + 1],
    );
  }
}

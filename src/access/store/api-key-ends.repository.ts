import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A key that works and has no successor yet. */
export interface EndingKey {
  /** The part that may be said aloud. */
  readonly prefix: string;
  readonly endsAt: Date;
}

@Injectable()
export class ApiKeyEnds {
  /** Keys that end before a moment, those that ended within the last week too: somebody may still call with them. */
  async before(tx: EntityManager, until: Date, now: Date): Promise<readonly EndingKey[]> {
    return tx.query<EndingKey[]>(
      `SELECT prefix, expires_at AS "endsAt" FROM api_keys
        WHERE revoked_at IS NULL AND retires_at IS NULL
          AND expires_at < $1 AND expires_at > $2::timestamptz - interval '7 days'
        ORDER BY expires_at`,
      [until, now],
    );
  }
}

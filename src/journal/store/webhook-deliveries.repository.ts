import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { JournalEvent } from '../domain/journal-event.js';
import { eventOfRow } from './journal-events.repository.js';

/** An event that is to be brought, and how often that failed. */
export interface DueDelivery {
  readonly event: JournalEvent;
  readonly attempts: number;
}

/** What waits in a system's lane. */
export interface LaneFigures {
  readonly waiting: number;
  readonly dead: number;
  readonly oldest: Date | null;
}

/** One who works a lane, and until when nobody else may. */
export interface Lease {
  readonly systemId: Uuid;
  readonly holder: Uuid;
  readonly now: Date;
  readonly until: Date;
}

/** Events on their way to the e-journals that are called: a row until its event was taken, or for ever when nobody took it. */
@Injectable()
export class WebhookDeliveries {
  /** True when the lane is the holder's until the time given: it was free, theirs, or left by who is gone; false while it rests. */
  async lease(tx: EntityManager, { systemId, holder, now, until }: Lease): Promise<boolean> {
    const [rows] = await tx.query<[unknown[], number]>(
      `UPDATE journal_feeds SET leased_by = $2, leased_until = $4
        WHERE journal_system_id = $1 AND (rests_until IS NULL OR rests_until <= $3)
          AND (leased_by IS NULL OR leased_by = $2 OR leased_until <= $3)
       RETURNING 1`,
      [systemId, holder, now, until],
    );
    return rows.length > 0;
  }

  async release(tx: EntityManager, systemId: Uuid, holder: Uuid): Promise<void> {
    await tx.query(
      `UPDATE journal_feeds SET leased_by = NULL, leased_until = NULL WHERE journal_system_id = $1 AND leased_by = $2`,
      [systemId, holder],
    );
  }

  /**
   * What may be brought now, oldest first: of each account or school only its oldest, so that a later event never comes
   * before an earlier one that still waits. The dead wait no more.
   */
  async due(tx: EntityManager, systemId: Uuid, now: Date, limit: number): Promise<readonly DueDelivery[]> {
    const rows = await tx.query<(Parameters<typeof eventOfRow>[0] & { attempts: number })[]>(
      `SELECT e.id, e.no, e.type, e.at, e.data, d.attempts
         FROM webhook_deliveries d
         JOIN journal_events e ON e.journal_system_id = d.journal_system_id AND e.no = d.event_no
        WHERE d.journal_system_id = $1 AND d.dead_at IS NULL AND d.not_before <= $2
          AND NOT EXISTS (
            SELECT FROM webhook_deliveries earlier
             WHERE earlier.journal_system_id = d.journal_system_id AND earlier.subject_id = d.subject_id
               AND earlier.event_no < d.event_no AND earlier.dead_at IS NULL)
        ORDER BY d.event_no LIMIT $3`,
      [systemId, now, limit],
    );
    return rows.map(({ attempts, ...event }) => ({ event: eventOfRow(event), attempts }));
  }

  async delivered(tx: EntityManager, systemId: Uuid, eventNo: number): Promise<void> {
    await tx.query(`DELETE FROM webhook_deliveries WHERE journal_system_id = $1 AND event_no = $2`, [
      systemId,
      eventNo,
    ]);
  }

  /** Keeps a failed attempt: the next one not before the moment given, or none at all. */
  async failed(
    tx: EntityManager,
    systemId: Uuid,
    failure: { eventNo: number; status: number | null; notBefore: Date; deadAt: Date | null },
  ): Promise<void> {
    await tx.query(
      `UPDATE webhook_deliveries SET attempts = attempts + 1, last_status = $3, not_before = $4, dead_at = $5
        WHERE journal_system_id = $1 AND event_no = $2`,
      [systemId, failure.eventNo, failure.status, failure.notBefore, failure.deadAt],
    );
  }

  /** The receiver answers nobody: the lane rests. Null: it answers again. */
  async rest(
    tx: EntityManager,
    systemId: Uuid,
    rest: { until: Date | null; failuresInRow: number },
  ): Promise<void> {
    await tx.query(
      `UPDATE journal_feeds SET rests_until = $2, failures_in_row = $3 WHERE journal_system_id = $1`,
      [systemId, rest.until, rest.failuresInRow],
    );
  }

  async failuresInRow(tx: EntityManager, systemId: Uuid): Promise<number> {
    const [row] = await tx.query<{ failures: number }[]>(
      `SELECT failures_in_row AS failures FROM journal_feeds WHERE journal_system_id = $1`,
      [systemId],
    );
    return row?.failures ?? 0;
  }

  async figures(tx: EntityManager, systemId: Uuid): Promise<LaneFigures> {
    const [row] = await tx.query<LaneFigures[]>(
      `SELECT count(*) FILTER (WHERE d.dead_at IS NULL)::int AS waiting, count(d.dead_at)::int AS dead,
              min(e.at) FILTER (WHERE d.dead_at IS NULL) AS oldest
         FROM webhook_deliveries d
         JOIN journal_events e ON e.journal_system_id = d.journal_system_id AND e.no = d.event_no
        WHERE d.journal_system_id = $1`,
      [systemId],
    );
    return row ?? { waiting: 0, dead: 0, oldest: null };
  }

  /**
   * Brings events after a number once more, those given up included, at most `limit`; `deadOnly`: none but those. Returns how
   * many there are and the last of them. The lane's rest ends: who asks for events takes them.
   */
  async replay(
    tx: EntityManager,
    systemId: Uuid,
    asked: { after: number; deadOnly: boolean; limit: number; now: Date },
  ): Promise<{ queued: number; last: number | null }> {
    await this.rest(tx, systemId, { until: null, failuresInRow: 0 });
    const [row] = await tx.query<{ queued: number; last: string | null }[]>(
      `WITH again AS (
         INSERT INTO webhook_deliveries AS d (journal_system_id, event_no, subject_id, not_before)
         SELECT e.journal_system_id, e.no, e.subject_id, $5
           FROM journal_events e
          WHERE e.journal_system_id = $1 AND e.no > $2
            AND (NOT $3 OR EXISTS (SELECT FROM webhook_deliveries dead
                                    WHERE dead.journal_system_id = e.journal_system_id AND dead.event_no = e.no
                                      AND dead.dead_at IS NOT NULL))
          ORDER BY e.no LIMIT $4
         ON CONFLICT (journal_system_id, event_no) DO UPDATE SET attempts = 0, not_before = $5, dead_at = NULL
         RETURNING d.event_no
       )
       SELECT count(*)::int AS queued, max(event_no) AS last FROM again`,
      [systemId, asked.after, asked.deadOnly, asked.limit, asked.now],
    );
    return { queued: row?.queued ?? 0, last: row?.last == null ? null : Number(row.last) };
  }
}

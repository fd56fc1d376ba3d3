import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { AgeBasis } from '../domain/statistics-day.js';

/** Notes of changed pasts that are to be worked off together. */
export interface StaleSpan {
  /** The notes themselves: what is noted meanwhile belongs to the next night. */
  readonly ids: readonly string[];
  readonly since: CalendarDate;
}

/** From which day on the numbers of a region are to be counted again (STAT-09). */
@Injectable()
export class StaleDays {
  /** All that was noted before a moment; null when nothing was. */
  async due(tx: EntityManager, regionId: Uuid, before: Date): Promise<StaleSpan | null> {
    const [row] = await tx.query<{ ids: string[] | null; since: CalendarDate | null }[]>(
      `SELECT array_agg(d.id::text) AS ids, min(d.since)::text AS since FROM statistics_stale_days d
        WHERE d.region_id = $1 AND d.noted_at < $2`,
      [regionId, before],
    );
    return row?.ids && row.since !== null ? { ids: row.ids, since: row.since } : null;
  }

  /** The days with snapshots from a day on, each with its basis; the earliest first, so many at most. */
  days(
    tx: EntityManager,
    regionId: Uuid,
    since: CalendarDate,
    limit: number,
  ): Promise<{ readonly day: CalendarDate; readonly basis: AgeBasis }[]> {
    return tx.query(
      `SELECT s.as_of::text AS day, s.age_basis AS basis FROM statistics_snapshots s
        WHERE s.region_id = $1 AND s.as_of >= $2 AND s.revision = 1 ORDER BY s.as_of, s.age_basis LIMIT $3`,
      [regionId, since, limit],
    );
  }

  /** The days before this one are done: a server that stops goes on here. */
  async moveOn(tx: EntityManager, { ids }: StaleSpan, day: CalendarDate): Promise<void> {
    await tx.query(
      'UPDATE statistics_stale_days SET since = greatest(since, $2::date) WHERE id = ANY ($1::bigint[])',
      [ids, day],
    );
  }

  async forget(tx: EntityManager, { ids }: StaleSpan): Promise<void> {
    await tx.query('DELETE FROM statistics_stale_days WHERE id = ANY ($1::bigint[])', [ids]);
  }
}

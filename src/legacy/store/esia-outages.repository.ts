import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** A time in which ESIA did not work for a region. */
export interface EsiaOutage {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly setBy: 'breaker' | 'hand';
  readonly reason: string | null;
  readonly startedAt: Date;
  /** When it ends by itself; a breaker's moves on while a server says that ESIA is out. */
  readonly until: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}

/** What is over a region now, for `/metrics`. */
export interface RegionEmergency {
  readonly code: string;
  readonly isOutage: boolean;
  readonly isBreakGlass: boolean;
}

const COLUMNS = `id, region_id AS "regionId", set_by AS "setBy", reason, started_at AS "startedAt", until,
  ended_at AS "endedAt", ended_by AS "endedBy"`;

/** Outages of ESIA; one at a time in a region, by the index `esia_outages_one_at_a_time`. */
@Injectable()
export class EsiaOutages {
  /** Writes down what time has ended; whoever writes it is told, nobody else. */
  async closeOverdue(tx: EntityManager, now: Date): Promise<readonly EsiaOutage[]> {
    const [rows] = await tx.query<[EsiaOutage[], number]>(
      `UPDATE esia_outages SET ended_at = until, ended_by = 'time'
        WHERE ended_at IS NULL AND until <= $1 RETURNING ${COLUMNS}`,
      [now],
    );
    return rows;
  }

  /**
   * A server's breaker vouches for an outage in every region: begins those that are not there, lengthens those of a breaker,
   * leaves those of a person alone. What a person has ended since the breaker opened does not come back by it. Gives those
   * that began.
   */
  report(tx: EntityManager, openSince: Date, now: Date, until: Date): Promise<EsiaOutage[]> {
    return tx.query(
      `WITH told AS (
         INSERT INTO esia_outages (region_id, set_by, started_at, until)
         SELECT r.id, 'breaker', $2::timestamptz, $3::timestamptz FROM regions r
          WHERE NOT EXISTS (SELECT FROM esia_outages o
                             WHERE o.region_id = r.id AND o.ended_by = 'hand' AND o.ended_at >= $1)
          ORDER BY r.id
         ON CONFLICT (region_id) WHERE ended_at IS NULL
         DO UPDATE SET until = greatest(esia_outages.until, excluded.until) WHERE esia_outages.set_by = 'breaker'
         RETURNING *, xmax = 0 AS is_new
       )
       SELECT ${COLUMNS} FROM told WHERE is_new`,
      [openSince, now, until],
    );
  }

  /** The one that is on; under lock. */
  async lockOpen(tx: EntityManager, regionId: Uuid): Promise<EsiaOutage | null> {
    const [row] = await tx.query<EsiaOutage[]>(
      `SELECT ${COLUMNS} FROM esia_outages WHERE region_id = $1 AND ended_at IS NULL FOR UPDATE`,
      [regionId],
    );
    return row ?? null;
  }

  /** @throws the unique violation of `esia_outages_one_at_a_time` */
  async declare(
    tx: EntityManager,
    outage: Pick<EsiaOutage, 'id' | 'regionId' | 'reason' | 'startedAt' | 'until'> & {
      readonly actorId: Uuid;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO esia_outages (id, region_id, set_by, actor_id, reason, started_at, until)
       VALUES ($1, $2, 'hand', $3, $4, $5, $6)`,
      [outage.id, outage.regionId, outage.actorId, outage.reason, outage.startedAt, outage.until],
    );
  }

  /** `superseded`: a person's word takes the breaker's place. */
  async end(tx: EntityManager, id: Uuid, by: 'hand' | 'superseded', at: Date): Promise<void> {
    await tx.query(
      'UPDATE esia_outages SET ended_at = $3, ended_by = $2 WHERE id = $1 AND ended_at IS NULL',
      [id, by, at],
    );
  }

  /** Null when the region has none by this id; under lock. */
  async lock(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<EsiaOutage | null> {
    const [row] = await tx.query<EsiaOutage[]>(
      `SELECT ${COLUMNS} FROM esia_outages WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [regionId, id],
    );
    return row ?? null;
  }

  /** The newest first, after the given (moment, id). */
  list(
    tx: EntityManager,
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<EsiaOutage[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM esia_outages
        WHERE region_id = $1
          AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', started_at), id) < ($2, $3::uuid))
        ORDER BY date_trunc('milliseconds', started_at) DESC, id DESC LIMIT $4`,
      [regionId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
  }

  /** Every region with what is over it at the moment. */
  emergencies(tx: EntityManager, now: Date): Promise<RegionEmergency[]> {
    return tx.query(
      `SELECT r.code, o.outage_since IS NOT NULL AND coalesce(o.outage_until > $1, true) AS "isOutage",
              coalesce(o.break_glass_until > $1, false) AS "isBreakGlass"
         FROM region_overlays o JOIN regions r ON r.id = o.region_id ORDER BY r.code`,
      [now],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { BreakGlass } from '../domain/break-glass.js';

/** A grant with all that is kept of it. */
export interface BreakGlassGrant extends BreakGlass {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly requestedBy: Uuid;
  readonly reason: string;
  readonly approvedBy: Uuid | null;
  readonly approvedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

/** What time has ended: an emergency, or a request. */
export interface ClosedGlass {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly state: 'ended' | 'lapsed';
}

const COLUMNS = `id, region_id AS "regionId", state, hours, reason, requested_by AS "requestedBy",
  requested_at AS "requestedAt", approved_by AS "approvedBy", approved_at AS "approvedAt", until,
  ended_by AS "endedBy", ended_at AS "endedAt"`;

/** Break-glass grants; one is requested or on in a region at a time, by the index `break_glass_grants_one_at_a_time`. */
@Injectable()
export class BreakGlassRepository {
  /**
   * Writes down what time has ended; whoever writes it is told, nobody else. `lapsed`: requests made before it are over.
   */
  async closeOverdue(
    tx: EntityManager,
    now: Date,
    lapsed: Date,
    regionId: Uuid | null,
  ): Promise<readonly ClosedGlass[]> {
    const [rows] = await tx.query<[ClosedGlass[], number]>(
      `UPDATE break_glass_grants
          SET state = CASE state WHEN 'on' THEN 'ended' ELSE 'lapsed' END, ended_by = 'time',
              ended_at = coalesce(until, requested_at + ($1::timestamptz - $2::timestamptz))
        WHERE (state = 'on' AND until <= $1 OR state = 'requested' AND requested_at <= $2)
          AND ($3::uuid IS NULL OR region_id = $3)
        RETURNING id, region_id AS "regionId", state`,
      [now, lapsed, regionId],
    );
    return rows;
  }

  /** @throws the unique violation of `break_glass_grants_one_at_a_time` */
  async request(
    tx: EntityManager,
    grant: Pick<BreakGlassGrant, 'id' | 'regionId' | 'hours' | 'reason' | 'requestedBy' | 'requestedAt'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO break_glass_grants (id, region_id, state, hours, reason, requested_by, requested_at)
       VALUES ($1, $2, 'requested', $3, $4, $5, $6)`,
      [grant.id, grant.regionId, grant.hours, grant.reason, grant.requestedBy, grant.requestedAt],
    );
  }

  /** Null when the region has none by this id. */
  async lock(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<BreakGlassGrant | null> {
    const [row] = await tx.query<BreakGlassGrant[]>(
      `SELECT ${COLUMNS} FROM break_glass_grants WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [regionId, id],
    );
    return row ?? null;
  }

  async turnOn(
    tx: EntityManager,
    id: Uuid,
    by: { approvedBy: Uuid; approvedAt: Date; until: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE break_glass_grants SET state = 'on', approved_by = $2, approved_at = $3, until = $4
        WHERE id = $1 AND state = 'requested'`,
      [id, by.approvedBy, by.approvedAt, by.until],
    );
  }

  async end(tx: EntityManager, id: Uuid, state: 'ended' | 'lapsed', by: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE break_glass_grants SET state = $2, ended_by = $3, ended_at = $4
        WHERE id = $1 AND state IN ('requested', 'on')`,
      [id, state, by, at],
    );
  }

  /** The newest first, after the given (moment, id). */
  list(
    tx: EntityManager,
    regionId: Uuid,
    page: { readonly limit: number; readonly after: readonly string[] | null },
  ): Promise<BreakGlassGrant[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM break_glass_grants
        WHERE region_id = $1
          AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', requested_at), id) < ($2, $3::uuid))
        ORDER BY date_trunc('milliseconds', requested_at) DESC, id DESC LIMIT $4`,
      [regionId, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
    );
  }
}

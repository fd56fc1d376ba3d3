import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** What a court or an authority took from a representative. */
export interface NewRestriction {
  readonly regionId: Uuid;
  readonly childId: Uuid;
  readonly representativeId: Uuid;
  readonly kind: 'restriction' | 'deprivation';
  readonly basis: string;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  readonly recordedBy: Uuid;
  readonly recordedAt: Date;
  /** False for one that begins later: the day's job tells of it then. */
  readonly hasBegun: boolean;
}

/** One that stands, with a tie of its pair, through which it is reached. */
export interface OpenRestriction {
  readonly id: Uuid;
  readonly kind: 'restriction' | 'deprivation';
  readonly tieId: Uuid;
}

/** Restrictions and deprivations of representation (EC-047, EC-048). */
@Injectable()
export class RestrictionsRepository {
  /** Returns its id; a second open one of the kind is refused by `representation_restrictions_one_open`. */
  async add(tx: EntityManager, one: NewRestriction): Promise<Uuid> {
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO representation_restrictions
         (region_id, child_id, representative_id, kind, basis, valid_from, valid_to, recorded_by, recorded_at, told_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10::boolean THEN $9::timestamptz END) RETURNING id`,
      [
        ...[one.regionId, one.childId, one.representativeId, one.kind, one.basis, one.validFrom, one.validTo],
        ...[one.recordedBy, one.recordedAt, one.hasBegun],
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Null when there is none by this id, or it has ended. */
  async findOpen(tx: EntityManager, id: Uuid): Promise<OpenRestriction | null> {
    const [row] = await tx.query<OpenRestriction[]>(
      `SELECT x.id, x.kind, t.id AS "tieId"
       FROM representation_restrictions x
       JOIN family_ties t ON t.child_id = x.child_id AND t.representative_id = x.representative_id
       WHERE x.id = $1 AND x.ended_at IS NULL
       ORDER BY t.state = 'ended', t.id LIMIT 1`,
      [id],
    );
    return row ?? null;
  }

  /** Ends what stands; false when somebody was quicker. A restriction with dates holds no longer than the day. */
  async end(
    tx: EntityManager,
    id: Uuid,
    by: { readonly endedBy: Uuid; readonly basis: string; readonly now: Date },
  ): Promise<boolean> {
    const [, ended] = await tx.query<[unknown, number]>(
      `UPDATE representation_restrictions SET ended_by = $2, ended_at = $3, end_basis = $4
       WHERE id = $1 AND ended_at IS NULL`,
      [id, by.endedBy, by.now, by.basis],
    );
    return ended === 1;
  }
}

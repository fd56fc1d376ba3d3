import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Region, type SchoolScope, Territory } from '../../territory/index.js';
import type { KeptSnapshot } from '../domain/snapshot.js';
import type { AgeBasis } from '../domain/statistics-day.js';
import { type ChangedRow, type ChangePlace, Changes } from '../store/changes.repository.js';

export interface ChangesAsked {
  readonly basis: AgeBasis;
  /** Where the reader stands: `beginning` before all, `now` behind all. */
  readonly from: ChangePlace | 'beginning' | 'now';
  readonly limit: number;
}

export interface ChangesReading {
  readonly region: Region;
  /** The snapshots that the rows are of; also one that has no row for this reader. */
  readonly snapshots: readonly KeptSnapshot[];
  readonly rows: readonly ChangedRow[];
  /** From where to go on, now or later. */
  readonly next: ChangePlace;
  readonly hasMore: boolean;
}

/** Behind all rows of a snapshot: `school` is the last level in the order of the feed. */
const behindAllOf = (cursor: string): ChangePlace => ({
  ...{ cursor, level: 'school', unitId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
});

/** So many snapshots are looked at for one page: a region's one has hundreds of rows, a small municipality's a dozen. */
const SNAPSHOTS_AT_ONCE = { region: 2, part: 16 };

/**
 * What was counted since a place in the feed: new days and new revisions of old ones, with the rows of the reader's scope
 * (REP-05). A reader who always goes on from `next` misses nothing and gets nothing twice: cursors of a region are drawn under a
 * lock that is held until the snapshot is committed.
 */
@Injectable()
export class ReadChanges {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Changes) private readonly changes: Changes,
  ) {}

  async execute(
    tx: EntityManager,
    scope: SchoolScope,
    { basis, from, limit }: ChangesAsked,
  ): Promise<ChangesReading> {
    const { regionId } = scope;
    const region = await this.territory.region(tx, regionId);
    if (from === 'now') {
      const next = behindAllOf(await this.changes.newest(tx, regionId, basis));
      return { region, snapshots: [], rows: [], next, hasMore: false };
    }
    const after = from === 'beginning' ? behindAllOf('0') : from;
    const most = scope.wholeRegion ? SNAPSHOTS_AT_ONCE.region : SNAPSHOTS_AT_ONCE.part;
    // One more than are shown tells whether there are more. A snapshot that was shown in part is looked at again.
    const last = isWhole(after) ? after.cursor : String(BigInt(after.cursor) - 1n);
    const heads = await this.changes.headsAfter(tx, regionId, basis, last, most + 1);
    const looked = heads.slice(0, most);
    const found = await this.changes.rows(tx, scope, looked, after, limit);
    const rows = found.slice(0, limit);
    const end = rows.at(-1)?.place;
    if (found.length > limit && end !== undefined) {
      const snapshots = looked.filter(({ cursor }) => BigInt(cursor) <= BigInt(end.cursor));
      return { region, snapshots, rows, next: end, hasMore: true };
    }
    const newest = looked.at(-1);
    return {
      ...{ region, rows, snapshots: looked },
      next: newest === undefined ? after : behindAllOf(newest.cursor),
      hasMore: heads.length > most,
    };
  }
}

/** True when all rows of its snapshot were shown. */
function isWhole(place: ChangePlace): boolean {
  return place.unitId === behindAllOf(place.cursor).unitId;
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ReachOfRight } from '../domain/principal.js';
import { type Grant, GRANT_COLUMNS, type GrantPage, GRANTS_NAMED } from './grant-readings.repository.js';

export interface DelegateFilter {
  readonly schoolId: Uuid | null;
  /** Without delegates whose time is over on this day; null: all. */
  readonly notOverOn: CalendarDate | null;
}

/**
 * $1…$3 are the reach: region, the whole of it, municipalities. Who named a delegate answers for them: a municipality for the
 * schools on its ground, the ministry for the direct schools and for those whose cases have come to it. A delegate of the old
 * version of the server has no word of whose they are: then the school's founder says it.
 */
const THEIRS = `g.is_delegate AND g.region_id = $1
  AND CASE coalesce(g.delegate_of, CASE WHEN school.founder_type = 'municipal' THEN 'municipality' ELSE 'ministry' END)
        WHEN 'municipality' THEN school.municipality_id = ANY ($3::uuid[]) ELSE $2::boolean END`;

/** Named delegates for those who name them, always within a reach that SQL checks. */
@Injectable()
export class Delegates {
  list(tx: EntityManager, reach: ReachOfRight, filter: DelegateFilter, page: GrantPage): Promise<Grant[]> {
    return tx.query<Grant[]>(
      `SELECT ${GRANT_COLUMNS} ${GRANTS_NAMED} WHERE ${THEIRS}
          AND ($4::uuid IS NULL OR g.school_id = $4)
          AND ($5::date IS NULL OR (g.revoked_at IS NULL AND (g.valid_to IS NULL OR g.valid_to > $5)))
          AND ($6::timestamptz IS NULL OR (date_trunc('milliseconds', g.granted_at), g.id) < ($6, $7::uuid))
        ORDER BY date_trunc('milliseconds', g.granted_at) DESC, g.id DESC LIMIT $8`,
      [
        ...[...parametersOf(reach), filter.schoolId, filter.notOverOn],
        ...[page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit + 1],
      ],
    );
  }

  async find(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<Grant | null> {
    const sql = `SELECT ${GRANT_COLUMNS} ${GRANTS_NAMED} WHERE ${THEIRS} AND g.id = $4`;
    const [found] = await tx.query<Grant[]>(sql, [...parametersOf(reach), id]);
    return found ?? null;
  }

  /** Holds a delegate's grant until the end of the transaction; null when there is none within reach. */
  async lock(tx: EntityManager, reach: ReachOfRight, id: Uuid): Promise<Grant | null> {
    const sql = `SELECT 1 FROM role_grants g JOIN schools school ON school.id = g.school_id
      WHERE ${THEIRS} AND g.id = $4 FOR UPDATE OF g`;
    const rows = await tx.query<object[]>(sql, [...parametersOf(reach), id]);
    return rows.length === 0 ? null : this.find(tx, reach, id);
  }
}

const parametersOf = ({ regionId, wholeRegion, municipalityIds }: ReachOfRight): unknown[] => [
  ...[regionId, wholeRegion, municipalityIds],
];

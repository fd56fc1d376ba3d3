import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** The relatives of `$1` as the roster knows them, ended ties included: children, representatives, the other representatives of a child, other children. */
const RELATED = `
  WITH pairs AS (
    SELECT child_id AS a, representative_id AS b FROM family_ties
    UNION ALL SELECT representative_id, child_id FROM family_ties
  ), own AS (
    SELECT unnest($1::uuid[]) AS id
  ), near AS (
    SELECT id FROM own
    UNION SELECT pairs.b FROM pairs JOIN own ON own.id = pairs.a
  ), circle AS (
    SELECT id FROM near
    UNION SELECT pairs.b FROM pairs JOIN near ON near.id = pairs.a
  )
  SELECT FROM circle WHERE id = ANY ($2::uuid[]) LIMIT 1`;

/** Who belongs to whose family, for those who must not decide about their own (EC-085). */
@Injectable()
export class Kinship {
  /** True when somebody of the one list is, or is a relative of, somebody of the other. One statement. */
  async related(tx: EntityManager, some: readonly Uuid[], others: readonly Uuid[]): Promise<boolean> {
    const rows = await tx.query<unknown[]>(RELATED, [some, others]);
    return rows.length > 0;
  }
}

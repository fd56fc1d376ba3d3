import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Evidence } from '../domain/evidence.js';
import type { LinkState } from '../domain/link-state.js';
import type { Place } from './place.js';

/** A link as administrators list it: ids and states; who it is about is masked above. */
export interface ListedLink {
  readonly id: Uuid;
  readonly esiaPersonId: Uuid;
  readonly accountId: Uuid;
  readonly state: LinkState;
  readonly reason: string | null;
  readonly rule: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly until: Date | null;
}

/** One step of a link (LNK-11): the rule and the names of the attributes, never a value. */
export interface LinkStepRecord {
  readonly from: LinkState | null;
  readonly to: LinkState;
  readonly event: string;
  readonly reason: string | null;
  readonly basis: string | null;
  /** Null for steps taken before evidence was kept with each of them. */
  readonly evidence: Evidence | null;
  readonly actorKind: string;
  readonly at: Date;
}

export interface LinkQuery {
  readonly schoolId: Uuid | null;
  readonly personId: Uuid | null;
  readonly state: LinkState | null;
  readonly after: { readonly createdAt: Date; readonly id: Uuid } | null;
  readonly limit: number;
}

const COLUMNS = `l.id, l.esia_person_id AS "esiaPersonId", l.journal_account_id AS "accountId", l.state, l.reason, l.rule,
  l.created_at AS "createdAt", l.changed_at AS "changedAt", l.until`;

/** A link belongs to the schools of its account; $1…$3. */
const IN_PLACE = `l.region_id = $1 AND ($2::boolean OR EXISTS (
  SELECT FROM journal_account_schools s
  WHERE s.journal_account_id = l.journal_account_id AND s.school_id = ANY ($3::uuid[])))`;

/** Links for those who read and end them, always within a place that SQL checks. */
@Injectable()
export class LinkReadings {
  /** At most `limit` links, the newest first. */
  list(tx: EntityManager, place: Place, query: LinkQuery): Promise<ListedLink[]> {
    return tx.query<ListedLink[]>(
      `SELECT ${COLUMNS} FROM links l
       WHERE ${IN_PLACE}
         AND ($4::uuid IS NULL OR EXISTS (
           SELECT FROM journal_account_schools s
           WHERE s.journal_account_id = l.journal_account_id AND s.school_id = $4))
         AND ($5::uuid IS NULL OR EXISTS (
           SELECT FROM journal_accounts a WHERE a.id = l.journal_account_id AND a.person_id = $5))
         AND ($6::text IS NULL OR l.state = $6)
         AND ($7::timestamptz IS NULL OR (l.created_at, l.id) < ($7, $8::uuid))
       ORDER BY l.created_at DESC, l.id DESC LIMIT $9`,
      [
        ...[place.regionId, place.wholeRegion, place.schoolIds, query.schoolId, query.personId, query.state],
        ...[query.after?.createdAt ?? null, query.after?.id ?? null, query.limit],
      ],
    );
  }

  /** Null when there is none, or it lies elsewhere: the caller must not learn which. */
  async find(tx: EntityManager, place: Place, id: Uuid): Promise<ListedLink | null> {
    const [found] = await tx.query<ListedLink[]>(
      `SELECT ${COLUMNS} FROM links l WHERE ${IN_PLACE} AND l.id = $4`,
      [place.regionId, place.wholeRegion, place.schoolIds, id],
    );
    return found ?? null;
  }

  /** Every link of a person, the newest first. */
  ofPerson(tx: EntityManager, esiaPersonId: Uuid): Promise<ListedLink[]> {
    return tx.query<ListedLink[]>(
      `SELECT ${COLUMNS} FROM links l WHERE l.esia_person_id = $1 ORDER BY l.created_at DESC, l.id`,
      [esiaPersonId],
    );
  }

  /** The steps of a link in their order. */
  history(tx: EntityManager, linkId: Uuid): Promise<LinkStepRecord[]> {
    return tx.query<LinkStepRecord[]>(
      `SELECT from_state AS "from", to_state AS "to", event, reason, basis, evidence, actor_kind AS "actorKind", at
       FROM link_state_history WHERE link_id = $1 ORDER BY id`,
      [linkId],
    );
  }

  /** What the link rests on at present. */
  async evidenceOf(tx: EntityManager, linkId: Uuid): Promise<Evidence> {
    const [row] = await tx.query<{ evidence: Evidence }[]>(`SELECT evidence FROM links WHERE id = $1`, [
      linkId,
    ]);
    if (row === undefined) throw new Error('a link is never deleted');
    return row.evidence;
  }
}

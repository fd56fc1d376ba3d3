import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { SCHOOL_IN_SCOPE, type SchoolScope, scopeParameters } from '../../territory/index.js';
import type { BeforeImage } from '../domain/person-decision.js';
import { HOMES, recordPlaces } from './record-places.js';

export type DecisionState = 'proposed' | 'done' | 'undone' | 'withdrawn';

/** A merge or a split, with all that an undo needs. */
export interface PersonDecision {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly kind: 'merge' | 'split';
  readonly state: DecisionState;
  readonly personId: Uuid;
  readonly otherId: Uuid;
  readonly before: BeforeImage;
  readonly reason: string;
  readonly decidedBy: Uuid;
  readonly decidedAt: Date;
  readonly doneAt: Date | null;
  readonly undoneAt: Date | null;
  /** The order of the decisions. */
  readonly no: string;
}

export type NewDecision = Pick<
  PersonDecision,
  | 'regionId'
  | 'kind'
  | 'state'
  | 'personId'
  | 'otherId'
  | 'before'
  | 'reason'
  | 'decidedBy'
  | 'decidedAt'
  | 'doneAt'
>;

const COLUMNS = `d.id, d.region_id AS "regionId", d.kind, d.state, d.person_id AS "personId", d.other_id AS "otherId", d.before,
  d.reason, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.done_at AS "doneAt", d.undone_at AS "undoneAt",
  d.no::text AS no`;

/** The decisions about persons, newest last by `no`. */
@Injectable()
export class PersonDecisions {
  async add(tx: EntityManager, decision: NewDecision): Promise<Uuid> {
    const { regionId, kind, state, personId, otherId, before, reason, decidedBy, decidedAt, doneAt } =
      decision;
    const [row] = await tx.query<{ id: Uuid }[]>(
      `INSERT INTO person_decisions (region_id, kind, state, person_id, other_id, before, reason, decided_by, decided_at,
                                     done_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        regionId,
        kind,
        state,
        personId,
        otherId,
        JSON.stringify(before),
        reason,
        decidedBy,
        decidedAt,
        doneAt,
      ],
    );
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** One decision of a region; not locked. */
  async find(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<PersonDecision | null> {
    const [row] = await tx.query<PersonDecision[]>(
      `SELECT ${COLUMNS} FROM person_decisions d WHERE d.region_id = $1 AND d.id = $2`,
      [regionId, id],
    );
    return row ?? null;
  }

  /** True when a later decision about one of the two persons still holds: then this one cannot be undone before it. */
  async hasLater(tx: EntityManager, { no, personId, otherId }: PersonDecision): Promise<boolean> {
    const [row] = await tx.query<{ later: boolean }[]>(
      `SELECT EXISTS (SELECT FROM person_decisions d WHERE d.state = 'done' AND d.no > $1::bigint
         AND (d.person_id = ANY ($2::uuid[]) OR d.other_id = ANY ($2::uuid[]))) AS later`,
      [no, [personId, otherId]],
    );
    return row?.later === true;
  }

  /** True when a merge of the two already waits for a second administrator. */
  async hasProposal(tx: EntityManager, one: Uuid, other: Uuid): Promise<boolean> {
    const [row] = await tx.query<{ waits: boolean }[]>(
      `SELECT EXISTS (SELECT FROM person_decisions
         WHERE state = 'proposed' AND least(person_id, other_id) = least($1::uuid, $2::uuid)
           AND greatest(person_id, other_id) = greatest($1::uuid, $2::uuid)) AS waits`,
      [one, other],
    );
    return row?.waits === true;
  }

  async confirm(tx: EntityManager, id: Uuid, before: BeforeImage, by: Uuid, at: Date): Promise<void> {
    await tx.query(
      `UPDATE person_decisions SET state = 'done', before = $2, confirmed_by = $3, done_at = $4 WHERE id = $1`,
      [id, JSON.stringify(before), by, at],
    );
  }

  async end(tx: EntityManager, id: Uuid, state: 'undone' | 'withdrawn', by: Uuid, at: Date): Promise<void> {
    await tx.query(`UPDATE person_decisions SET state = $2, undone_by = $3, undone_at = $4 WHERE id = $1`, [
      id,
      state,
      by,
      at,
    ]);
  }

  /** Decisions whose staying person has a place in scope, newest first; `limit + 1` of them below `before`. */
  list(
    tx: EntityManager,
    scope: SchoolScope,
    page: { readonly day: CalendarDate; readonly limit: number; readonly before: string | null },
  ): Promise<PersonDecision[]> {
    const about = `p.removed_at IS NULL AND p.person_id IN (SELECT person_id FROM person_decisions WHERE region_id = $1)`;
    return tx.query<PersonDecision[]>(
      `WITH places AS (${recordPlaces('$5::date', about)}), ${HOMES}
       SELECT ${COLUMNS} FROM person_decisions d
        WHERE d.region_id = $1 AND ($6::bigint IS NULL OR d.no < $6)
          AND EXISTS (SELECT FROM homes h JOIN schools school ON school.id = h.school_id
                       WHERE h.person_id = d.person_id AND (${SCHOOL_IN_SCOPE}))
        ORDER BY d.no DESC LIMIT $7`,
      [...scopeParameters(scope), page.day, page.before, page.limit + 1],
    );
  }
}

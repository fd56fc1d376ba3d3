import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Evidence } from '../domain/evidence.js';
import type { ReviewLevel, ReviewState } from '../domain/review-state.js';
import type { Place } from './place.js';

/** A case as those see it who decide it. */
export interface ReviewCase {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly esiaPersonId: Uuid;
  readonly linkId: Uuid | null;
  readonly schoolId: Uuid | null;
  readonly code: string;
  readonly rule: string;
  readonly state: ReviewState;
  readonly accountIds: readonly Uuid[];
  /** What the first of two administrators has chosen. */
  readonly proposedAccountId: Uuid | null;
  readonly firstDecidedBy: Uuid | null;
  readonly firstDecidedAt: Date | null;
  readonly decidedBy: Uuid | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly openedAt: Date;
  readonly level: ReviewLevel;
  readonly levelSince: Date | null;
  readonly remindedAt: Date | null;
  readonly revision: number;
  readonly evidence: Evidence | readonly Evidence[];
}

export interface CaseQuery {
  readonly schoolId: Uuid | null;
  readonly state: ReviewState | null;
  readonly code: string | null;
  readonly after: { readonly openedAt: Date; readonly id: Uuid } | null;
  readonly limit: number;
}

const COLUMNS = `r.id, r.region_id AS "regionId", r.esia_person_id AS "esiaPersonId", r.link_id AS "linkId",
  r.school_id AS "schoolId", r.code, r.rule, r.state, r.candidate_account_ids AS "accountIds",
  r.proposed_account_id AS "proposedAccountId", r.first_decided_by AS "firstDecidedBy",
  r.first_decided_at AS "firstDecidedAt", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt",
  r.decision_reason AS "decisionReason", r.opened_at AS "openedAt", r.level, r.level_since AS "levelSince",
  r.reminded_at AS "remindedAt", r.revision, r.evidence`;

/** A case lies with its school: who reaches the school reaches the case; $1…$3. */
const IN_PLACE = `r.region_id = $1 AND ($2::boolean OR r.school_id = ANY ($3::uuid[]))`;

/** The cases of e.1.1 for those who read and decide them, always within a place that SQL checks. */
@Injectable()
export class ReviewCases {
  /** At most `limit` cases, the oldest first. */
  list(tx: EntityManager, place: Place, query: CaseQuery): Promise<ReviewCase[]> {
    return tx.query<ReviewCase[]>(
      `SELECT ${COLUMNS} FROM link_reviews r
       WHERE ${IN_PLACE}
         AND ($4::uuid IS NULL OR r.school_id = $4) AND ($5::text IS NULL OR r.state = $5)
         AND ($6::text IS NULL OR r.code = $6)
         AND ($7::timestamptz IS NULL OR (r.opened_at, r.id) > ($7, $8::uuid))
       ORDER BY r.opened_at, r.id LIMIT $9`,
      [
        ...[place.regionId, place.wholeRegion, place.schoolIds, query.schoolId, query.state, query.code],
        ...[query.after?.openedAt ?? null, query.after?.id ?? null, query.limit],
      ],
    );
  }

  /** Null when there is none, or it lies elsewhere: the caller must not learn which. */
  async find(tx: EntityManager, place: Place, id: Uuid): Promise<ReviewCase | null> {
    const [found] = await tx.query<ReviewCase[]>(
      `SELECT ${COLUMNS} FROM link_reviews r WHERE ${IN_PLACE} AND r.id = $4`,
      [place.regionId, place.wholeRegion, place.schoolIds, id],
    );
    return found ?? null;
  }

  /** As it stands now, locked: taken after the person, the accounts and the links. */
  async lock(tx: EntityManager, id: Uuid): Promise<ReviewCase> {
    const [found] = await tx.query<ReviewCase[]>(
      `SELECT ${COLUMNS} FROM link_reviews r WHERE r.id = $1 FOR UPDATE`,
      [id],
    );
    if (found === undefined) throw new Error('a case is never deleted');
    return found;
  }

  /** Every case of a person, the newest first. */
  ofPerson(tx: EntityManager, esiaPersonId: Uuid): Promise<ReviewCase[]> {
    return tx.query<ReviewCase[]>(
      `SELECT ${COLUMNS} FROM link_reviews r WHERE r.esia_person_id = $1 ORDER BY r.opened_at DESC, r.id`,
      [esiaPersonId],
    );
  }

  /** Keeps the first of two decisions; the case stays open for the second administrator. */
  async noteFirst(
    tx: EntityManager,
    id: Uuid,
    first: { readonly by: Uuid; readonly accountId: Uuid; readonly reason: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `UPDATE link_reviews
       SET first_decided_by = $2, proposed_account_id = $3, decision_reason = $4, first_decided_at = $5 WHERE id = $1`,
      [id, first.by, first.accountId, first.reason, first.at],
    );
  }

  /**
   * Ends a case that is locked; the database refuses a second decision, and an approval whose two administrators are one.
   * Whoever approved first may still reject: then there was one decision only.
   */
  async decide(
    tx: EntityManager,
    id: Uuid,
    decision: {
      readonly state: ReviewState;
      readonly by: Uuid;
      readonly accountId: Uuid | null;
      readonly reason: string;
      readonly at: Date;
    },
  ): Promise<void> {
    await tx.query(
      `UPDATE link_reviews
       SET state = $2, decided_by = $3,
           first_decided_by = CASE WHEN first_decided_by = $3 AND $2 <> 'linked' THEN NULL ELSE first_decided_by END,
           proposed_account_id = coalesce($4, proposed_account_id), decision_reason = $5,
           decided_at = $6
       WHERE id = $1`,
      [id, decision.state, decision.by, decision.accountId, decision.reason, decision.at],
    );
  }

  /** A case whose question has changed goes on under its new name (EC-089: the number is accepted, the roster's is another). */
  async rename(tx: EntityManager, ids: readonly Uuid[], code: string): Promise<void> {
    if (ids.length === 0) return;
    await tx.query(`UPDATE link_reviews SET code = $2 WHERE id = ANY ($1::uuid[]) AND state = 'open'`, [
      ids,
      code,
    ]);
  }
}

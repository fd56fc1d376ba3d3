import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { TakenStep } from '../domain/step-words.js';

/** A step with the link that took it. */
export interface OwnStep extends TakenStep {
  readonly linkId: Uuid;
  readonly at: Date;
}

/** An open case that hangs on no link: somebody whom no rule found has asked a school (R5, R8). */
export interface AskedSchool {
  readonly reviewId: Uuid;
  readonly code: string;
  /** Null while the person has named no school. */
  readonly schoolName: string | null;
  readonly openedAt: Date;
  readonly state: 'open' | 'rejected';
}

/** Somebody who represents a pupil, as the grown-up pupil sees them. */
export interface OwnParent {
  readonly tieId: Uuid;
  readonly name: string;
}

/** What a person's own page tells of them, and of nobody else. */
@Injectable()
export class OwnPageRepository {
  /** Every step of every link of the person, the newest first. */
  steps(tx: EntityManager, esiaPersonId: Uuid): Promise<OwnStep[]> {
    return tx.query(
      `SELECT h.link_id AS "linkId", h.from_state AS "from", h.to_state AS "to", h.event, h.reason,
              h.actor_kind AS "actorKind", h.actor_id IS NOT DISTINCT FROM $1::text AS "isOwn", h.at
       FROM link_state_history h JOIN links l ON l.id = h.link_id
       WHERE l.esia_person_id = $1::uuid ORDER BY h.at DESC, h.id DESC`,
      [esiaPersonId],
    );
  }

  /** Cases without a link that are open, and those that a school has refused since `since`; the newest first. */
  asked(tx: EntityManager, esiaPersonId: Uuid, since: Date): Promise<AskedSchool[]> {
    return tx.query(
      `SELECT r.id AS "reviewId", r.code, s.short_name AS "schoolName", r.opened_at AS "openedAt", r.state
       FROM link_reviews r LEFT JOIN schools s ON s.id = r.school_id
       WHERE r.esia_person_id = $1 AND r.link_id IS NULL
         AND (r.state = 'open' OR (r.state = 'rejected' AND r.decided_at >= $2))
       ORDER BY r.opened_at DESC, r.id`,
      [esiaPersonId, since],
    );
  }

  /** Links for which a case is open now: what they say is wrong is being looked at. */
  async underReview(tx: EntityManager, linkIds: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>> {
    const rows = await tx.query<{ linkId: Uuid; code: string }[]>(
      `SELECT link_id AS "linkId", code FROM link_reviews WHERE link_id = ANY ($1::uuid[]) AND state = 'open'`,
      [linkIds],
    );
    return new Map(rows.map(({ linkId, code }) => [linkId, code]));
  }

  /** Those of these pupils whose own account somebody has linked; who it is stays untold. */
  async linkedPupils(tx: EntityManager, pupilIds: readonly Uuid[]): Promise<ReadonlySet<Uuid>> {
    const rows = await tx.query<{ id: Uuid }[]>(
      `SELECT DISTINCT a.person_id AS id FROM links l JOIN journal_accounts a ON a.id = l.journal_account_id
       WHERE a.person_id = ANY ($1::uuid[]) AND a.role = 'student' AND l.state = 'active'`,
      [pupilIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Who represents these pupils on the day by a tie that holds; one row for each of them. */
  parentsOf(tx: EntityManager, childIds: readonly Uuid[], day: CalendarDate): Promise<OwnParent[]> {
    return tx.query(
      `SELECT DISTINCT ON (p.last_name, p.first_name, t.representative_id)
              t.id AS "tieId", concat_ws(' ', p.last_name, p.first_name, p.middle_name) AS name
       FROM family_ties t JOIN people p ON p.id = t.representative_id
       WHERE t.child_id = ANY ($1::uuid[]) AND t.state IN ('asserted', 'confirmed')
         AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2)
       ORDER BY p.last_name, p.first_name, t.representative_id, t.id`,
      [childIds, day],
    );
  }

  /** The tie was disputed by the person already: as the holder of a link, in whatever state the dispute has left it. */
  hasDisputed(tx: EntityManager, esiaPersonId: Uuid, tieId: Uuid): Promise<boolean> {
    return this.holds(tx, esiaPersonId, tieId, `t.representative_id`, `t.state = 'disputed'`);
  }

  /** The pupil has ended this access already. */
  hasEndedAccess(tx: EntityManager, esiaPersonId: Uuid, tieId: Uuid): Promise<boolean> {
    return this.holds(tx, esiaPersonId, tieId, `t.child_id`, `t.state = 'ended' AND t.end_reason = 'adult'`);
  }

  private async holds(
    tx: EntityManager,
    esiaPersonId: Uuid,
    tieId: Uuid,
    side: 't.representative_id' | 't.child_id',
    stands: string,
  ): Promise<boolean> {
    const [row] = await tx.query<unknown[]>(
      `SELECT 1 FROM family_ties t JOIN journal_accounts a ON a.person_id = ${side}
              JOIN links l ON l.journal_account_id = a.id
       WHERE t.id = $2 AND ${stands} AND l.esia_person_id = $1 AND l.state IN ('active', 'suspended') LIMIT 1`,
      [esiaPersonId, tieId],
    );
    return row !== undefined;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ReviewLevel } from '../domain/review-state.js';
import { LEVEL_DAYS, REMINDER_DAYS } from '../domain/review-timer.js';

/** A case whose level has been silent for thirty days. */
export interface SilentCase {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly code: string;
  readonly level: ReviewLevel;
  readonly isMunicipal: boolean;
}

/** The civil day of a moment in the region of the row (`g`), and today's there; `$1` is now. */
const dayOf = (moment: string) => `(${moment} AT TIME ZONE g.time_zone)::date`;
const TODAY = dayOf('$1::timestamptz');

const ONE_OPEN_TASK = `ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO NOTHING`;

/** The clockwork of cases in sets; days are civil days of the region. Doing anything twice changes nothing more. */
@Injectable()
export class ReviewTimers {
  /** Reminds principals of cases ten days old: once each, with a task. Returns how many. */
  async remind(tx: EntityManager, now: Date): Promise<number> {
    const [row] = await tx.query<{ count: number }[]>(
      `WITH due AS (
         UPDATE link_reviews r SET reminded_at = $1
         FROM regions g
         WHERE g.id = r.region_id AND r.state = 'open' AND r.reminded_at IS NULL AND r.school_id IS NOT NULL
           AND ${dayOf('r.opened_at')} + ${REMINDER_DAYS} <= ${TODAY}
         RETURNING r.id, r.region_id, r.school_id, r.candidate_account_ids[1] AS account_id
       ), told AS (
         INSERT INTO roster_tasks (region_id, school_id, code, person_id, journal_account_id, facts, opened_at)
         SELECT due.region_id, due.school_id, 'REVIEW_REMINDER', a.person_id, a.id,
                jsonb_build_object('review_id', due.id), $1
         FROM due LEFT JOIN journal_accounts a ON a.id = due.account_id
         ${ONE_OPEN_TASK}
       )
       SELECT count(*)::int AS count FROM due`,
      [now],
    );
    return row?.count ?? 0;
  }

  /** Cases whose level has let thirty days pass, locked for the caller; the oldest first, at most `limit`. */
  silent(tx: EntityManager, now: Date, limit: number): Promise<SilentCase[]> {
    return tx.query<SilentCase[]>(
      `SELECT r.id, r.region_id AS "regionId", r.school_id AS "schoolId", r.code, r.level,
              coalesce(s.founder_type = 'municipal', false) AS "isMunicipal"
       FROM link_reviews r JOIN regions g ON g.id = r.region_id LEFT JOIN schools s ON s.id = r.school_id
       WHERE r.state = 'open' AND r.level <> 'ministry'
         AND ${dayOf('coalesce(r.level_since, r.opened_at)')} + ${LEVEL_DAYS} <= ${TODAY}
       ORDER BY r.opened_at, r.id LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
      [now, limit],
    );
  }

  async raise(
    tx: EntityManager,
    cases: readonly { readonly id: Uuid; readonly level: ReviewLevel }[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE link_reviews r SET level = up.level, level_since = $2
       FROM jsonb_to_recordset($1::jsonb) AS up (id uuid, level text) WHERE r.id = up.id AND r.state = 'open'`,
      [JSON.stringify(cases), now],
    );
  }

  /** The cases that lie with the ministry and were not cried out today, by region. Crying out is noted. */
  alarm(tx: EntityManager, now: Date): Promise<{ regionId: Uuid; count: number }[]> {
    return tx.query(
      `WITH due AS (
         UPDATE link_reviews r SET reminded_at = $1
         FROM regions g
         WHERE g.id = r.region_id AND r.state = 'open' AND r.level = 'ministry'
           AND (r.reminded_at IS NULL OR ${dayOf('r.reminded_at')} < ${TODAY})
         RETURNING r.id, r.region_id, r.school_id, r.candidate_account_ids[1] AS account_id
       ), told AS (
         INSERT INTO roster_tasks (region_id, school_id, code, person_id, journal_account_id, facts, opened_at)
         SELECT due.region_id, due.school_id, 'REVIEW_AT_MINISTRY', a.person_id, a.id,
                jsonb_build_object('review_id', due.id), $1
         FROM due LEFT JOIN journal_accounts a ON a.id = due.account_id
         ${ONE_OPEN_TASK}
       )
       SELECT region_id AS "regionId", count(*)::int AS count FROM due GROUP BY region_id`,
      [now],
    );
  }

  /** How many cases wait at each level. */
  openByLevel(tx: EntityManager): Promise<{ level: ReviewLevel; count: number }[]> {
    return tx.query(
      `SELECT level, count(*)::int AS count FROM link_reviews WHERE state = 'open' GROUP BY level`,
    );
  }

  /** Tasks that remind of a case are done with it. */
  async closeReminders(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `UPDATE roster_tasks t SET done_at = $1
       WHERE t.done_at IS NULL AND t.code IN ('REVIEW_REMINDER', 'REVIEW_AT_MINISTRY')
         AND NOT EXISTS (SELECT FROM link_reviews r WHERE r.id = (t.facts->>'review_id')::uuid AND r.state = 'open')`,
      [now],
    );
  }

  /**
   * R10 has its answer when the second account is there: another open account of the same role at that school, of the
   * Person of the case, that nobody else holds (LNK-17). The task to open one is done, too.
   */
  async closeShared(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `WITH answered AS (
         SELECT r.id, a.id AS account_id, a.person_id
         FROM link_reviews r
         JOIN journal_accounts a ON a.id = r.candidate_account_ids[1]
         WHERE r.state = 'open' AND r.code = 'SHARED_ACCOUNT' AND r.link_id IS NULL
           AND EXISTS (
             SELECT FROM journal_accounts other
             JOIN journal_account_schools at ON at.journal_account_id = other.id AND at.school_id = r.school_id
             WHERE other.person_id = a.person_id AND other.role = a.role AND other.closed_at IS NULL
               AND other.id <> ALL (r.candidate_account_ids)
               AND NOT EXISTS (
                 SELECT FROM links l WHERE l.journal_account_id = other.id AND l.state IN ('active', 'suspended')
                   AND l.esia_person_id <> r.esia_person_id))
         FOR UPDATE OF r SKIP LOCKED
       ), done AS (
         UPDATE roster_tasks t SET done_at = $1 FROM answered
         WHERE t.code = 'SECOND_ACCOUNT_NEEDED' AND t.done_at IS NULL AND t.journal_account_id = answered.account_id
           AND t.person_id = answered.person_id
       )
       UPDATE link_reviews r SET state = 'expired', decided_at = $1, decision_reason = 'second_account_opened'
       FROM answered WHERE r.id = answered.id`,
      [now],
    );
  }

  /** Links that a dispute or a lock holds up: a task to the school after 10, 30 and 90 days, never an end (e.1). */
  async remindOfSuspensions(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO roster_tasks (region_id, school_id, code, person_id, journal_account_id, facts, opened_at)
       SELECT l.region_id, home.school_id, step.code, a.person_id, a.id,
              jsonb_build_object('link_id', l.id, 'reason', l.reason, 'level',
                CASE WHEN step.code = 'SUSPENSION_REMINDER' THEN 'school'
                     WHEN step.code = 'SUSPENSION_ESCALATED' AND s.founder_type = 'municipal' THEN 'municipality'
                     ELSE 'ministry' END),
              $1
       FROM links l
       JOIN regions g ON g.id = l.region_id
       JOIN journal_accounts a ON a.id = l.journal_account_id
       CROSS JOIN LATERAL (
         SELECT school_id FROM journal_account_schools WHERE journal_account_id = a.id ORDER BY school_id LIMIT 1
       ) home
       JOIN schools s ON s.id = home.school_id
       JOIN (VALUES ('SUSPENSION_REMINDER', 10), ('SUSPENSION_ESCALATED', 30), ('SUSPENSION_UNRESOLVED', 90))
         AS step (code, days) ON ${dayOf('l.changed_at')} + step.days <= ${TODAY}
       WHERE l.state = 'suspended' AND l.reason IN ('dispute', 'security')
         AND NOT EXISTS (
           SELECT FROM roster_tasks t WHERE t.code = step.code AND t.journal_account_id = a.id
             AND t.opened_at >= l.changed_at)
       ${ONE_OPEN_TASK}`,
      [now],
    );
    await tx.query(
      `UPDATE roster_tasks t SET done_at = $1
       WHERE t.done_at IS NULL AND t.code IN ('SUSPENSION_REMINDER', 'SUSPENSION_ESCALATED', 'SUSPENSION_UNRESOLVED')
         AND NOT EXISTS (
           SELECT FROM links l WHERE l.id = (t.facts->>'link_id')::uuid AND l.state = 'suspended')`,
      [now],
    );
  }

  /** Schools with silent cases, counts only: a municipality and the ministry see no persons. */
  silentSchools(
    tx: EntityManager,
    scope: {
      readonly regionId: Uuid;
      readonly wholeRegion: boolean;
      readonly municipalityIds: readonly Uuid[];
    },
  ): Promise<{ schoolId: Uuid; shortName: string; level: ReviewLevel; count: number; oldest: Date }[]> {
    return tx.query(
      `SELECT s.id AS "schoolId", s.short_name AS "shortName", r.level, count(*)::int AS count, min(r.opened_at) AS oldest
       FROM link_reviews r JOIN schools s ON s.id = r.school_id
       WHERE r.region_id = $1 AND r.state = 'open' AND r.level <> 'school'
         AND ($2::boolean OR (s.founder_type = 'municipal' AND s.municipality_id = ANY ($3::uuid[])))
       GROUP BY s.id, s.short_name, r.level ORDER BY s.short_name, s.id, r.level`,
      [scope.regionId, scope.wholeRegion, scope.municipalityIds],
    );
  }

  /** True when a case of this school has gone past the municipality. */
  async isWithMinistry(tx: EntityManager, schoolId: Uuid): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `SELECT 1 FROM link_reviews WHERE school_id = $1 AND state = 'open' AND level = 'ministry' LIMIT 1`,
      [schoolId],
    );
    return rows.length > 0;
  }
}

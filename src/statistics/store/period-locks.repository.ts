import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { MISSING_REASONS, MISSING_ROLLUP_REASONS, type MissingSchool } from '../domain/missing-schools.js';

/** A period that this transaction holds. */
export interface HeldPeriod {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly name: string;
  readonly state: 'open' | 'locked';
}

/** Who locks, when, and what is said of those who are missing. */
export interface Locking {
  readonly actor: AuditActor;
  readonly at: Date;
  /** True: whatever is not accepted becomes missing. False: a correction under way is left alone. */
  readonly withMissing: boolean;
  readonly reasons: readonly MissingSchool[];
}

/** One record that was locked. */
export interface LockedRecord {
  readonly id: Uuid;
  /** The school of a report, the municipality of a roll-up. */
  readonly unitId: Uuid;
  readonly missing: boolean;
  readonly reason: string | null;
}

/** A roll-up whose corrections are all in again; without such a wait the lock would sign it without them. */
const ALL_IN = `NOT EXISTS (SELECT FROM school_reports q WHERE q.rollup_id = r.id AND q.state NOT IN ('accepted', 'locked'))`;

/**
 * The lock of a period (e.4). Each kind of record is first held by one statement and moved by the next, which therefore sees
 * what a submission that was quicker has written: the database decides who was first.
 */
@Injectable()
export class PeriodLocks {
  /** Null when the region has no such period. */
  async hold(tx: EntityManager, regionId: Uuid, id: Uuid): Promise<HeldPeriod | null> {
    const [period] = await tx.query<HeldPeriod[]>(
      `SELECT id, region_id AS "regionId", name, state FROM report_periods WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [regionId, id],
    );
    return period ?? null;
  }

  async lockRollups(
    tx: EntityManager,
    periodId: Uuid,
    { actor, at, withMissing }: Locking,
  ): Promise<LockedRecord[]> {
    await tx.query(`SELECT FROM rollups WHERE period_id = $1 AND state <> 'locked' ORDER BY id FOR UPDATE`, [
      periodId,
    ]);
    return tx.query(
      `WITH was AS (
         SELECT r.id, r.state FROM rollups r
          WHERE r.period_id = $1 AND r.state <> 'locked' AND ($2::boolean OR (r.state = 'accepted' AND ${ALL_IN}))
       ), moved AS (
         UPDATE rollups r SET state = 'locked', missing = was.state <> 'accepted',
                missing_reason = CASE WHEN was.state <> 'accepted' THEN $3::jsonb ->> was.state END,
                changed_at = $4, etag = etag + 1
           FROM was WHERE was.id = r.id
         RETURNING r.id, r.municipality_id, r.revision, was.state AS was, r.missing, r.missing_reason
       ), told AS (
         INSERT INTO report_steps (rollup_id, event, from_state, to_state, actor_kind, actor_id, reason, revision, at)
         SELECT id, 'lock', was, 'locked', $5, $6, missing_reason, revision, $4 FROM moved
       )
       SELECT id, municipality_id AS "unitId", missing, missing_reason AS reason FROM moved ORDER BY id`,
      [periodId, withMissing, JSON.stringify(MISSING_ROLLUP_REASONS), at, actor.kind, actor.id],
    );
  }

  /** After the roll-ups: an accepted report whose roll-up waits for a correction waits with it. */
  async lockReports(
    tx: EntityManager,
    periodId: Uuid,
    { actor, at, withMissing, reasons }: Locking,
  ): Promise<LockedRecord[]> {
    await tx.query(
      `SELECT FROM school_reports WHERE period_id = $1 AND state <> 'locked' ORDER BY id FOR UPDATE`,
      [periodId],
    );
    const given = Object.fromEntries(reasons.map(({ schoolId, reason }) => [schoolId, reason]));
    return tx.query(
      `WITH was AS (
         SELECT q.id, q.state, coalesce($7::jsonb ->> q.school_id::text,
                  (SELECT named ->> 'reason' FROM jsonb_array_elements(r.missing_schools) named
                    WHERE named ->> 'schoolId' = q.school_id::text LIMIT 1),
                  $3::jsonb ->> q.state) AS reason
           FROM school_reports q LEFT JOIN rollups r ON r.id = q.rollup_id
          WHERE q.period_id = $1 AND q.state <> 'locked'
            AND ($2::boolean OR (q.state = 'accepted' AND coalesce(r.state, 'locked') = 'locked'))
       ), moved AS (
         UPDATE school_reports q SET state = 'locked', missing = was.state <> 'accepted',
                missing_reason = CASE WHEN was.state <> 'accepted' THEN was.reason END, changed_at = $4, etag = etag + 1
           FROM was WHERE was.id = q.id
         RETURNING q.id, q.school_id, q.revision, was.state AS was, q.missing, q.missing_reason
       ), told AS (
         INSERT INTO report_steps (report_id, event, from_state, to_state, actor_kind, actor_id, reason, revision, at)
         SELECT id, 'lock', was, 'locked', $5, $6, missing_reason, revision, $4 FROM moved
       )
       SELECT id, school_id AS "unitId", missing, missing_reason AS reason FROM moved ORDER BY id`,
      [
        ...[periodId, withMissing, JSON.stringify(MISSING_REASONS), at, actor.kind, actor.id],
        JSON.stringify(given),
      ],
    );
  }

  async close(tx: EntityManager, periodId: Uuid, by: string, at: Date): Promise<void> {
    await tx.query(
      `UPDATE report_periods SET state = 'locked', locked_by = $2, locked_at = $3 WHERE id = $1 AND state = 'open'`,
      [periodId, by, at],
    );
  }
}

import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import {
  type BatchState,
  DRY_RUN_LIVES_MS,
  FILES_LIVE_MS,
  type RunStart,
  ROLL_BACK_WITHIN_MS,
} from '../domain/import-batch.js';
import { IMPORT_LOCK } from './import-session.js';

/** Received batches that a runner has to go on with: new ones, accepted dry runs, and those whose runner was lost. */
const TO_RUN = `b.received_at IS NOT NULL
  AND (b.state IN ('uploaded', 'validating', 'applying') OR (b.state = 'ready' AND b.apply_asked_by IS NOT NULL))`;

/** A received batch as its runner needs it. */
export interface QueuedBatch {
  readonly id: Uuid;
  readonly state: BatchState;
  readonly start: RunStart;
  readonly schoolId: Uuid | null;
  readonly schoolSourceId: string | null;
  readonly dryRun: boolean;
  readonly forced: 'school' | 'ministry' | null;
  readonly allowTestSnils: boolean;
  readonly uploadedBy: string;
  readonly attempts: number;
}

/** Regions with something to run whose import lock is free: nobody is at it. */
export async function findIdleRegions(tx: EntityManager): Promise<Uuid[]> {
  const rows = await tx.query<{ regionId: Uuid }[]>(
    `SELECT DISTINCT b.region_id AS "regionId" FROM import_batches b WHERE ${TO_RUN}
        OR (b.received_at IS NULL AND b.state IN ('validating', 'applying'))`,
  );
  const idle: Uuid[] = [];
  for (const { regionId } of rows) {
    const [lock] = await tx.query<{ free: boolean }[]>(
      'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS free',
      [IMPORT_LOCK, regionId],
    );
    if (lock?.free === true) idle.push(regionId);
  }
  return idle;
}

export async function hasQueued(tx: EntityManager, regionId: Uuid): Promise<boolean> {
  return (await nextQueued(tx, regionId)) !== null;
}

/** The oldest batch of the region that is to be run; null when there is none. The region's import lock must be held to run it. */
export async function nextQueued(tx: EntityManager, regionId: Uuid): Promise<QueuedBatch | null> {
  const [row] = await tx.query<
    (Omit<QueuedBatch, 'start'> & { readonly approved: boolean; readonly dryRun: boolean })[]
  >(
    `SELECT b.id, b.state, b.school_id AS "schoolId", s.source_id AS "schoolSourceId", b.dry_run AS "dryRun", b.forced,
            b.allow_test_snils AS "allowTestSnils", b.uploaded_by AS "uploadedBy", b.attempts,
            b.decided_at IS NOT NULL AS approved
       FROM import_batches b LEFT JOIN schools s ON s.id = b.school_id
      WHERE b.region_id = $1 AND ${TO_RUN} ORDER BY b.started_at, b.id LIMIT 1`,
    [regionId],
  );
  return row === undefined ? null : { ...row, start: startOf(row.state, row.approved) };
}

function startOf(state: BatchState, approved: boolean): RunStart {
  if (state === 'applying') return approved ? 'approved' : 'resumed';
  return state === 'ready' ? 'dry_run_accepted' : 'first';
}

export async function countAttempt(tx: EntityManager, id: Uuid): Promise<void> {
  await tx.query('UPDATE import_batches SET attempts = attempts + 1 WHERE id = $1', [id]);
}

export async function markReceived(tx: EntityManager, id: Uuid, at: Date): Promise<void> {
  await tx.query('UPDATE import_batches SET received_at = $2 WHERE id = $1', [id, at]);
}

/** What of batches is past its time: dry runs, undecided mass changes, images, differences. Returns how many dry runs ended. */
export async function ageBatches(tx: EntityManager, now: Date): Promise<number> {
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  const [, discarded] = await tx.query<[unknown, number]>(
    `UPDATE import_batches SET state = 'discarded'
      WHERE state = 'ready' AND dry_run AND apply_asked_by IS NULL AND finished_at <= $1`,
    [before(DRY_RUN_LIVES_MS)],
  );
  await tx.query(
    `UPDATE import_batches SET state = 'rejected', decided_at = $2, decision_reason = 'Семь дней без решения: файлы удалены'
      WHERE state = 'needs_approval' AND received_at <= $1`,
    [before(FILES_LIVE_MS), now],
  );
  await tx.query(
    `DELETE FROM import_before_images i USING import_batches b
      WHERE b.id = i.batch_id AND (b.state = 'rolled_back' OR b.finished_at <= $1)`,
    [before(ROLL_BACK_WITHIN_MS)],
  );
  await tx.query(
    `DELETE FROM import_differences d USING import_batches b WHERE b.id = d.batch_id AND b.started_at <= $1`,
    [before(FILES_LIVE_MS)],
  );
  return discarded;
}

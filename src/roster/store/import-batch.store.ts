import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import {
  type BatchEvent,
  type BatchState,
  DECIDE_WITHIN_MS,
  type ImportBatch,
  type ImportCounts,
  moveOf,
} from '../domain/import-batch.js';
import type { ImportIssue, IssueTotals } from '../domain/import-issue.js';
import type { ImportProgress } from '../domain/import-step.js';
import type { MassChange } from '../domain/mass-change.js';

/** What is known of a batch when it is opened. */
export interface NewBatch {
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly source: string;
  readonly dryRun: boolean;
  readonly uploadedBy: string;
  readonly startedAt: Date;
  readonly forced?: 'school' | 'ministry' | null;
  readonly allowTestSnils?: boolean;
}

export async function openBatch(tx: EntityManager, batch: NewBatch): Promise<Uuid> {
  const [row] = await tx.query<{ id: Uuid }[]>(
    `INSERT INTO import_batches (region_id, school_id, source, state, dry_run, content_hash, uploaded_by, started_at, forced,
                                 allow_test_snils)
     VALUES ($1, $2, $3, 'uploaded', $4, '', $5, $6, $7, $8) RETURNING id`,
    [
      ...[batch.regionId, batch.schoolId, batch.source, batch.dryRun, batch.uploadedBy, batch.startedAt],
      ...[batch.forced ?? null, batch.allowTestSnils ?? false],
    ],
  );
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
  return row.id;
}

/** Moves a batch by one event; false when it is in no state from which the event leads on: somebody was faster. */
async function moveBatch(tx: EntityManager, id: Uuid, event: BatchEvent): Promise<boolean> {
  const { from, to } = moveOf(event);
  const [, moved] = await tx.query<[unknown, number]>(
    `UPDATE import_batches SET state = $2 WHERE id = $1 AND state = ANY ($3)`,
    [id, to, from],
  );
  return moved === 1;
}

/** Moves a batch by several events in turn. */
export async function moveAlong(tx: EntityManager, id: Uuid, events: readonly BatchEvent[]): Promise<void> {
  for (const event of events) {
    if (!(await moveBatch(tx, id, event)))
      throw new Error(`Batch ${id} cannot ${event}: it was moved by another`);
  }
}

export async function setContentHash(tx: EntityManager, id: Uuid, contentHash: Buffer): Promise<void> {
  await tx.query(`UPDATE import_batches SET content_hash = $2 WHERE id = $1`, [id, contentHash]);
}

export interface BatchEnd {
  readonly counts: ImportCounts | null;
  readonly issueTotals: IssueTotals;
  readonly issues: readonly ImportIssue[];
  readonly skipped: boolean;
  readonly finishedAt: Date;
  readonly guard?: MassChange | null;
  /** Of a dry run: counts by kind and school. */
  readonly difference?: object | null;
}

/**
 * Writes what a run found: its figures and its issues, in place of those of a run before. Call it after the move to the last
 * state, and for `applied` in the transaction of the import: `xact` is then the one that wrote the rows.
 */
export async function endBatch(tx: EntityManager, id: Uuid, end: BatchEnd): Promise<void> {
  const figures = { kinds: end.counts ?? {}, issues: end.issueTotals, skipped: end.skipped };
  const { guard = null } = end;
  await tx.query(
    `UPDATE import_batches
        SET counts = $2, finished_at = $3::timestamptz, guard = $4, difference = coalesce($5, difference), decides = $6::text,
            level = $6::text, level_since = CASE WHEN $6::text IS NOT NULL THEN $3::timestamptz END, apply_asked_by = NULL,
            xact = CASE WHEN state = 'applied' THEN (pg_current_xact_id()::text::numeric % 4294967296)::bigint END
      WHERE id = $1`,
    [
      ...[id, JSON.stringify(figures), end.finishedAt, guard === null ? null : JSON.stringify(guard)],
      ...[end.difference == null ? null : JSON.stringify(end.difference), guard?.decides ?? null],
    ],
  );
  await tx.query('DELETE FROM import_issues WHERE batch_id = $1', [id]);
  const column = <T>(pick: (issue: ImportIssue) => T): T[] => end.issues.map(pick);
  await tx.query(
    `INSERT INTO import_issues (batch_id, no, file, row_no, column_name, severity, code, message)
     SELECT $1, i.no, i.file, i.row_no, i.column_name, i.severity, i.code, i.message
       FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[]) WITH ORDINALITY
         AS i (file, row_no, column_name, severity, code, message, no)`,
    [
      id,
      column(({ file }) => file),
      column(({ row }) => row),
      column((issue) => issue.column),
      column(({ severity }) => severity),
      column(({ code }) => code),
      column(({ message }) => message),
    ],
  );
}

/** Tells how far a running import is; outside its transaction, so that others see it. */
export async function noteProgress(
  tx: EntityManager,
  id: Uuid,
  progress: ImportProgress,
  at: Date,
): Promise<void> {
  await tx.query(`UPDATE import_batches SET progress = $2, heartbeat_at = $3 WHERE id = $1`, [
    id,
    JSON.stringify(progress),
    at,
  ]);
}

/**
 * Marks as failed what killed imports without stored files left half-way. Call it under the region's import lock: whoever
 * else is `validating` or `applying` then is dead, and its transaction never happened. An upload that broke off a day ago too.
 */
export async function failAbandoned(
  tx: EntityManager,
  regionId: Uuid,
  but: Uuid | null,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE import_batches SET state = 'failed', finished_at = $3
      WHERE region_id = $1 AND id IS DISTINCT FROM $2 AND received_at IS NULL
        AND (state IN ('validating', 'applying') OR (state = 'uploaded' AND started_at < $3::timestamptz - interval '1 day'))`,
    [regionId, but, now],
  );
}

/** Marks one batch as failed unless it ended already; a dry run that failed to be applied stays what it was. */
export async function failIfRunning(tx: EntityManager, id: Uuid, now: Date): Promise<void> {
  await tx.query(
    `UPDATE import_batches SET state = CASE WHEN state = 'ready' THEN state ELSE 'failed' END, apply_asked_by = NULL,
            finished_at = CASE WHEN state = 'ready' THEN finished_at ELSE $2 END
      WHERE id = $1 AND state = ANY ($3)`,
    [id, now, [...moveOf('fail').from, 'ready']],
  );
}

/** True when the newest applied import of the source, by the same uploader's scope, had this very content (ROS-15). */
export async function wasLastApplied(
  tx: EntityManager,
  batch: {
    readonly regionId: Uuid;
    readonly schoolId: Uuid | null;
    readonly source: string;
    readonly contentHash: Buffer;
  },
): Promise<boolean> {
  const [last] = await tx.query<{ same: boolean }[]>(
    `SELECT state = 'applied' AND content_hash = $3 AND school_id IS NOT DISTINCT FROM $4 AS same FROM import_batches
      WHERE region_id = $1 AND source = $2 AND (state = 'applied' OR (state = 'rolled_back' AND xact IS NOT NULL))
        AND coalesce((counts ->> 'skipped')::boolean, false) = false
      ORDER BY finished_at DESC LIMIT 1`,
    [batch.regionId, batch.source, batch.contentHash, batch.schoolId],
  );
  return last?.same ?? false;
}

/** Whose files are newer: `senderId` is of who pushed them, null for an administrator's. */
export interface NewerFiles extends Pick<NewBatch, 'regionId' | 'schoolId' | 'source'> {
  readonly senderId: Uuid | null;
}

/**
 * Rejects what waits for approval when newer files of the same source and school come from the same side (e.5): what
 * is pushed takes the place of its sender's own pushes only. Returns the rejected.
 */
export async function rejectWaiting(
  tx: EntityManager,
  newer: NewerFiles,
  at: Date,
): Promise<{ readonly id: Uuid; readonly schoolId: Uuid | null }[]> {
  const [rows] = await tx.query<[{ readonly id: Uuid; readonly schoolId: Uuid | null }[], number]>(
    `UPDATE import_batches SET state = 'rejected', decided_at = $4, decision_reason = 'Пришли новые файлы'
      WHERE region_id = $1 AND source = $2 AND school_id IS NOT DISTINCT FROM $3 AND state = 'needs_approval'
        AND (SELECT coalesce(p.journal_system_id, p.contingent_system_id) FROM roster_pushes p WHERE p.batch_id = import_batches.id) IS NOT DISTINCT FROM $5::uuid
      RETURNING id, school_id AS "schoolId"`,
    [newer.regionId, newer.source, newer.schoolId, at, newer.senderId],
  );
  return rows;
}

/** Whose batches a reader may see: all of a region, or those of some schools. */
export interface BatchScope {
  readonly regionId: Uuid;
  /** Null: every batch of the region. */
  readonly schoolIds: readonly Uuid[] | null;
}

/** The columns of an ImportBatch. */
export const BATCH_COLUMNS = `id, region_id AS "regionId", school_id AS "schoolId", source, state, dry_run AS "dryRun",
  uploaded_by AS "uploadedBy", started_at AS "startedAt", finished_at AS "finishedAt", counts, progress,
  heartbeat_at AS "heartbeatAt", guard, level, level_since AS "levelSince", decided_at AS "decidedAt",
  decision_reason AS "decisionReason", apply_asked_by IS NOT NULL AS "applyAsked", rolled_back_at AS "rolledBackAt"`;
const IN_SCOPE = `region_id = $1 AND ($2::uuid[] IS NULL OR school_id = ANY ($2))`;

export async function findBatch(tx: EntityManager, id: Uuid, scope: BatchScope): Promise<ImportBatch | null> {
  const [row] = await tx.query<ImportBatch[]>(
    `SELECT ${BATCH_COLUMNS} FROM import_batches WHERE ${IN_SCOPE} AND id = $3`,
    [scope.regionId, scope.schoolIds, id],
  );
  return row ?? null;
}

/** The same, and nobody else changes the batch until the transaction ends. */
export async function lockBatch(tx: EntityManager, id: Uuid, scope: BatchScope): Promise<ImportBatch | null> {
  const [row] = await tx.query<ImportBatch[]>(
    `SELECT ${BATCH_COLUMNS} FROM import_batches WHERE ${IN_SCOPE} AND id = $3 FOR UPDATE`,
    [scope.regionId, scope.schoolIds, id],
  );
  return row ?? null;
}

/** Writes down who decided and why; the state is moved apart. */
export async function noteDecision(
  tx: EntityManager,
  id: Uuid,
  decision: { readonly by: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `UPDATE import_batches SET decided_by = $2, decided_at = $3, decision_reason = $4 WHERE id = $1`,
    [id, decision.by, decision.at, decision.reason],
  );
}

/** Notes that a dry run is to be applied; a runner takes it up. */
export async function askToApply(tx: EntityManager, id: Uuid, by: string): Promise<void> {
  await tx.query(`UPDATE import_batches SET apply_asked_by = $2 WHERE id = $1 AND state = 'ready'`, [id, by]);
}

/** Puts the mass changes that nobody decided in time one level up; returns them. */
export async function escalateWaiting(
  tx: EntityManager,
  now: Date,
): Promise<
  {
    readonly id: Uuid;
    readonly regionId: Uuid;
    readonly schoolId: Uuid | null;
    readonly level: BatchLevel;
  }[]
> {
  const [rows] = await tx.query<
    [
      {
        readonly id: Uuid;
        readonly regionId: Uuid;
        readonly schoolId: Uuid | null;
        readonly level: BatchLevel;
      }[],
      number,
    ]
  >(
    `UPDATE import_batches SET level = CASE level WHEN 'school' THEN 'municipality' ELSE 'ministry' END, level_since = $1
      WHERE state = 'needs_approval' AND level <> 'ministry' AND level_since <= $2
      RETURNING id, region_id AS "regionId", school_id AS "schoolId", level`,
    [now, new Date(now.getTime() - DECIDE_WITHIN_MS)],
  );
  return rows;
}

type BatchLevel = NonNullable<ImportBatch['level']>;

export async function listBatches(
  tx: EntityManager,
  scope: BatchScope,
  page: {
    readonly limit: number;
    readonly before: { readonly startedAt: Date; readonly id: Uuid } | null;
    readonly state?: BatchState;
  },
): Promise<ImportBatch[]> {
  return tx.query<ImportBatch[]>(
    `SELECT ${BATCH_COLUMNS} FROM import_batches
      WHERE ${IN_SCOPE} AND ($3::timestamptz IS NULL OR (started_at, id) < ($3, $4::uuid))
        AND ($6::text IS NULL OR state = $6)
      ORDER BY started_at DESC, id DESC LIMIT $5`,
    [
      ...[
        scope.regionId,
        scope.schoolIds,
        page.before?.startedAt ?? null,
        page.before?.id ?? null,
        page.limit,
      ],
      page.state ?? null,
    ],
  );
}

export async function listIssues(
  tx: EntityManager,
  batchId: Uuid,
  page: { readonly limit: number; readonly after: number },
): Promise<(ImportIssue & { readonly no: number })[]> {
  return tx.query<(ImportIssue & { readonly no: number })[]>(
    `SELECT no, file, row_no AS "row", column_name AS "column", severity, code, message FROM import_issues
      WHERE batch_id = $1 AND no > $2 ORDER BY no LIMIT $3`,
    [batchId, page.after, page.limit],
  );
}

/** The hash of the files as they were judged first. */
export async function findContentHash(tx: EntityManager, id: Uuid): Promise<Buffer> {
  const [row] = await tx.query<{ hash: Buffer }[]>(
    'SELECT content_hash AS hash FROM import_batches WHERE id = $1',
    [id],
  );
  return row?.hash ?? Buffer.alloc(0);
}

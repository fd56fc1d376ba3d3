import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ImportIssue, IssueTotals } from '../domain/import-issue.js';
import type { BatchState, ImportBatch, ImportCounts } from '../domain/import-batch.js';

interface NewBatch {
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly source: string;
  readonly dryRun: boolean;
  readonly uploadedBy: string;
  readonly startedAt: Date;
}

export async function openBatch(tx: EntityManager, batch: NewBatch): Promise<Uuid> {
  const [row] = await tx.query<{ id: Uuid }[]>(
    `INSERT INTO import_batches (region_id, school_id, source, state, dry_run, content_hash, uploaded_by, started_at)
     VALUES ($1, $2, $3, 'uploaded', $4, '', $5, $6) RETURNING id`,
    [batch.regionId, batch.schoolId, batch.source, batch.dryRun, batch.uploadedBy, batch.startedAt],
  );
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
  return row.id;
}

/** Moves a batch on while it runs; `contentHash` becomes known with `validating`. */
export async function moveBatch(
  tx: EntityManager,
  id: Uuid,
  state: 'validating' | 'applying',
  contentHash: Buffer,
): Promise<void> {
  await tx.query(`UPDATE import_batches SET state = $2, content_hash = $3 WHERE id = $1`, [
    id,
    state,
    contentHash,
  ]);
}

export interface BatchEnd {
  readonly state: BatchState;
  readonly counts: ImportCounts | null;
  readonly issueTotals: IssueTotals;
  readonly issues: readonly ImportIssue[];
  readonly skipped: boolean;
  readonly finishedAt: Date;
}

/** Ends a batch with its figures and its issues. */
export async function endBatch(tx: EntityManager, id: Uuid, end: BatchEnd): Promise<void> {
  const figures = { kinds: end.counts ?? {}, issues: end.issueTotals, skipped: end.skipped };
  await tx.query(`UPDATE import_batches SET state = $2, counts = $3, finished_at = $4 WHERE id = $1`, [
    id,
    end.state,
    JSON.stringify(figures),
    end.finishedAt,
  ]);
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

/**
 * Marks as failed what a killed import left half-way. Call it under the region's import lock: whoever else is
 * `validating` or `applying` then is dead, and its transaction never happened.
 */
export async function failAbandoned(tx: EntityManager, regionId: Uuid, but: Uuid, now: Date): Promise<void> {
  await tx.query(
    `UPDATE import_batches SET state = 'failed', finished_at = $3
      WHERE region_id = $1 AND id <> $2
        AND (state IN ('validating', 'applying') OR (state = 'uploaded' AND started_at < $3::timestamptz - interval '1 day'))`,
    [regionId, but, now],
  );
}

/** Marks one batch as failed unless it ended already: its thread died, or its upload broke off. */
export async function endIfRunning(tx: EntityManager, id: Uuid, now: Date): Promise<void> {
  await tx.query(
    `UPDATE import_batches SET state = 'failed', finished_at = $2
      WHERE id = $1 AND state IN ('uploaded', 'validating', 'applying')`,
    [id, now],
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
    `SELECT content_hash = $3 AND school_id IS NOT DISTINCT FROM $4 AS same FROM import_batches
      WHERE region_id = $1 AND source = $2 AND (state = 'applied' OR state = 'rolled_back')
      ORDER BY finished_at DESC LIMIT 1`,
    [batch.regionId, batch.source, batch.contentHash, batch.schoolId],
  );
  return last?.same ?? false;
}

/** Whose batches a reader may see: all of a region, or those of some schools. */
export interface BatchScope {
  readonly regionId: Uuid;
  /** Null: every batch of the region. */
  readonly schoolIds: readonly Uuid[] | null;
}

const COLUMNS = `id, region_id AS "regionId", school_id AS "schoolId", source, state, dry_run AS "dryRun",
  uploaded_by AS "uploadedBy", started_at AS "startedAt", finished_at AS "finishedAt", counts`;
const IN_SCOPE = `region_id = $1 AND ($2::uuid[] IS NULL OR school_id = ANY ($2))`;

export async function findBatch(tx: EntityManager, id: Uuid, scope: BatchScope): Promise<ImportBatch | null> {
  const [row] = await tx.query<ImportBatch[]>(
    `SELECT ${COLUMNS} FROM import_batches WHERE ${IN_SCOPE} AND id = $3`,
    [scope.regionId, scope.schoolIds, id],
  );
  return row ?? null;
}

export async function listBatches(
  tx: EntityManager,
  scope: BatchScope,
  page: { readonly limit: number; readonly before: { readonly startedAt: Date; readonly id: Uuid } | null },
): Promise<ImportBatch[]> {
  return tx.query<ImportBatch[]>(
    `SELECT ${COLUMNS} FROM import_batches
      WHERE ${IN_SCOPE} AND ($3::timestamptz IS NULL OR (started_at, id) < ($3, $4::uuid))
      ORDER BY started_at DESC, id DESC LIMIT $5`,
    [scope.regionId, scope.schoolIds, page.before?.startedAt ?? null, page.before?.id ?? null, page.limit],
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

import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ImportBatch } from '../domain/import-batch.js';

/**
 * True when later files of the source were applied over the batch: of the same school, or of the region. A batch of the
 * region is overlain by every later one. Files that were skipped wrote nothing.
 */
export async function hasNewerApplied(tx: EntityManager, batch: ImportBatch): Promise<boolean> {
  const newer = await tx.query<unknown[]>(
    `SELECT 1 FROM import_batches b
      WHERE b.region_id = $1 AND b.source = $2 AND b.id <> $3 AND b.state = 'applied' AND b.finished_at >= $4
        AND coalesce((b.counts ->> 'skipped')::boolean, false) = false
        AND ($5::uuid IS NULL OR b.school_id IS NULL OR b.school_id = $5) LIMIT 1`,
    [batch.regionId, batch.source, batch.id, batch.finishedAt, batch.schoolId],
  );
  return newer.length > 0;
}

/** Who took the batch back and why, and how many rows were left because somebody had changed them since. */
export async function noteRollBack(
  tx: EntityManager,
  id: Uuid,
  done: { readonly by: string; readonly reason: string; readonly at: Date; readonly left: number },
): Promise<void> {
  await tx.query(
    `UPDATE import_batches SET rolled_back_at = $2, decided_by = $3, decided_at = $2, decision_reason = $4,
            counts = counts || jsonb_build_object('left', $5::integer)
      WHERE id = $1`,
    [id, done.at, done.by, done.reason, done.left],
  );
  await tx.query('DELETE FROM import_before_images WHERE batch_id = $1', [id]);
}

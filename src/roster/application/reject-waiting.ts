import type { EntityManager } from 'typeorm';
import type { AuditTrail } from '../../audit/index.js';
import { type NewerFiles, rejectWaiting } from '../store/import-batch.store.js';

/**
 * Newer files of a source and school, or of who pushes, take the place of those that wait for approval (e.5): who approves should approve what
 * is newest. In the transaction in which the newer ones are received.
 */
export async function rejectOlder(
  tx: EntityManager,
  audit: AuditTrail,
  newer: NewerFiles,
  at: Date,
): Promise<void> {
  const rejected = await rejectWaiting(tx, newer, at);
  await audit.recordAll(
    tx,
    rejected.map(({ id, schoolId }) => ({
      regionId: newer.regionId,
      at,
      actor: { kind: 'system', id: null },
      action: 'roster_import.rejected',
      subject: { kind: 'import_batch', id },
      ...(schoolId === null ? {} : { schoolId }),
      facts: { cause: 'newer_files' },
    })),
  );
}

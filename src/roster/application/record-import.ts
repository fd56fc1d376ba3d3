import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ImportCounts } from '../domain/import-batch.js';
import type { ImportScope } from '../store/import-scope.js';

/** An import that was applied: whose it was and what it did, in counts. */
export interface AppliedImport {
  readonly scope: ImportScope;
  readonly batchId: Uuid;
  readonly counts: ImportCounts;
  readonly uploadedBy: string;
  readonly force: boolean;
}

/** Puts an import into the audit, in the import's own transaction: what is not recorded did not happen (PD-01). */
export async function recordImport(tx: EntityManager, applied: AppliedImport): Promise<void> {
  const { scope, batchId, counts, uploadedBy, force } = applied;
  const actor = actorOf(scope, uploadedBy);
  await new AuditTrail().record(tx, {
    regionId: scope.regionId,
    at: scope.now,
    actor,
    action: 'roster.imported',
    subject: { kind: 'import_batch', id: batchId },
    ...(scope.school === null ? {} : { schoolId: scope.school.id }),
    facts: { source: scope.source, counts, forced: force },
  });
}

function actorOf({ sender }: ImportScope, uploadedBy: string): AuditActor {
  if (sender !== null) return { kind: 'client', id: sender.code };
  return uploadedBy === 'command'
    ? { kind: 'operator', id: 'console' }
    : { kind: 'administrator', id: uploadedBy };
}

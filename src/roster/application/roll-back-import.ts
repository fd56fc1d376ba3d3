import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import { recordAt } from '../../platform/database/recording-moment.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { type ImportBatch, ROLL_BACK_WITHIN_MS } from '../domain/import-batch.js';
import { lockBatch, moveAlong } from '../store/import-batch.store.js';
import { tryLockRegion } from '../store/import-session.js';
import { hasNewerApplied, noteRollBack } from '../store/import-undo-guard.js';
import { type RolledBack, undoImport } from '../store/undo-import.js';
import type { ImportDecision } from './decide-import.js';
import { peopleChanged } from './people-changed.js';

/** Takes an applied batch back within 24 hours (ROS-15), in one transaction. */
@Injectable()
export class RollBackImport {
  constructor(
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /**
   * Restores what the batch changed, removes what it brought. What links, cases or people refer to stays, marked as gone;
   * what somebody changed since is left as it is and counted. A batch that failed wrote nothing: only its state moves.
   *
   * @throws DomainError NOT_FOUND; IMPORT_STATE_CHANGED; IMPORT_ROLL_BACK_LATE after 24 hours; IMPORT_NOT_NEWEST when later
   *   files of the source were applied; IMPORT_RUNNING while an import of the region runs
   */
  async execute(tx: EntityManager, decision: ImportDecision): Promise<RolledBack> {
    const { batchId, scope, by, reason, at } = decision;
    const batch = await lockBatch(tx, batchId, scope);
    if (batch === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (!(await tryLockRegion(tx, scope.regionId))) throw new DomainError('IMPORT_RUNNING', 'conflict');
    if (batch.state !== 'applied' && batch.state !== 'failed') {
      throw new DomainError('IMPORT_STATE_CHANGED', 'conflict', { state: batch.state });
    }
    if (batch.state === 'applied') await refuseLate(tx, batch, at);
    await recordAt(tx, at);
    const done = await undoImport(tx, batchId, at);
    await moveAlong(tx, batchId, ['roll_back']);
    await noteRollBack(tx, batchId, { by, reason, at, left: done.left });
    const { personIds, ...counts } = done;
    await this.outbox.tell(tx, peopleChanged(batch.regionId, personIds, at));
    await this.audit.record(tx, {
      regionId: batch.regionId,
      at,
      actor: { kind: 'administrator', id: by },
      action: 'roster_import.rolled_back',
      subject: { kind: 'import_batch', id: batchId },
      ...(batch.schoolId === null ? {} : { schoolId: batch.schoolId }),
      reason,
      facts: counts,
      traceId: currentRequestId(),
    });
    return done;
  }
}

async function refuseLate(tx: EntityManager, batch: ImportBatch, at: Date): Promise<void> {
  const appliedAt = batch.finishedAt?.getTime() ?? 0;
  if (at.getTime() - appliedAt >= ROLL_BACK_WITHIN_MS) {
    throw new DomainError('IMPORT_ROLL_BACK_LATE', 'conflict');
  }
  if (await hasNewerApplied(tx, batch)) throw new DomainError('IMPORT_NOT_NEWEST', 'conflict');
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { DRY_RUN_LIVES_MS, type ImportBatch } from '../domain/import-batch.js';
import {
  askToApply,
  type BatchScope,
  lockBatch,
  moveAlong,
  noteDecision,
} from '../store/import-batch.store.js';

/** Somebody decides about a batch. */
export interface ImportDecision {
  readonly batchId: Uuid;
  /** Where the decider may decide; a batch elsewhere is not found. */
  readonly scope: BatchScope;
  /** Our id of the decider, never a name. */
  readonly by: string;
  readonly reason: string;
  readonly at: Date;
}

/**
 * Decisions about batches that wait (ROS-03, e.5): by the school's administrator about the own school, by the ministry about
 * the region, over 1 % of it, and what nobody decided in time. Each locks the batch, so of two decisions, or of a decision
 * and newer files, one wins and the other hears that the state has changed.
 */
@Injectable()
export class DecideImport {
  constructor(@Inject(AuditTrail) private readonly audit: AuditTrail) {}

  /** Lets the mass change in; the stored files are applied by a runner. Wake it after the commit. */
  async approve(tx: EntityManager, decision: ImportDecision): Promise<void> {
    const batch = await waiting(tx, decision);
    // The database says so again: import_batches_two_people.
    if (batch.guard?.decides === 'ministry' && batch.uploadedBy === decision.by) {
      throw new DomainError('IMPORT_OWN_UPLOAD', 'forbidden');
    }
    await moveAlong(tx, batch.id, ['apply']);
    await noteDecision(tx, batch.id, decision);
    await this.record(tx, batch, decision, 'approved');
  }

  async reject(tx: EntityManager, decision: ImportDecision): Promise<void> {
    const batch = await waiting(tx, decision);
    await moveAlong(tx, batch.id, ['reject']);
    await noteDecision(tx, batch.id, decision);
    await this.record(tx, batch, decision, 'rejected');
  }

  /** Has a dry run applied within its 24 hours; a runner judges the files anew. Wake it after the commit. */
  async apply(tx: EntityManager, decision: Omit<ImportDecision, 'reason'>): Promise<void> {
    const batch = await dryRun(tx, decision);
    await askToApply(tx, batch.id, decision.by);
    await this.record(tx, batch, decision, 'apply_asked');
  }

  async discard(tx: EntityManager, decision: Omit<ImportDecision, 'reason'>): Promise<void> {
    const batch = await dryRun(tx, decision);
    await moveAlong(tx, batch.id, ['discard']);
    await this.record(tx, batch, decision, 'discarded');
  }

  private async record(
    tx: EntityManager,
    { id, regionId, schoolId, guard }: ImportBatch,
    { by, at, ...rest }: Omit<ImportDecision, 'reason'> & { readonly reason?: string },
    what: string,
  ): Promise<void> {
    await this.audit.record(tx, {
      regionId,
      at,
      actor: { kind: 'administrator', id: by },
      action: `roster_import.${what}`,
      subject: { kind: 'import_batch', id },
      ...(schoolId === null ? {} : { schoolId }),
      ...(rest.reason === undefined ? {} : { reason: rest.reason }),
      facts: { decides: guard?.decides ?? null },
      traceId: currentRequestId(),
    });
  }
}

async function waiting(tx: EntityManager, decision: ImportDecision): Promise<ImportBatch> {
  const batch = await locked(tx, decision);
  refuseState(batch, batch.state === 'needs_approval');
  refuseWrongDecider(batch, decision.scope);
  return batch;
}

async function dryRun(tx: EntityManager, decision: Omit<ImportDecision, 'reason'>): Promise<ImportBatch> {
  const batch = await locked(tx, decision);
  const age = decision.at.getTime() - (batch.finishedAt?.getTime() ?? 0);
  refuseState(batch, batch.state === 'ready' && !batch.applyAsked && age < DRY_RUN_LIVES_MS);
  return batch;
}

async function locked(tx: EntityManager, { batchId, scope }: Omit<ImportDecision, 'reason'>) {
  const batch = await lockBatch(tx, batchId, scope);
  if (batch === null) throw new DomainError('NOT_FOUND', 'not_found');
  return batch;
}

function refuseState(batch: ImportBatch, isRight: boolean): void {
  if (!isRight) throw new DomainError('IMPORT_STATE_CHANGED', 'conflict', { state: batch.state });
}

/** Who decides for schools has a scope of schools; the ministry's is the region. */
function refuseWrongDecider(batch: ImportBatch, { schoolIds }: BatchScope): void {
  const ofMinistry = schoolIds === null;
  const decides = batch.guard?.decides ?? 'ministry';
  if (!ofMinistry && decides === 'ministry') throw new DomainError('IMPORT_DECIDED_BY_MINISTRY', 'forbidden');
  if (ofMinistry && decides === 'school' && batch.level !== 'ministry') {
    throw new DomainError('IMPORT_DECIDED_BY_SCHOOL', 'forbidden');
  }
}

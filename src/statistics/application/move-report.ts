import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { decideMove, type ReportEvent } from '../domain/report-moves.js';
import { ReportTrail } from '../store/report-trail.repository.js';
import { type ReportChange, type SchoolReport, SchoolReports } from '../store/school-reports.repository.js';
import type { ReportsAct } from './reports-act.js';

/** One move of a report that the caller holds locked. */
export interface ReportMove {
  readonly event: ReportEvent;
  readonly reason?: string;
  readonly cellComments?: Readonly<Record<string, string>>;
  /** The new term of a return or a correction. */
  readonly dueBefore?: Date;
  /** What the move changes in the report besides its state. */
  readonly contents?: Partial<Pick<ReportChange, 'snapshotId' | 'cells' | 'own'>>;
}

/** Moves a school's report along the table of e.4: the guarded update, the step of its history, the audit. */
@Injectable()
export class MoveReport {
  constructor(
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(ReportTrail) private readonly trail: ReportTrail,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The report, locked, as the actor has seen it.
   *
   * @param seen what If-Match named; null: the actor did not say, which `unseen` allows: one signs, changes, accepts and
   *   returns what one has seen
   * @throws DomainError NOT_FOUND; PRECONDITION_REQUIRED; PRECONDITION_FAILED when it has changed since
   */
  async lock(
    tx: EntityManager,
    act: ReportsAct,
    { id, seen }: { readonly id: Uuid; readonly seen: number | null },
    { unseen = false, withRollup = false }: { readonly unseen?: boolean; readonly withRollup?: boolean } = {},
  ): Promise<SchoolReport> {
    const report = await this.reports.lock(tx, act.reach, id, { withRollup });
    if (report === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (seen === null && !unseen) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
    if (seen !== null && seen !== report.etag)
      throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
    return report;
  }

  /**
   * @returns the report after the move
   * @throws DomainError REPORT_STATE_WRONG, REPORT_REFRESH_LATE, REPORT_ROLLUP_SENT; CONFLICT when it was not locked and
   *   somebody was quicker
   */
  async execute(
    tx: EntityManager,
    act: ReportsAct,
    report: SchoolReport,
    move: ReportMove,
  ): Promise<SchoolReport> {
    const change = changeOf(report, move, act);
    const etag = await this.reports.change(tx, report, change);
    if (etag === null) throw new DomainError('CONFLICT', 'conflict');
    const { event, reason = null, cellComments = {} } = move;
    const step = { event, from: report.state, to: change.state, actor: act.actor, reason, cellComments };
    await this.trail.addSteps(tx, [report.id], { ...step, revision: change.revision, at: act.now });
    const { regionId, schoolId, periodId } = report;
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: `report.${event}`, schoolId },
      ...{ subject: { kind: 'report', id: report.id }, traceId: act.traceId ?? undefined },
      ...(reason === null ? {} : { reason }),
      facts: { periodId, from: report.state, to: change.state, revision: change.revision, late: change.late },
    });
    return moved(report, change, etag);
  }
}

function changeOf(report: SchoolReport, move: ReportMove, act: ReportsAct): ReportChange {
  const { event, dueBefore = null } = move;
  const outcome = decideMove(report, { event, at: act.now, dueBefore });
  if (outcome.kind === 'refused') {
    throw new DomainError(outcome.code, 'conflict', { state: report.state });
  }
  const { snapshotId, cells, own } = report;
  const { to: state, revision, late, missing } = outcome;
  return {
    ...{ state, revision, late, missing, dueBefore: outcome.dueBefore, at: act.now },
    missingReason: missing ? (move.reason ?? null) : null,
    ...signaturesAfter(report, event, { by: act.administratorId, at: act.now }),
    ...{ snapshotId, cells, own, ...move.contents },
  };
}

type Signatures = Pick<ReportChange, 'submitted' | 'accepted'>;

/** A recall and a correction take the submission back; a return takes the acceptance back, and leaves what was submitted. */
function signaturesAfter(
  report: SchoolReport,
  event: ReportEvent,
  by: { readonly by: Uuid; readonly at: Date },
): Signatures {
  const submitted = pair(report.submittedBy, report.submittedAt);
  const accepted = pair(report.acceptedBy, report.acceptedAt);
  switch (event) {
    case 'submit':
      return { submitted: by, accepted: null };
    case 'accept':
      return { submitted, accepted: by };
    case 'recall':
    case 'correct':
      return { submitted: null, accepted: null };
    case 'return':
    case 'rollup_returned':
      return { submitted, accepted: null };
    case 'fill':
    case 'refresh':
    case 'lock':
      return { submitted, accepted };
  }
}

function pair(by: Uuid | null, at: Date | null): { readonly by: Uuid; readonly at: Date } | null {
  return by === null || at === null ? null : { by, at };
}

function moved(report: SchoolReport, change: ReportChange, etag: number): SchoolReport {
  const { submitted, accepted, at, ...rest } = change;
  return {
    ...{ ...report, ...rest, etag, changedAt: at },
    ...{ submittedBy: submitted?.by ?? null, submittedAt: submitted?.at ?? null },
    ...{ acceptedBy: accepted?.by ?? null, acceptedAt: accepted?.at ?? null },
  };
}

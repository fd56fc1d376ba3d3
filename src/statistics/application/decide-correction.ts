import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError, type DomainFacts } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { type CorrectionEvent, correctionMoves, type CorrectionState } from '../domain/correction-moves.js';
import { rollupRevision } from '../domain/rollup-moves.js';
import { type Correction, Corrections } from '../store/corrections.repository.js';
import { type Rollup, Rollups } from '../store/rollups.repository.js';
import { SchoolReports } from '../store/school-reports.repository.js';
import { MoveReport } from './move-report.js';
import { newTerm } from './new-term.js';
import type { ReportsAct } from './reports-act.js';
import { RollupMoves } from './rollup-moves.js';

/** The municipality agrees to a correction, the ministry approves or refuses it; nobody decides their own (e.4). */
@Injectable()
export class DecideCorrection {
  constructor(
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(MoveReport) private readonly reportMoves: MoveReport,
    @Inject(Rollups) private readonly rollups: Rollups,
    @Inject(RollupMoves) private readonly rollupMoves: RollupMoves,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND, CORRECTION_OWN, CORRECTION_STATE_WRONG */
  async agree(tx: EntityManager, act: ReportsAct, id: Uuid): Promise<Correction> {
    const correction = await this.hold(tx, act, id, 'agree');
    await this.corrections.agree(tx, id, { by: act.administratorId, at: act.now, reason: null });
    return this.done(tx, act, correction, 'agreed', { reason: null, facts: {} });
  }

  /** @throws DomainError NOT_FOUND, CORRECTION_OWN, CORRECTION_STATE_WRONG */
  async refuse(tx: EntityManager, act: ReportsAct, id: Uuid, reason: string): Promise<Correction> {
    const correction = await this.hold(tx, act, id, 'refuse');
    await this.corrections.decide(tx, id, 'refused', { by: act.administratorId, at: act.now, reason });
    return this.done(tx, act, correction, 'refused', { reason, facts: {} });
  }

  /**
   * The report opens with the restated cells as its next revision, and the roll-up of its municipality becomes a draft of its
   * next one; what was signed stays.
   *
   * @throws DomainError NOT_FOUND, CORRECTION_OWN, CORRECTION_STATE_WRONG; REPORT_DUE_PAST; CORRECTION_ROLLUP_BUSY while the
   *   roll-up lies submitted or accepted with an earlier correction
   */
  async approve(
    tx: EntityManager,
    act: ReportsAct,
    id: Uuid,
    { reason, dueOn }: { readonly reason: string; readonly dueOn: CalendarDate },
  ): Promise<Correction> {
    const correction = await this.hold(tx, act, id, 'approve');
    const region = { ...act.reach, wholeRegion: true };
    const report = await this.reports.lock(tx, region, correction.reportId);
    if (report === null) throw new Error('a correction without its report');
    const dueBefore = newTerm(dueOn, report.dueZone, act.now);
    const { snapshotId, cells, rollupId } = correction;
    if (rollupId !== null) await this.reopenRollup(tx, act, rollupId, { reason, dueBefore });
    await this.reportMoves.execute(tx, act, report, {
      ...{ event: 'correct', reason, dueBefore, contents: { snapshotId, cells } },
    });
    await this.corrections.decide(tx, id, 'approved', { by: act.administratorId, at: act.now, reason });
    return this.done(tx, act, correction, 'approved', { reason, facts: { due_on: dueOn } });
  }

  /** A second correction finds the roll-up a draft already, and leaves it so. */
  private async reopenRollup(
    tx: EntityManager,
    act: ReportsAct,
    id: Uuid,
    { reason, dueBefore }: { readonly reason: string; readonly dueBefore: Date },
  ): Promise<void> {
    const rollup = await this.rollups.lock(tx, { ...act.reach, wholeRegion: true }, id);
    if (rollup === null) throw new Error('a report without its roll-up');
    switch (rollup.state) {
      case 'draft':
      case 'returned':
        return;
      case 'submitted':
      case 'accepted':
        throw new DomainError('CORRECTION_ROLLUP_BUSY', 'conflict', { state: rollup.state });
      case 'locked':
        await this.rollupMoves.execute(tx, act, rollup, {
          ...{ event: 'correct', reason, change: { ...nextRevision(rollup), dueBefore } },
        });
    }
  }

  private async hold(
    tx: EntityManager,
    act: ReportsAct,
    id: Uuid,
    event: CorrectionEvent,
  ): Promise<Correction> {
    const correction = await this.corrections.lock(tx, act.reach, id);
    if (correction === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (correction.askedBy === act.administratorId) throw new DomainError('CORRECTION_OWN', 'forbidden');
    const { route, state } = correction;
    if (correctionMoves[route][state][event] === undefined) {
      throw new DomainError('CORRECTION_STATE_WRONG', 'conflict', { state });
    }
    return correction;
  }

  private async done(
    tx: EntityManager,
    act: ReportsAct,
    { id, regionId, schoolId, reportId, periodId }: Correction,
    state: CorrectionState,
    { reason, facts }: { readonly reason: string | null; readonly facts: DomainFacts },
  ): Promise<Correction> {
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: `report_correction.${state}`, schoolId },
      ...{ subject: { kind: 'report_correction', id }, traceId: act.traceId ?? undefined },
      ...(reason === null ? {} : { reason }),
      facts: { reportId, periodId, ...facts },
    });
    const decided = await this.corrections.find(tx, act.reach, id);
    if (decided === null) throw new DomainError('NOT_FOUND', 'not_found');
    return decided;
  }
}

function nextRevision({ revision, signedRevision }: Rollup): {
  readonly revision: number;
  readonly late: false;
  readonly submitted: null;
  readonly accepted: null;
} {
  return {
    revision: rollupRevision('correct', revision, signedRevision),
    ...{ late: false, submitted: null, accepted: null },
  };
}

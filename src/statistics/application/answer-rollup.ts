import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { SchoolReports } from '../store/school-reports.repository.js';
import type { Rollup } from '../store/rollups.repository.js';
import { MoveReport } from './move-report.js';
import { newTerm } from './new-term.js';
import type { ReportsAct } from './reports-act.js';
import { RollupMoves, type SeenRollup } from './rollup-moves.js';

/** What the ministry sends back, and until when. */
export interface RollupReturn {
  readonly reason: string;
  readonly dueOn: CalendarDate;
  /** Schools whose accepted reports are reopened. */
  readonly schoolIds: readonly Uuid[];
}

/** What happens to a roll-up after it was submitted: taken back by its municipality, returned or accepted by the ministry (e.4). */
@Injectable()
export class AnswerRollup {
  constructor(
    @Inject(RollupMoves) private readonly moves: RollupMoves,
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(MoveReport) private readonly reportMoves: MoveReport,
  ) {}

  /** @throws DomainError NOT_FOUND, PRECONDITION_FAILED, ROLLUP_STATE_WRONG once it was accepted */
  async recall(tx: EntityManager, act: ReportsAct, seen: SeenRollup): Promise<Rollup> {
    const rollup = await this.moves.lock(tx, act, seen, 'recall');
    const change = { submitted: null, late: false };
    return this.moves.execute(tx, act, rollup, { event: 'recall', reason: null, change });
  }

  /** @throws DomainError NOT_FOUND, PRECONDITION_FAILED, ROLLUP_STATE_WRONG */
  async accept(tx: EntityManager, act: ReportsAct, seen: SeenRollup): Promise<Rollup> {
    const rollup = await this.moves.lock(tx, act, seen, 'accept');
    const change = { accepted: { by: act.administratorId, at: act.now } };
    return this.moves.execute(tx, act, rollup, { event: 'accept', reason: null, change });
  }

  /**
   * Returns the roll-up, and with it the named reports in the same transaction, all with the new term.
   *
   * @throws DomainError NOT_FOUND, PRECONDITION_FAILED, ROLLUP_STATE_WRONG; REPORT_DUE_PAST for a term that is over;
   *   ROLLUP_SCHOOLS_NOT_ACCEPTED when a named school has no accepted report in it
   */
  async return(
    tx: EntityManager,
    act: ReportsAct,
    seen: SeenRollup,
    { reason, dueOn, schoolIds }: RollupReturn,
  ): Promise<Rollup> {
    const rollup = await this.moves.lock(tx, act, seen, 'return');
    const dueBefore = newTerm(dueOn, rollup.period.dueZone, act.now);
    await this.reopen(tx, act, rollup, { reason, dueBefore, schoolIds });
    return this.moves.execute(tx, act, rollup, {
      ...{ event: 'return', reason, change: { dueBefore, accepted: null } },
      facts: { due_on: dueOn, schools: schoolIds },
    });
  }

  private async reopen(
    tx: EntityManager,
    act: ReportsAct,
    { id: rollupId, period }: Rollup,
    {
      schoolIds,
      reason,
      dueBefore,
    }: Pick<RollupReturn, 'schoolIds' | 'reason'> & { readonly dueBefore: Date },
  ): Promise<void> {
    if (schoolIds.length === 0) return;
    const reports = await this.reports.lockMany(tx, { periodId: period.id, rollupId, schoolIds });
    const accepted = reports.filter(({ state }) => state === 'accepted');
    const others = schoolIds.filter((id) => !accepted.some(({ schoolId }) => schoolId === id));
    if (others.length > 0)
      throw new DomainError('ROLLUP_SCHOOLS_NOT_ACCEPTED', 'conflict', { schools: others });
    for (const report of accepted) {
      await this.reportMoves.execute(tx, act, report, { event: 'rollup_returned', reason, dueBefore });
    }
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { dueBefore } from '../domain/report-period.js';
import type { SchoolReport } from '../store/school-reports.repository.js';
import type { SeenReport } from './fill-report.js';
import { MoveReport } from './move-report.js';
import { ReportGrounds } from './report-grounds.js';
import type { ReportsAct } from './reports-act.js';

/** A return: why, what is wrong in which cell, and until when it is to be put right. */
export interface ReportReturn {
  readonly reason: string;
  readonly comments: readonly { readonly cell: string; readonly text: string }[];
  readonly dueOn: CalendarDate;
}

/** What is decided about a submitted report: the principal recalls it, whoever it was submitted to returns or accepts it. */
@Injectable()
export class DecideReport {
  constructor(
    @Inject(MoveReport) private readonly moves: MoveReport,
    @Inject(ReportGrounds) private readonly grounds: ReportGrounds,
  ) {}

  async recall(
    tx: EntityManager,
    act: ReportsAct,
    seen: SeenReport,
    reason: string | null,
  ): Promise<SchoolReport> {
    const report = await this.moves.lock(tx, act, seen, { unseen: true });
    const move = { event: 'recall', ...(reason === null ? {} : { reason }) } as const;
    return this.moves.execute(tx, act, report, move);
  }

  /** @throws DomainError REPORT_OTHER_ROUTE; those of {@link MoveReport} */
  async accept(tx: EntityManager, act: ReportsAct, seen: SeenReport): Promise<SchoolReport> {
    const report = await this.moves.lock(tx, act, seen);
    assertOffice(act, report);
    return this.moves.execute(tx, act, report, { event: 'accept' });
  }

  /**
   * Before acceptance, and after it as long as the municipality still puts its roll-up together: the roll-up is held, so that
   * it is not submitted meanwhile.
   *
   * @throws DomainError REPORT_OTHER_ROUTE, REPORT_CELL_UNKNOWN, REPORT_DUE_PAST; those of {@link MoveReport}
   */
  async return(
    tx: EntityManager,
    act: ReportsAct,
    seen: SeenReport,
    { reason, comments, dueOn }: ReportReturn,
  ): Promise<SchoolReport> {
    const report = await this.moves.lock(tx, act, seen, { withRollup: true });
    assertOffice(act, report);
    const { columns } = await this.grounds.formOf(tx, report);
    const stray = comments.find(({ cell }) => columns.every(({ key }) => key !== cell));
    if (stray !== undefined) {
      throw new DomainError('REPORT_CELL_UNKNOWN', 'invalid', { cell: stray.cell, name: stray.cell });
    }
    const due = dueBefore(dueOn, report.dueZone);
    if (due === null || due <= act.now)
      throw new DomainError('REPORT_DUE_PAST', 'invalid', { due_on: dueOn });
    const cellComments = Object.fromEntries(comments.map(({ cell, text }) => [cell, text]));
    return this.moves.execute(tx, act, report, { event: 'return', reason, cellComments, dueBefore: due });
  }
}

/** e.4: a municipality decides about the reports that come to it, the ministry about those that come to it directly. */
function assertOffice({ reach }: ReportsAct, { route, municipalityId }: SchoolReport): void {
  const mine =
    route === 'direct'
      ? reach.wholeRegion
      : municipalityId !== null && reach.municipalityIds.includes(municipalityId);
  if (!mine) throw new DomainError('REPORT_OTHER_ROUTE', 'forbidden', { route });
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { cellsOf } from '../domain/report-cells.js';
import { nameOfColumn, type ReportColumn } from '../domain/report-form.js';
import { decideMove } from '../domain/report-moves.js';
import { type CellStatement, stateOwn } from '../domain/report-own.js';
import { ReportCounts } from '../store/report-counts.repository.js';
import type { SchoolReport } from '../store/school-reports.repository.js';
import { FillCells } from './fill-cells.js';
import { MoveReport } from './move-report.js';
import { ReportGrounds } from './report-grounds.js';
import type { ReportsAct } from './reports-act.js';

/** A report as the actor has seen it; `seen` is what If-Match named. */
export interface SeenReport {
  readonly id: Uuid;
  readonly seen: number | null;
}

/** What a school does with a report that lies with it: its own figures and words, and newer numbers (REP-02). */
@Injectable()
export class FillReport {
  constructor(
    @Inject(MoveReport) private readonly moves: MoveReport,
    @Inject(ReportGrounds) private readonly grounds: ReportGrounds,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(FillCells) private readonly filling: FillCells,
  ) {}

  /** @throws DomainError REPORT_CELL_COMPUTED, REPORT_CELL_KIND, REPORT_CELL_UNKNOWN; those of {@link MoveReport} */
  async state(
    tx: EntityManager,
    act: ReportsAct,
    seen: SeenReport,
    statements: readonly CellStatement[],
  ): Promise<SchoolReport> {
    const report = await this.moves.lock(tx, act, seen);
    const form = await this.grounds.formOf(tx, report);
    const stated = stateOwn(form.columns, report.own, statements);
    if (stated.kind === 'refused') {
      const name = stated.column === null ? stated.cell : nameOfColumn(stated.column);
      throw new DomainError(stated.code, 'invalid', { cell: stated.cell, name });
    }
    return this.moves.execute(tx, act, report, { event: 'fill', contents: { own: stated.own } });
  }

  /** Binds the newest snapshot of the same day and fills the computed cells anew; until the term only (e.4). */
  async refresh(tx: EntityManager, act: ReportsAct, seen: SeenReport): Promise<SchoolReport> {
    const report = await this.moves.lock(tx, act, seen, { unseen: true });
    // Refused before anything is counted: the answer of the state is the same, and cheaper.
    const outcome = decideMove(report, { event: 'refresh', at: act.now, dueBefore: null });
    const contents = outcome.kind === 'moved' ? await this.newest(tx, report) : {};
    return this.moves.execute(tx, act, report, { event: 'refresh', contents });
  }

  private async newest(
    tx: EntityManager,
    report: SchoolReport,
  ): Promise<Pick<SchoolReport, 'snapshotId' | 'cells'>> {
    const { regionId, asOf, schoolId } = report;
    const form = await this.grounds.formOf(tx, report);
    const snapshot = await this.counts.newest(tx, { regionId, asOf, ageBasis: form.ageBasis });
    if (snapshot === null) throw new Error('a day that was counted is counted no more');
    const counts = await this.filling.countsOf(tx, { regionId, form, snapshot }, [schoolId]);
    const of = counts.get(schoolId);
    if (of === undefined) throw new Error('a school without an answer about its counts');
    const place = { municipality: null, oktmo: null, school: null, inn: null };
    const cells = cellsOf(form.columns, { ...of, place });
    return { snapshotId: snapshot.id, cells: { ...cells, ...placesOf(form.columns, report) } };
  }
}

/** The place stays as it was on the first day of the period. */
function placesOf(columns: readonly ReportColumn[], { cells }: SchoolReport): SchoolReport['cells'] {
  const places = columns.filter(({ kind, key }) => kind === 'place' && key in cells);
  return Object.fromEntries(places.map(({ key }) => [key, cells[key] ?? null]));
}

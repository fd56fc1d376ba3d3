import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { correctionDifference } from '../domain/correction-difference.js';
import { type Cells, cellsOf } from '../domain/report-cells.js';
import { isComputed, type ReportForm } from '../domain/report-form.js';
import { type Correction, Corrections } from '../store/corrections.repository.js';
import { type BindableSnapshot, ReportCounts } from '../store/report-counts.repository.js';
import { ReportForms } from '../store/report-forms.repository.js';
import { type SchoolReport, SchoolReports } from '../store/school-reports.repository.js';
import { FillCells } from './fill-cells.js';
import type { ReportsAct } from './reports-act.js';

const NOWHERE = { municipality: null, oktmo: null, school: null, inn: null };

/** A principal asks to correct a locked report: the differences of the restated day stand beside what was submitted (EC-119). */
@Injectable()
export class AskCorrection {
  constructor(
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(SchoolReports) private readonly reports: SchoolReports,
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(FillCells) private readonly filling: FillCells,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND; CORRECTION_NOT_LOCKED; CORRECTION_OPEN while another request waits */
  async execute(
    tx: EntityManager,
    act: ReportsAct,
    { reportId, reason }: { readonly reportId: Uuid; readonly reason: string },
  ): Promise<Correction> {
    const report = await this.reports.lock(tx, act.reach, reportId);
    if (report === null) throw new DomainError('NOT_FOUND', 'not_found');
    if (report.state !== 'locked')
      throw new DomainError('CORRECTION_NOT_LOCKED', 'conflict', { state: report.state });
    const asked = await this.restate(tx, report);
    const id = await this.corrections.add(tx, {
      ...{ ...asked, reportId, reason, askedBy: act.administratorId, askedAt: act.now },
    });
    if (id === null) throw new DomainError('CORRECTION_OPEN', 'conflict');
    await this.audit.record(tx, {
      ...{
        regionId: report.regionId,
        at: act.now,
        actor: act.actor,
        action: 'report_correction.asked',
        reason,
      },
      ...{
        subject: { kind: 'report_correction', id },
        schoolId: report.schoolId,
        traceId: act.traceId ?? undefined,
      },
      facts: {
        ...{ reportId, periodId: report.periodId },
        columns: asked.difference.filter(({ differs }) => differs).map(({ column }) => column),
      },
    });
    const correction = await this.corrections.find(tx, act.reach, id);
    if (correction === null) throw new Error('a request that was just written is gone');
    return correction;
  }

  private async restate(
    tx: EntityManager,
    report: SchoolReport,
  ): Promise<Pick<Correction, 'difference' | 'snapshotId' | 'cells'>> {
    const { regionId, formCode: code, formVersion: version, asOf } = report;
    const form = await this.forms.find(tx, regionId, { code, version });
    if (form === null) throw new Error('a report without its form');
    const snapshot = await this.counts.newest(tx, { regionId, ageBasis: form.ageBasis, asOf });
    if (snapshot === null) throw new Error('a report without its snapshot');
    const cells = await this.cellsNow(tx, report, form, snapshot);
    const submitted = report.signedRevision === null ? null : report.cells;
    return {
      cells,
      snapshotId: snapshot.id,
      difference: correctionDifference(form.columns, submitted, cells),
    };
  }

  /** Words of the place stay as they were signed: a correction is of numbers. */
  private async cellsNow(
    tx: EntityManager,
    { regionId, schoolId, cells }: SchoolReport,
    form: ReportForm,
    snapshot: BindableSnapshot,
  ): Promise<Cells> {
    const counts = await this.filling.countsOf(tx, { regionId, form, snapshot }, [schoolId]);
    const now = counts.get(schoolId) ?? { now: null, bases: { week: null, month: null, accepted: null } };
    return { ...cells, ...cellsOf(form.columns.filter(isComputed), { ...now, place: NOWHERE }) };
  }
}

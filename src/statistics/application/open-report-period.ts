import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { cellsOf } from '../domain/report-cells.js';
import { daysInOrder, dueBefore, type PeriodDays } from '../domain/report-period.js';
import { type BindableSnapshot, ReportCounts } from '../store/report-counts.repository.js';
import { type PublishedForm, ReportForms } from '../store/report-forms.repository.js';
import { type ObligedSchool, type ReportPeriod, ReportPeriods } from '../store/report-periods.repository.js';
import { ReportTrail } from '../store/report-trail.repository.js';
import { FillCells } from './fill-cells.js';
import type { ReportsAct } from './reports-act.js';

/** What the ministry asks of its schools. */
export interface AskedPeriod extends PeriodDays {
  readonly formCode: string;
  /** Null: the newest version. */
  readonly formVersion: number | null;
  readonly name: string;
  /** IANA name; null: the region's own zone. */
  readonly dueZone: string | null;
}

/** Opens a period (e.4): binds a snapshot, and gives each obliged school a report with its computed cells frozen (REP-02). */
@Injectable()
export class OpenReportPeriod {
  constructor(
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(ReportPeriods) private readonly periods: ReportPeriods,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
    @Inject(FillCells) private readonly filling: FillCells,
    @Inject(ReportTrail) private readonly trail: ReportTrail,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError REPORT_FORM_UNKNOWN, REPORT_PERIOD_DAYS_WRONG, REPORT_DUE_PAST, REPORT_ZONE_UNKNOWN,
   *   REPORT_SNAPSHOT_MISSING, REPORT_PERIOD_EMPTY, REPORT_PERIOD_EXISTS
   */
  async execute(tx: EntityManager, act: ReportsAct, asked: AskedPeriod): Promise<Uuid> {
    const { regionId } = act.reach;
    const form = await this.forms.find(tx, regionId, { code: asked.formCode, version: asked.formVersion });
    if (form === null) {
      throw new DomainError('REPORT_FORM_UNKNOWN', 'invalid', {
        form_code: asked.formCode,
        version: asked.formVersion,
      });
    }
    const due = dueOf(asked, act);
    const { asOf } = asked;
    const snapshot = await this.counts.newest(tx, { regionId, asOf, ageBasis: form.ageBasis });
    if (snapshot === null) throw new DomainError('REPORT_SNAPSHOT_MISSING', 'conflict', { as_of: asOf });
    const schools = await this.periods.obliged(tx, { regionId, firstDay: asked.firstDay }, form.schoolKinds);
    if (schools.length === 0)
      throw new DomainError('REPORT_PERIOD_EMPTY', 'conflict', { first_day: asked.firstDay });
    const period = {
      ...{ ...asked, ...due, regionId, formVersion: form.version, snapshotId: snapshot.id },
      ...{ openedBy: act.administratorId, openedAt: act.now },
    };
    const id = await this.periods.add(tx, period);
    if (id === null) throw new DomainError('REPORT_PERIOD_EXISTS', 'conflict', { as_of: asOf });
    await this.giveReports(tx, { ...period, id }, { form, snapshot, schools });
    await this.audit.record(tx, {
      ...{ regionId, at: act.now, actor: act.actor, action: 'report_period.opened' },
      ...{ subject: { kind: 'report_period', id }, traceId: act.traceId ?? undefined },
      facts: {
        ...{ formCode: form.code, formVersion: form.version, asOf, firstDay: asked.firstDay },
        ...{ dueOn: asked.dueOn, dueZone: due.dueZone, snapshotId: snapshot.id, schools: schools.length },
      },
    });
    return id;
  }

  private async giveReports(
    tx: EntityManager,
    period: Pick<ReportPeriod, 'id' | 'regionId' | 'dueBefore' | 'openedAt' | 'snapshotId'>,
    {
      form,
      snapshot,
      schools,
    }: {
      readonly form: PublishedForm;
      readonly snapshot: BindableSnapshot;
      readonly schools: readonly ObligedSchool[];
    },
  ): Promise<void> {
    const municipal = schools.filter(({ route }) => route === 'municipal');
    const municipalityIds = [...new Set(municipal.map(({ municipalityId }) => municipalityId))];
    const rollups = await this.periods.addRollups(tx, period, municipalityIds);
    const ids = schools.map(({ schoolId }) => schoolId);
    const counts = await this.filling.countsOf(tx, { regionId: period.regionId, form, snapshot }, ids);
    const reports = schools.map((school) => {
      const { schoolId, route, municipalityId, municipality, oktmo, school: name, inn } = school;
      const of = counts.get(schoolId);
      if (of === undefined) throw new Error('a school without an answer about its counts');
      const cells = cellsOf(form.columns, { ...of, place: { municipality, oktmo, school: name, inn } });
      const rollupId = route === 'municipal' ? (rollups.get(municipalityId) ?? null) : null;
      return { schoolId, route, rollupId, cells };
    });
    const opened = await this.periods.addReports(tx, period, reports);
    await this.trail.addSteps(tx, opened, {
      ...{ event: 'open', from: null, to: 'open', actor: { kind: 'system', id: null } },
      ...{ reason: null, cellComments: {}, revision: 1, at: period.openedAt },
    });
  }
}

function dueOf(asked: AskedPeriod, { now, timeZone }: ReportsAct): { dueZone: string; dueBefore: Date } {
  if (!daysInOrder(asked)) throw new DomainError('REPORT_PERIOD_DAYS_WRONG', 'invalid');
  const dueZone = asked.dueZone ?? timeZone;
  const before = dueBefore(asked.dueOn, dueZone);
  if (before === null) throw new DomainError('REPORT_ZONE_UNKNOWN', 'invalid', { due_zone: dueZone });
  if (before <= now) throw new DomainError('REPORT_DUE_PAST', 'invalid', { due_on: asked.dueOn });
  return { dueZone, dueBefore: before };
}

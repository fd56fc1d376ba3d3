import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Counts } from '../domain/counts.js';
import { checkReport, type Finding } from '../domain/report-checks.js';
import { type BindableSnapshot, keyOf, ReportCounts } from '../store/report-counts.repository.js';
import { type PublishedForm, ReportForms } from '../store/report-forms.repository.js';
import type { SchoolReport } from '../store/school-reports.repository.js';

/** What stands behind a report: its form and the frozen snapshot that it is bound to. */
export interface ReportGround {
  readonly form: PublishedForm;
  readonly snapshot: BindableSnapshot;
  /** Null: nothing is known of the school on that day. */
  readonly counts: Counts | null;
}

/** Reads the ground of a report and checks the report against it. */
@Injectable()
export class ReportGrounds {
  constructor(
    @Inject(ReportForms) private readonly forms: ReportForms,
    @Inject(ReportCounts) private readonly counts: ReportCounts,
  ) {}

  async formOf(tx: EntityManager, report: SchoolReport): Promise<PublishedForm> {
    const { regionId, formCode: code, formVersion: version } = report;
    const form = await this.forms.find(tx, regionId, { code, version });
    if (form === null) throw new Error('a report of a form that is not there');
    return form;
  }

  async of(tx: EntityManager, report: SchoolReport): Promise<ReportGround> {
    const { snapshotId, schoolId, asOf } = report;
    const snapshot = await this.counts.byId(tx, snapshotId);
    if (snapshot === null) throw new Error('a report of a snapshot that is not there');
    const rows = await this.counts.ofSchools(tx, [{ schoolId, snapshotId, asOf }]);
    const counts = rows.get(keyOf({ schoolId, snapshotId })) ?? null;
    return { form: await this.formOf(tx, report), snapshot, counts };
  }

  check({ form, counts }: ReportGround, { own }: SchoolReport): readonly Finding[] {
    return checkReport(form.columns, own, counts);
  }
}

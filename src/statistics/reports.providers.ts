import type { Provider } from '@nestjs/common';
import { CountReportDays } from './application/count-report-days.js';
import { DecideReport } from './application/decide-report.js';
import { FillCells } from './application/fill-cells.js';
import { FillReport } from './application/fill-report.js';
import { MoveReport } from './application/move-report.js';
import { OpenReportPeriod } from './application/open-report-period.js';
import { PublishReportForm } from './application/publish-report-form.js';
import { ReadLegalEntity } from './application/read-legal-entity.js';
import { ReadReports } from './application/read-reports.js';
import { ReportGrounds } from './application/report-grounds.js';
import { SubmitReport } from './application/submit-report.js';
import { ReportCounts } from './store/report-counts.repository.js';
import { ReportForms } from './store/report-forms.repository.js';
import { ReportPeriods } from './store/report-periods.repository.js';
import { ReportTrail } from './store/report-trail.repository.js';
import { SchoolReports } from './store/school-reports.repository.js';
import { WaitingReportWork } from './store/waiting-report-work.repository.js';

/** What the administrators' API calls of reports. */
export const reportsDoors: readonly Provider[] = [
  ...[ReportForms, ReportPeriods, SchoolReports],
  ...[PublishReportForm, OpenReportPeriod, FillReport, SubmitReport, DecideReport, ReadReports],
  ...[CountReportDays, ReadLegalEntity, WaitingReportWork],
];

export const reports: readonly Provider[] = [
  ...reportsDoors,
  ...[ReportCounts, ReportTrail, MoveReport, ReportGrounds, FillCells],
];

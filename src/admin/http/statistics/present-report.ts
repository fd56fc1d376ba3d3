import {
  isOverdue,
  type LegalEntityReading,
  presentCell,
  type ReportReading,
  type SchoolReport,
} from '../../../statistics/index.js';
import type { LegalEntityDto, ReportDetailsDto, ReportDto } from './reports.dto.js';

/** A report as lists show it. */
export function presentReport(report: SchoolReport, now: Date): Pick<ReportDto, keyof ReportDto> {
  const { formCode, formVersion } = report;
  return {
    id: report.id,
    period: {
      ...{ id: report.periodId, name: report.periodName, as_of: report.asOf },
      ...{ form_code: formCode, form_version: formVersion },
    },
    school: { id: report.schoolId, name: report.schoolName },
    ...{ route: report.route, rollup_id: report.rollupId, state: report.state, revision: report.revision },
    ...{ due_before: report.dueBefore, overdue: isOverdue(report, now), late: report.late },
    ...{ missing: report.missing, missing_reason: report.missingReason },
    ...{ submitted_by: report.submittedBy, submitted_at: report.submittedAt },
    ...{ accepted_by: report.acceptedBy, accepted_at: report.acceptedAt, changed_at: report.changedAt },
  };
}

/** A report with its cells in the order of the form, and what the checks found. */
export function presentDetails(
  { report, columns, findings, restated }: ReportReading,
  now: Date,
): ReportDetailsDto {
  return {
    ...presentReport(report, now),
    ...{ snapshot_id: report.snapshotId, restated },
    cells: columns.map((column) => presentCell(column, report.cells, report.own)),
    checks: findings.map(({ level, cell, message }) => ({ level, cell, message })),
  };
}

/** A school with its branches: their reports, and their figures together. */
export function presentLegalEntity(reading: LegalEntityReading, now: Date): LegalEntityDto {
  const { inn, reports, columns, cells, own } = reading;
  return {
    inn,
    reports: reports.map((report) => presentReport(report, now)),
    cells: columns.map((column) => presentCell(column, cells, own)),
  };
}

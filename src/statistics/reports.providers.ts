import type { Provider } from '@nestjs/common';
import { MoveReport } from './application/move-report.js';
import { ReportTrail } from './store/report-trail.repository.js';
import { SchoolReports } from './store/school-reports.repository.js';

export const reports: readonly Provider[] = [SchoolReports, ReportTrail, MoveReport];
export const reportsDoors: readonly Provider[] = [];

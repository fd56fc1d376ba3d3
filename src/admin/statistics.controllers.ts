import type { Provider, Type } from '@nestjs/common';
import { DeclarationsController } from './http/statistics/declarations.controller.js';
import { DrillDownController } from './http/statistics/drill-down.controller.js';
import { ExportActs } from './http/statistics/export-acts.js';
import { FederalTotalsController } from './http/statistics/federal-totals.controller.js';
import { GrowthController } from './http/statistics/growth.controller.js';
import { PeriodLocksController } from './http/statistics/period-locks.controller.js';
import { ProcessController } from './http/statistics/process.controller.js';
import { ReportActs } from './http/statistics/report-acts.js';
import { ReportBoardController } from './http/statistics/report-board.controller.js';
import { ReportCorrectionsController } from './http/statistics/report-corrections.controller.js';
import { ReportExportsController } from './http/statistics/report-exports.controller.js';
import { ReportFormsController } from './http/statistics/report-forms.controller.js';
import { ReportMovesController } from './http/statistics/report-moves.controller.js';
import { ReportPeriodsController } from './http/statistics/report-periods.controller.js';
import { ReportsController } from './http/statistics/reports.controller.js';
import { RollupsController } from './http/statistics/rollups.controller.js';
import { StatisticsAnswers } from './http/statistics/statistics-answers.js';
import { StatisticsChangesController } from './http/statistics/statistics-changes.controller.js';
import { StatisticsExportsController } from './http/statistics/statistics-exports.controller.js';
import { StatisticsPolicyController } from './http/statistics/statistics-policy.controller.js';
import { StatisticsController } from './http/statistics/statistics.controller.js';

/** Routes of statistics, reports and declarations. */
export const statisticsControllers: readonly Type[] = [
  ...[StatisticsExportsController, StatisticsController, StatisticsPolicyController, GrowthController],
  ...[DeclarationsController, DrillDownController, ProcessController],
  // Before ReportsController: `reports/discipline` is no report's id.
  ...[ReportBoardController, FederalTotalsController],
  ...[RollupsController, PeriodLocksController, ReportCorrectionsController],
  ...[ReportFormsController, ReportPeriodsController, ReportsController, ReportMovesController],
  ReportExportsController,
  StatisticsChangesController,
];

/** What these routes are served by within the admin API. */
export const statisticsParts: readonly Provider[] = [ReportActs, ExportActs, StatisticsAnswers];

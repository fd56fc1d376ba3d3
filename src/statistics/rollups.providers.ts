import type { Provider } from '@nestjs/common';
import { AnswerRollup } from './application/answer-rollup.js';
import { AskCorrection } from './application/ask-correction.js';
import { BuildRollup } from './application/build-rollup.js';
import { DecideCorrection } from './application/decide-correction.js';
import { DisciplineBoard } from './application/discipline-board.js';
import { FederalControl } from './application/federal-control.js';
import { LevelFigures } from './application/level-figures.js';
import { LockPeriod } from './application/lock-period.js';
import { PublishFigures } from './application/publish-figures.js';
import { ReadRollups } from './application/read-rollups.js';
import { RemindOfReports } from './application/remind-of-reports.js';
import { RollupMoves } from './application/rollup-moves.js';
import { SubmitRollup } from './application/submit-rollup.js';
import { Corrections } from './store/corrections.repository.js';
import { DisciplineReadings } from './store/discipline.repository.js';
import { FederalTotals } from './store/federal-totals.repository.js';
import { LevelRows } from './store/level-rows.repository.js';
import { PeriodLocks } from './store/period-locks.repository.js';
import { ReportPublications } from './store/report-publications.repository.js';
import { ReportReminders } from './store/report-reminders.repository.js';
import { ReportsOfRollups } from './store/reports-of-rollups.repository.js';
import { RollupHistory } from './store/rollup-history.repository.js';
import { Rollups } from './store/rollups.repository.js';

/** What the administrators' API calls of roll-ups, corrections, terms and control totals. */
export const rollupsDoors: readonly Provider[] = [
  ...[BuildRollup, SubmitRollup, AnswerRollup, ReadRollups, LockPeriod],
  ...[AskCorrection, DecideCorrection, Corrections, ReportReminders, DisciplineBoard, FederalControl],
];

export const rollups: readonly Provider[] = [
  ...rollupsDoors,
  ...[RollupMoves, LevelFigures, PublishFigures, RemindOfReports],
  ...[Rollups, RollupHistory, ReportsOfRollups, LevelRows, PeriodLocks, ReportPublications],
  ...[DisciplineReadings, FederalTotals],
];

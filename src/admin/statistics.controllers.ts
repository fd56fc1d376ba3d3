import type { Provider, Type } from '@nestjs/common';
import { StatisticsAnswers } from './http/statistics/statistics-answers.js';
import { StatisticsChangesController } from './http/statistics/statistics-changes.controller.js';
import { StatisticsController } from './http/statistics/statistics.controller.js';
import { StatisticsPolicyController } from './http/statistics/statistics-policy.controller.js';

/** Routes of statistics, reports and declarations. */
export const statisticsControllers: readonly Type[] = [
  ...[StatisticsController, StatisticsPolicyController],
  ...[StatisticsChangesController],
];

/** What those controllers share. */
export const statisticsParts: readonly Provider[] = [StatisticsAnswers];

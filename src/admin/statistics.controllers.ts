import type { Type } from '@nestjs/common';
import { StatisticsController } from './http/statistics/statistics.controller.js';
import { StatisticsPolicyController } from './http/statistics/statistics-policy.controller.js';

/** Routes of statistics, reports and declarations. */
export const statisticsControllers: readonly Type[] = [...[StatisticsController, StatisticsPolicyController]];

import type { Type } from '@nestjs/common';
import { DeclarationsController } from './http/statistics/declarations.controller.js';
import { DrillDownController } from './http/statistics/drill-down.controller.js';
import { ProcessController } from './http/statistics/process.controller.js';

/** Routes of statistics, reports and declarations. */
export const statisticsControllers: readonly Type[] = [
  ...[DeclarationsController, DrillDownController],
  ...[ProcessController],
];

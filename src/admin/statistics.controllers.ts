import type { Type } from '@nestjs/common';

/** Routes of statistics, reports and declarations. */
export const statisticsControllers: readonly Type[] = [];

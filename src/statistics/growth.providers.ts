import type { Provider } from '@nestjs/common';
import { GrowthJobs } from './application/growth-jobs.js';
import { ReadGrowth } from './application/read-growth.js';
import { GrowthDecompositions } from './store/growth-decompositions.repository.js';

export const growth: readonly Provider[] = [GrowthDecompositions, ReadGrowth, GrowthJobs];
export const growthDoors: readonly Provider[] = [ReadGrowth];

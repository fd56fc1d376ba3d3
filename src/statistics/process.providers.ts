import type { Provider } from '@nestjs/common';
import { ProcessJobs } from './application/process-jobs.js';
import { ProcessReadings } from './application/process-readings.js';
import { ProcessDays } from './store/process-days.repository.js';

export const process: readonly Provider[] = [ProcessDays, ProcessJobs, ProcessReadings];
export const processDoors: readonly Provider[] = [ProcessReadings];

import type { Provider } from '@nestjs/common';
import { MarkReadings } from './application/mark-readings.js';
import { ReadChanges } from './application/read-changes.js';
import { Changes } from './store/changes.repository.js';
import { Marks } from './store/marks.repository.js';

export const pull: readonly Provider[] = [Changes, Marks, MarkReadings, ReadChanges];
export const pullDoors: readonly Provider[] = [MarkReadings, ReadChanges];

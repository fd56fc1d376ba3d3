import type { Provider } from '@nestjs/common';
import { RestateDays } from './application/restate-days.js';
import { SnapshotJobs } from './application/snapshot-jobs.js';
import { TakeSnapshot } from './application/take-snapshot.js';
import { Snapshots } from './store/snapshots.repository.js';
import { StaleDays } from './store/stale-days.repository.js';

export const snapshots: readonly Provider[] = [Snapshots, StaleDays, TakeSnapshot, RestateDays, SnapshotJobs];
export const snapshotsDoors: readonly Provider[] = [TakeSnapshot];

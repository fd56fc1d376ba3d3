import type { Provider } from '@nestjs/common';
import { CompareRevisions } from './application/compare-revisions.js';
import { ReadStatistics } from './application/read-statistics.js';
import { RestateDays } from './application/restate-days.js';
import { SnapshotJobs } from './application/snapshot-jobs.js';
import { StatisticsPolicies } from './application/statistics-policy.js';
import { TakeSnapshot } from './application/take-snapshot.js';
import { Differences } from './store/differences.repository.js';
import { Snapshots } from './store/snapshots.repository.js';
import { StaleDays } from './store/stale-days.repository.js';
import { UnitRows } from './store/unit-rows.repository.js';
import { Units } from './store/units.repository.js';

export const snapshots: readonly Provider[] = [
  ...[Snapshots, StaleDays, Units, UnitRows, Differences],
  ...[TakeSnapshot, RestateDays, SnapshotJobs, ReadStatistics, CompareRevisions, StatisticsPolicies],
];
export const snapshotsDoors: readonly Provider[] = [
  ...[TakeSnapshot, ReadStatistics, CompareRevisions, StatisticsPolicies],
];

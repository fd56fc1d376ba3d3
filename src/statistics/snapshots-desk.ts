export { TakeSnapshot } from './application/take-snapshot.js';
export { CompareRevisions } from './application/compare-revisions.js';
export {
  type DayAsked,
  type ChildrenReading,
  type HistoryReading,
  ReadStatistics,
  type UnitReading,
} from './application/read-statistics.js';
export { StatisticsPolicies, type StatisticsPolicy } from './application/statistics-policy.js';
export { describeCatalogue } from './domain/describe-catalogue.js';
export { type Counts, type Level, LEVELS } from './domain/counts.js';
export { type CountIndicator, METHODOLOGY } from './domain/indicator.js';
export { INDICATORS } from './domain/indicators.js';
export type { KeptSnapshot, SnapshotHead, UnitCounts } from './domain/snapshot.js';
export { AGE_BASES, type AgeBasis, statisticsDay } from './domain/statistics-day.js';
export { type IndicatorValues, valuesOf } from './domain/values.js';
export type { AskedUnit } from './store/units.repository.js';

export { StatisticsModule } from './statistics.module.js';
export { statisticsProblems } from './statistics.problems.js';
export * from './snapshots-desk.js';
export * from './growth-desk.js';
export * from './declarations-desk.js';
export * from './process-desk.js';
export * from './reports-desk.js';
export * from './rollups-desk.js';
export * from './exports-desk.js';

export { LegacyModule } from './legacy.module.js';
export { legacyProblems } from './legacy.problems.js';
export * from './planning-desk.js';

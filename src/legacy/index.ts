export { LegacyModule } from './legacy.module.js';
export { legacyProblems } from './legacy.problems.js';
export * from './emergency-desk.js';
export { type RoleWave, WAVES } from './domain/campaign-phase.js';

export { LegacyModule } from './legacy.module.js';
export { legacyProblems } from './legacy.problems.js';
export * from './overlays.js';

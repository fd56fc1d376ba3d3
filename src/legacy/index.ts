export { AccountStandings, type AccountStanding } from './application/account-standing.js';
export { OfflinePolicy, type PolicyPart } from './application/offline-policy.js';
export { LegacyModule } from './legacy.module.js';
export { legacyProblems } from './legacy.problems.js';
export * from './planning-desk.js';

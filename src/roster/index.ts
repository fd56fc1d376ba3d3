export { RosterImports } from './application/receive-roster-import.js';
export { FaultReports } from './application/fault-reports.js';
export { RosterPushes } from './application/receive-roster-push.js';
export { PEOPLE_CHANGED, peopleChanged } from './application/people-changed.js';
export type { ImportBatch } from './domain/import-batch.js';
export { rosterProblems } from './roster.problems.js';
export { RosterModule } from './roster.module.js';
export type { BatchScope } from './store/import-batch.store.js';
export { PeopleDirectory, type RosterAccount, type RosterCard } from './store/people-directory.repository.js';

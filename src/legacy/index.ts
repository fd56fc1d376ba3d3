export { LegacyModule } from './legacy.module.js';
export { legacyProblems } from './legacy.problems.js';
export { ReceiveSignInEvents } from './application/receive-sign-in-events.js';
export * from './domain/sign-in-event.js';
export { OWNER_CHECKS, type OwnerCheck, UndoUnused } from './application/undo-unused.js';

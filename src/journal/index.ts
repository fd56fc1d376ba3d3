export { EndAccountSessions } from './application/end-account-sessions.js';
export {
  CallingJournalSystem,
  ForJournalSystems,
  isForJournalSystems,
  ForRosterSources,
  isForRosterSources,
} from './http/internal-client.guard.js';
export { JournalModule, mountOpenidProvider } from './journal.module.js';
export { journalProblems } from './journal.problems.js';
export { JournalSettings } from './journal.settings.js';
export { mountSignInDecisions } from './http/sign-in-decisions.handler.js';

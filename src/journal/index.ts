export { EndAccountSessions } from './application/end-account-sessions.js';
export { InternalClients } from './application/internal-clients.js';
export {
  EsiaSignOut,
  JournalSignIn,
  type JournalSystem,
  JournalSystems,
  LinkedAccounts,
} from './application/neighbours.js';
export { CallingJournalSystem, InternalClientGuard } from './http/internal-client.guard.js';
export { JournalModule, mountOpenidProvider } from './journal.module.js';
export { readJournalConfiguration } from './journal-configuration.js';
export { JournalSettings } from './journal.settings.js';

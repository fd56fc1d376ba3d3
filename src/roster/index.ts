export { DEFAULT_LIMITS, ImportRoster, type ImportReport } from './application/import-roster.js';
export { FILE_KINDS } from './domain/roster-file.js';
export {
  PeopleDirectory,
  type RosterAccount,
  type RosterCard,
  type RosterPerson,
  type SoughtPerson,
} from './store/people-directory.repository.js';

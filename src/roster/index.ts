export { DEFAULT_LIMITS, ImportRoster, type ImportReport } from './application/import-roster.js';
export { FILE_KINDS } from './domain/roster-file.js';

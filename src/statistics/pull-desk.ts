export { MarkReadings } from './application/mark-readings.js';
export { type ChangesAsked, ReadChanges } from './application/read-changes.js';

export { MarkReadings } from './application/mark-readings.js';
export { type ChangesAsked, type ChangesReading, ReadChanges } from './application/read-changes.js';

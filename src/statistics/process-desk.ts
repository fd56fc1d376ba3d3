export { ProcessReadings } from './application/process-readings.js';
export { PROCESS_LEVELS, type ProcessLevel } from './domain/process-indicators.js';

/** The emulator of ESIA: what tests and benches start in their own process. */
export { startEsiaEmulator, type RunningEmulator } from './start-emulator.js';
export { type EmulatorOptions } from './settings.js';
export { type ClientSettings } from './clients.js';
export { type Person } from './population/person.js';
export { PERSONA_PASSWORD } from './population/draft-person.js';
export { PERSONAS } from './population/personas.js';
export { type FaultOrder } from './state/faults.js';

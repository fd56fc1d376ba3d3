/** Brownouts, break-glass, outages and locks: the words and doors that the administrators' face needs. */
export { Brownouts, type ShownBrownout } from './application/brownouts.js';
export { BreakGlassDesk } from './application/break-glass.js';
export { EsiaOutageDesk } from './application/esia-outages.js';
export { LockDesk } from './application/lock-desk.js';
export type { BrownoutPreview, PlannedBrownout } from './application/plan-brownouts.js';
export { LONGEST_BREAK_GLASS_HOURS } from './domain/break-glass.js';
export { BROWNOUT_STATES } from './domain/brownout.js';
export { LONGEST_OUTAGE_HOURS } from './domain/esia-outage.js';
export type { BrownoutHit } from './store/brownout-readings.repository.js';

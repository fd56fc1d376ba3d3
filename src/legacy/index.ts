export { LegacyModule } from './legacy.module.js';
export { DeletionActs } from './application/deletion-acts.js';
export { type MaskedCredential, ReadCredentials } from './application/read-credentials.js';
export { type Standing, STANDINGS } from './domain/credential-moves.js';
export type { PurgedScope, StoredAct } from './store/deletion-acts.repository.js';
export { type RoleWave, WAVES } from './domain/campaign-phase.js';
export { legacyProblems } from './legacy.problems.js';
export * from './planning-desk.js';

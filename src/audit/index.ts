export { type AuditActor, type AuditEvent, type AuditFacts, AuditTrail } from './audit-trail.js';
export { SealEvents } from './application/seal-events.js';
export { type Verdict, VerifyChain } from './application/verify-chain.js';

export { AuditModule } from './audit.module.js';
export { parseAnchors, tellFault } from './domain/chain.js';

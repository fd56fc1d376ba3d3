export type { AuditActor, AuditEvent } from './domain/audit-event.js';
export { AuditTrail } from './audit-trail.js';
export { AuditModule } from './audit.module.js';
export { AuditSettings } from './audit.settings.js';
export { Alarms } from './application/alarms.js';
export { type AuditFilter, ReadAudit } from './application/read-audit.js';
export { type Verdict, VerifyChain } from './application/verify-chain.js';
export { parseAnchors, tellFault } from './domain/chain.js';
export type { ShownEntry } from './domain/shown-entry.js';

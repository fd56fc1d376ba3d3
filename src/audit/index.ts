export { type AuditActor, type AuditEvent, type AuditFacts, AuditTrail } from './audit-trail.js';
export { AuditModule } from './audit.module.js';

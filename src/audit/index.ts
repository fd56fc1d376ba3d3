export { type AuditActor, type AuditEvent, AuditTrail } from './audit-trail.js';
export { AuditModule } from './audit.module.js';

import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';

/** The trail, for every context. */
@Global()
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}

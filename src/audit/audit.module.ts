import { Global, Module } from '@nestjs/common';
import { Alarms } from './application/alarms.js';
import { ReadAudit } from './application/read-audit.js';
import { SealEvents } from './application/seal-events.js';
import { VerifyChain } from './application/verify-chain.js';
import { AuditTrail } from './audit-trail.js';
import { ChainRepository } from './store/chain.repository.js';
import { EntriesRepository } from './store/entries.repository.js';

/** The trail, for every context. */
@Global()
@Module({
  providers: [AuditTrail, Alarms, ChainRepository, EntriesRepository, ReadAudit, SealEvents, VerifyChain],
  exports: [AuditTrail, Alarms, ReadAudit],
})
export class AuditModule {}

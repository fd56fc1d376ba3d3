import { Global, Module } from '@nestjs/common';
import { SealEvents } from './application/seal-events.js';
import { VerifyChain } from './application/verify-chain.js';
import { AuditTrail } from './audit-trail.js';
import { ChainRepository } from './store/chain.repository.js';

/** The trail, for every context. */
@Global()
@Module({
  providers: [AuditTrail, ChainRepository, SealEvents, VerifyChain],
  exports: [AuditTrail, SealEvents, VerifyChain],
})
export class AuditModule {}

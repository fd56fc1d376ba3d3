import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { LegacyModule } from '../legacy/index.js';
import { LinkingModule } from '../linking/index.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { TerritoryModule } from '../territory/index.js';
import { Deliveries } from './application/deliveries.js';
import { MESSAGE_QUEUE } from './application/message-queue.js';
import { RunCadence } from './application/run-cadence.js';
import { DeliveryModule } from './delivery.module.js';
import { InstructionController } from './http/instruction.controller.js';
import { NOTICES, NOTICES_DOORS } from './notices.providers.js';

const TEN_MINUTES_MS = 600_000;

/** Letters and leaflets for families. */
@Module({
  imports: [AuditModule, TerritoryModule, LinkingModule, LegacyModule, DeliveryModule],
  providers: [...NOTICES, { provide: MESSAGE_QUEUE, useExisting: Deliveries }],
  controllers: [InstructionController],
  exports: NOTICES_DOORS,
})
export class NoticesModule implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(RunCadence) private readonly cadence: RunCadence,
  ) {}

  onModuleInit(): void {
    this.jobs.add({
      name: 'notices.cadence',
      everyMs: TEN_MINUTES_MS,
      run: (now) => this.cadence.execute(now),
    });
  }
}

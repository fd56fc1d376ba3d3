import { Controller, Get, Inject } from '@nestjs/common';
import { ApiCookieAuth, ApiTags } from '@nestjs/swagger';
import { RequiresRight } from '../../../access/index.js';
import { ReadAudit } from '../../../audit/index.js';
import type { AuditChainDto } from './audit-events.dto.js';

/** How far the chain of the audit has come. */
@ApiTags('audit')
@ApiCookieAuth('admin')
@Controller('api/v1/audit-chain')
export class AuditChainController {
  constructor(@Inject(ReadAudit) private readonly read: ReadAudit) {}

  /** Конец цепочки: его хеш хранят вне базы и дают команде audit:verify. */
  @Get()
  @RequiresRight('audit.read')
  async standing(): Promise<AuditChainDto> {
    const { head, waiting } = await this.read.standing();
    return {
      head: head && { block: head.block, hash: head.hash, sealed_at: head.sealedAt },
      ...{ waiting: waiting.events, waiting_since: waiting.since },
    };
  }
}

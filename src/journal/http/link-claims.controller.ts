import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { JournalSystem } from '../../territory/index.js';
import { ReceiveLinkClaim } from '../application/receive-link-claim.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { LinkClaimAnswerDto, LinkClaimDto } from './link-claims.dto.js';

/** Proofs of old logins, from the servers of e-journals. */
@ApiTags('link-claims')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/link-claims')
export class LinkClaimsController {
  constructor(@Inject(ReceiveLinkClaim) private readonly receive: ReceiveLinkClaim) {}

  /** Принять заявление журнала: он проверил старый пароль этой учётной записи. */
  @Post()
  async claim(
    @CallingJournalSystem() system: JournalSystem,
    @Body() { proof, claim_request: claimRequest }: LinkClaimDto,
  ): Promise<LinkClaimAnswerDto> {
    const traceId = currentRequestId() ?? null;
    const posted = { system, proof, claimRequest: claimRequest ?? null, traceId };
    return { redirect_to: await this.receive.execute(posted) };
  }
}

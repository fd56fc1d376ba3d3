import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { JournalSystem } from '../../territory/index.js';
import { POLICY_TYPE, PolicyBundle } from '../application/signed-policy.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { matches } from '../../platform/http/none-match.js';
import { PolicyQuery } from './policy.dto.js';

/** What e-journals decide by while we are away (INT-08). */
@ApiTags('policy')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/policy')
export class PolicyController {
  constructor(@Inject(PolicyBundle) private readonly bundle: PolicyBundle) {}

  /** Данные для решений без связи с нами, подписанные (JWS). Спрашивайте с cursor раз в 10 минут, пока has_more — сразу. */
  @Get()
  @ApiProduces(`application/${POLICY_TYPE}`)
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: 'JWS в компактной записи', schema: { type: 'string' } })
  @ApiResponse({ status: 304, description: 'Не изменилось' })
  async read(
    @CallingJournalSystem() system: JournalSystem,
    @Query() query: PolicyQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const { etag, jws } = await this.bundle.after(system, query);
    response.setHeader('ETag', etag);
    const isKnown = matches(known, etag);
    response.status(isKnown ? 304 : 200).type(`application/${POLICY_TYPE}`);
    response.end(isKnown ? undefined : await jws());
  }
}

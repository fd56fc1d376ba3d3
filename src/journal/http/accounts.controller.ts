import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DomainError } from '../../kernel/domain-error.js';
import { type AccountStanding, AccountStandings } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { JournalSystem } from '../../territory/index.js';
import { JournalConfiguration } from '../journal-configuration.js';
import { JournalAccountDto } from './accounts.dto.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { matches } from '../../platform/http/none-match.js';

/** Accounts of the calling e-journal (INT-05). */
@ApiTags('accounts')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/accounts')
export class AccountsController {
  constructor(
    @Inject(AccountStandings) private readonly standings: AccountStandings,
    @Inject(JournalConfiguration) private readonly configuration: JournalConfiguration,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Одна ваша запись: привязка, старый пароль и решение о входе. С If-None-Match — 304, если ничего не изменилось. */
  @Get(':externalId')
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @ApiOkResponse({ type: JournalAccountDto })
  @ApiResponse({ status: 304, description: 'Не изменилось' })
  async find(
    @CallingJournalSystem() system: JournalSystem,
    @Param('externalId') externalId: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JournalAccountDto> {
    const at = { now: this.clock.now(), linkUrl: `${this.configuration.publicUrl}/account` };
    const standing = externalId.includes('\0') ? null : await this.standings.of(system.id, externalId, at);
    if (standing === null) throw new DomainError('NOT_FOUND', 'not_found');
    const shown = present(externalId, standing);
    const etag = `"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url')}"`;
    response.setHeader('ETag', etag);
    response.status(matches(known, etag) ? 304 : 200);
    return shown;
  }
}

function present(account: string, { link, credential, phase, decision }: AccountStanding): JournalAccountDto {
  return {
    account,
    link,
    credential: {
      state: credential.state,
      reason: credential.state === 'disabled' ? credential.reason : null,
      until: credential.state === 'reenabled' ? credential.until : null,
    },
    decision: { decision: decision.decision, code: decision.code, until: decision.until },
    phase,
    cutover_on: decision.cutoverOn,
  };
}

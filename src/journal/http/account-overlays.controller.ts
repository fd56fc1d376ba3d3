import { Body, Controller, HttpCode, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { JournalSystem } from '../../territory/index.js';
import { AccountOverlays } from '../application/account-overlays.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { ReenableRequestAnswerDto, ReenableRequestDto } from './reenable-requests.dto.js';

/** What an e-journal says of the old passwords of its own accounts. */
@ApiTags('accounts')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/accounts/:externalId')
export class AccountOverlaysController {
  constructor(@Inject(AccountOverlays) private readonly overlays: AccountOverlays) {}

  /** Передать школе просьбу пользователя возобновить вход по паролю. Повторная просьба — та же самая (200). */
  @Post('reenable-requests')
  async request(
    @CallingJournalSystem() system: JournalSystem,
    @Param('externalId') externalId: string,
    @Body() { reason }: ReenableRequestDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReenableRequestAnswerDto> {
    const traceId = currentRequestId() ?? null;
    const asked = { system, externalId, reason: reason ?? null, traceId };
    const { window, isNew } = await this.overlays.requestReenable(asked);
    response.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return { id: window.id, state: window.state, requested_at: window.requestedAt };
  }

  /** Сообщить, что пароль, заказанный школой (credential.ordered), выдан. Повтор ничего не меняет. */
  @Post('credential-issued')
  @HttpCode(204)
  async issued(
    @CallingJournalSystem() system: JournalSystem,
    @Param('externalId') externalId: string,
  ): Promise<void> {
    await this.overlays.credentialIssued(system, externalId);
  }
}

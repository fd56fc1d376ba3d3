import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { JournalSystem } from '../../territory/index.js';
import { ReceiveDeletionAct } from '../application/receive-deletion-act.js';
import { DeletionActAnswerDto, DeletionActDto } from './deletion-acts.dto.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';

/** Acts of destroyed password hashes, from the servers of e-journals. */
@ApiTags('deletion-acts')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/deletion-acts')
export class DeletionActsController {
  constructor(@Inject(ReceiveDeletionAct) private readonly receiveAct: ReceiveDeletionAct) {}

  /** Принять подписанный акт об уничтожении хешей паролей. Тот же номер с тем же содержанием вернёт тот же ответ. */
  @Post()
  @HttpCode(200)
  async receive(
    @CallingJournalSystem() system: JournalSystem,
    @Body() { act }: DeletionActDto,
  ): Promise<DeletionActAnswerDto> {
    const stored = await this.receiveAct.execute(system, act, currentRequestId() ?? null);
    return {
      id: stored.id,
      number: stored.number,
      purged: stored.accounts,
      skipped: [...stored.skipped],
      unknown: [...stored.unknown],
      received_at: stored.receivedAt,
    };
  }
}

import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { UndoUnused } from '../../legacy/index.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { JournalSystem } from '../../territory/index.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { UndoUnusedAnswerDto, UndoUnusedDto } from './unused-credentials.dto.js';

/** The owner's way back to a password that was disabled as unused (LEG-05). */
@ApiTags('accounts')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/accounts')
export class UnusedCredentialsController {
  constructor(@Inject(UndoUnused) private readonly undo: UndoUnused) {}

  /** Включить снова пароль, который отключён как неиспользуемый: владелец попросил, и вы его проверили. */
  @Post(':externalId/credential/undo-unused')
  @HttpCode(200)
  async undoUnused(
    @CallingJournalSystem() system: JournalSystem,
    @Param('externalId') externalId: string,
    @Body() { checked_by: check }: UndoUnusedDto,
  ): Promise<UndoUnusedAnswerDto> {
    const traceId = currentRequestId() ?? null;
    return { restored: await this.undo.execute({ system, externalId, check, traceId }) };
  }
}

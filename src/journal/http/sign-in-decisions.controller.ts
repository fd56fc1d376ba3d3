import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { JournalSystem } from '../../territory/index.js';
import { CallingJournalSystem, ForJournalSystems } from './internal-client.guard.js';
import { SignInAnswers } from './sign-in-answers.js';
import { SignInDecisionCallDto, SignInDecisionDto } from './sign-in-decisions.dto.js';

/** The route as everybody else's: it describes itself, and serves what {@link SignInDecisionsHandler} leaves to it. */
@ApiTags('sign-in-decisions')
@ApiBearerAuth('internal')
@ForJournalSystems()
@Controller('internal/v1/sign-in-decisions')
export class SignInDecisionsController {
  constructor(@Inject(SignInAnswers) private readonly answers: SignInAnswers) {}

  /** Решить, пускать ли по старому паролю: спросите до его проверки. */
  @Post()
  @HttpCode(200)
  async decide(
    @CallingJournalSystem() system: JournalSystem,
    @Body() call: SignInDecisionCallDto,
  ): Promise<SignInDecisionDto> {
    return this.answers.to(system, call);
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DecideSignIn } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { JournalSystem } from '../../territory/index.js';
import { CallAllowance } from '../application/call-allowance.js';
import { JournalSettings } from '../journal.settings.js';
import type { SignInDecisionCallDto, SignInDecisionDto } from './sign-in-decisions.dto.js';

/** Answers an e-journal about one password sign-in, within what its system may ask in a second. */
@Injectable()
export class SignInAnswers {
  private readonly allowance: CallAllowance;

  constructor(
    @Inject(DecideSignIn) private readonly decideSignIn: DecideSignIn,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(JournalSettings) settings: JournalSettings,
  ) {
    this.allowance = new CallAllowance(settings.decisionsPerSecond);
  }

  async to(system: JournalSystem, call: SignInDecisionCallDto): Promise<SignInDecisionDto> {
    this.allowance.take(system.id, this.clock.now().getTime());
    const decided = await this.decideSignIn.execute({
      systemId: system.id,
      externalId: call.account,
      channel: call.channel,
      school: call.school ?? null,
      role: call.role ?? null,
      skipsUsed: call.skips_used ?? 0,
    });
    return {
      decision: decided.decision,
      code: decided.code,
      text: decided.text,
      until: decided.until,
      cutover_on: decided.cutoverOn,
      days_left: decided.daysLeft,
      skips_left: decided.skipsLeft,
      link_url: decided.linkUrl,
      retry_after: decided.retryAfter,
      cache_seconds: decided.cacheSeconds,
    };
  }
}

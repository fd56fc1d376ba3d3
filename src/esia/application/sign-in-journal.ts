import { Injectable, Logger } from '@nestjs/common';
import { KNOWN_ESIA_CODES } from '../domain/esia-errors.js';
import type { EsiaFailure } from '../domain/failure.js';
import type { EsiaSignInResult } from '../domain/sign-in-result.js';
import type { EsiaReply } from '../gateway/esia-client.js';
import { esiaMetrics } from '../gateway/esia-metrics.js';

/** Writes each return from ESIA into log and metrics: codes and ids, nothing of the person. */
@Injectable()
export class SignInJournal {
  private readonly logger = new Logger('EsiaSignIn');

  /** Returns the result that it was given. `reply` is what ESIA said, where it was asked. */
  note(result: EsiaSignInResult, reply?: EsiaReply): EsiaSignInResult {
    esiaMetrics.outcomes.inc({ outcome: result.kind === 'failed' ? result.code : result.kind });
    if (reply?.kind === 'failed') this.noteFailure(result.attemptId ?? '-', reply);
    if (reply?.kind === 'profile' && reply.kidsFault !== null) {
      esiaMetrics.faults.inc({ fault: `kids_${reply.kidsFault}` });
      this.logger.warn(
        `Сведения о детях из ЕСИА не приняты: ${reply.kidsFault}, попытка ${result.attemptId ?? '-'}`,
      );
    }
    if (result.kind === 'failed' && result.stateProblem !== undefined) {
      this.logger.warn(
        `Возврат из ЕСИА отвергнут: state ${result.stateProblem}, попытка ${result.attemptId ?? '-'}`,
      );
    }
    return result;
  }

  private noteFailure(attempt: string, { code, esiaCode, fault, alarm, hint }: EsiaFailure): void {
    if (esiaCode !== null)
      esiaMetrics.errors.inc({ code: KNOWN_ESIA_CODES.includes(esiaCode) ? esiaCode : 'unknown' });
    if (fault !== null) esiaMetrics.faults.inc({ fault });
    const line = `Вход через ЕСИА: ${code}, код ${esiaCode ?? '-'}, причина ${fault ?? '-'}, попытка ${attempt}: ${hint}`;
    if (alarm) this.logger.error(line);
    else this.logger.log(line);
  }
}

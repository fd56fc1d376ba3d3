import { Inject, Injectable } from '@nestjs/common';
import { type Caller, isMachine, reachOf } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { Clock } from '../../../platform/clock/clock.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import type { ExportAct } from '../../../statistics/index.js';

/** What an export asks of whoever wants it: an administrator, or a machine by its API key. */
@Injectable()
export class ExportActs {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  of(caller: Caller, right: Parameters<typeof reachOf>[1]): ExportAct {
    return {
      actor: isMachine(caller)
        ? { kind: 'client', id: caller.apiKeyId }
        : { kind: 'administrator', id: caller.esiaPersonId },
      reach: reachOf(caller, right),
      now: this.clock.now(),
      traceId: currentRequestId() ?? null,
    };
  }
}

/** A file that is made in other formats only is not there. */
export function formatOf<Format extends string>(known: readonly Format[], asked: string): Format {
  const format = known.find((each) => each === asked);
  if (format === undefined) throw new DomainError('NOT_FOUND', 'not_found');
  return format;
}

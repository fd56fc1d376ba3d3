import { Inject, Injectable } from '@nestjs/common';
import { type Principal, reachOf } from '../../../access/index.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { Clock } from '../../../platform/clock/clock.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import type { ExportAct } from '../../../statistics/index.js';

/** What an export asks of an administrator. */
@Injectable()
export class ExportActs {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  of(principal: Principal, right: Parameters<typeof reachOf>[1]): ExportAct {
    return {
      actor: { kind: 'administrator', id: principal.esiaPersonId },
      reach: reachOf(principal, right),
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

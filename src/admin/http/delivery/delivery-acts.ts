import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf } from '../../../access/index.js';
import { dayIn } from '../../../kernel/calendar-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { Territory } from '../../../territory/index.js';

/** What acts about messages, letters and announcements ask of an administrator: reach, moment, and the region's day. */
@Injectable()
export class DeliveryActs {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of(tx: EntityManager, principal: Principal, right: Parameters<typeof reachOf>[1]) {
    const now = this.clock.now();
    const { timeZone } = await this.territory.region(tx, principal.regionId);
    const { regionId, wholeRegion, municipalityIds, schoolIds } = reachOf(principal, right);
    return {
      reach: { regionId, wholeRegion, municipalityIds, schoolIds },
      ...{ administratorId: principal.esiaPersonId, now, today: dayIn(now, timeZone), timeZone },
      traceId: currentRequestId() ?? null,
    };
  }
}

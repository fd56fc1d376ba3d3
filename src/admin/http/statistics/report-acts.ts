import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf } from '../../../access/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import type { ReportsAct } from '../../../statistics/index.js';
import { Territory } from '../../../territory/index.js';

/** What acts about reports ask of an administrator. */
@Injectable()
export class ReportActs {
  constructor(
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  async of(
    tx: EntityManager,
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
  ): Promise<ReportsAct> {
    const { timeZone } = await this.territory.region(tx, principal.regionId);
    return {
      actor: { kind: 'administrator', id: principal.esiaPersonId },
      administratorId: principal.esiaPersonId,
      reach: reachOf(principal, right),
      now: this.clock.now(),
      timeZone,
      traceId: currentRequestId() ?? null,
    };
  }
}

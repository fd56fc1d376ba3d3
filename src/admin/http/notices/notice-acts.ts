import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Principal, reachOf } from '../../../access/index.js';
import { dayIn } from '../../../kernel/calendar-date.js';
import type { NoticesAct } from '../../../notices/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../../platform/http/request-context.js';
import { Territory } from '../../../territory/index.js';

/** What acts about notices ask of an administrator. */
@Injectable()
export class NoticeActs {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  of(principal: Principal, right: Parameters<typeof reachOf>[1]): Promise<NoticesAct> {
    return this.unitOfWork.direct((tx) => this.within(tx, principal, right));
  }

  /** Runs a work in a transaction, as this administrator. */
  run<T>(
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
    work: (tx: EntityManager, act: NoticesAct) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (tx) => work(tx, await this.within(tx, principal, right)));
  }

  private async within(
    tx: EntityManager,
    principal: Principal,
    right: Parameters<typeof reachOf>[1],
  ): Promise<NoticesAct> {
    const now = this.clock.now();
    const { timeZone } = await this.territory.region(tx, principal.regionId);
    return {
      ...{ now, today: dayIn(now, timeZone), reach: reachOf(principal, right) },
      ...{ administratorId: principal.esiaPersonId, traceId: currentRequestId() ?? null },
      actor: { kind: 'administrator', id: principal.esiaPersonId },
    };
  }
}

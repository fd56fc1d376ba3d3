import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ReportedState } from '../domain/delivery-state.js';
import { deliveryMetrics } from '../gateway/delivery-metrics.js';
import { NoticeDeliveriesRepository } from '../store/notice-deliveries.repository.js';
import { TellDelivered } from './tell-delivered.js';

/** What a gateway or a mail server says of one message. */
export interface StateReport {
  readonly id: Uuid;
  readonly state: ReportedState;
  readonly reason: string | null;
}

/** Notes reported states; a repetition, an unknown message and a report that comes too late change nothing. */
@Injectable()
export class ReportStates {
  constructor(
    @Inject(NoticeDeliveriesRepository) private readonly rows: NoticeDeliveriesRepository,
    @Inject(TellDelivered) private readonly delivered: TellDelivered,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute(reports: readonly StateReport[]): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      for (const report of [...reports].sort((a, b) => a.id.localeCompare(b.id))) {
        const changed = await this.rows.report(tx, { ...report, now });
        if (changed === null) continue;
        await this.delivered.tell(tx, [changed], now);
        deliveryMetrics.reported.inc({ state: report.state });
      }
    });
  }
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { linkNewsOf } from '../../linking/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticeTasks } from '../store/notice-tasks.repository.js';

/** Whoever has linked needs no notice any more: it has done its work (e.5, `acted`). */
@Injectable()
export class FollowLinks implements Subscriber, OnModuleInit {
  readonly name = 'notices.follow_links';

  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
  }

  /** A link that was ended again meanwhile leaves the notice alive. */
  async take(event: Told): Promise<void> {
    const { accountId, to } = linkNewsOf(event.body);
    if (to !== 'active') return;
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const acted = await this.issues.act(tx, accountId, now);
      await this.tasks.closeDone(
        tx,
        acted.map(({ campaignId }) => campaignId),
        now,
      );
    });
  }
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { parseUuid } from '../../kernel/ids.js';
import { ToldPeople } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { eventsOfDelivery } from '../domain/notice-state.js';
import { NoticeIssues } from '../store/notice-issues.repository.js';
import { NoticeTasks } from '../store/notice-tasks.repository.js';

/** What became of a message moves its notice (e.5): `{ notice_issue_id, state }` of the topic `notices.delivered`. */
@Injectable()
export class FollowDeliveries implements Subscriber, OnModuleInit {
  readonly name = 'notices.follow_deliveries';

  constructor(
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(NoticeIssues) private readonly issues: NoticeIssues,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(ToldPeople) private readonly told: ToldPeople,
  ) {}

  onModuleInit(): void {
    this.deliveries.subscribe(this);
  }

  /** A later notice of the same message moves nothing: each move is guarded by the state before it. */
  async take(event: Told): Promise<void> {
    const id = parseUuid(String(event.body['notice_issue_id']));
    const events = eventsOfDelivery(String(event.body['state']));
    if (id === null || events.length === 0) return;
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      for (const step of events) {
        const moved = await this.issues.move(tx, [id], step, now);
        if (step === 'bounce') continue;
        await this.told.tell(tx, moved, now);
        await this.tasks.closeDone(
          tx,
          moved.map(({ campaignId }) => campaignId),
          now,
        );
      }
    });
  }
}

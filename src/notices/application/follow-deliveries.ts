import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import { parseUuid } from '../../kernel/ids.js';
import { ToldPeople } from '../../legacy/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Deliveries, type Subscriber, type Told } from '../../platform/outbox/deliveries.js';
import { Territory } from '../../territory/index.js';
import { eventsOfDelivery } from '../domain/notice-state.js';
import { type MovedNotice, NoticeIssues } from '../store/notice-issues.repository.js';
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
    @Inject(Territory) private readonly territory: Territory,
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
    const deliveryId = parseUuid(String(event.body['delivery_id']));
    await this.unitOfWork.run(async (tx) => {
      for (const step of events) {
        if (step === 'bounce')
          await this.askForPaper(tx, await this.issues.bounce(tx, id, deliveryId, now), now);
        else await this.noteTold(tx, await this.issues.move(tx, [id], step, now), now);
      }
    });
  }

  private async noteTold(tx: EntityManager, moved: readonly MovedNotice[], now: Date): Promise<void> {
    await this.told.tell(tx, moved, now);
    await this.tasks.closeDone(
      tx,
      moved.map(({ campaignId }) => campaignId),
      now,
    );
  }

  /** Whom a message does not reach, the school gives a paper, as long as it still says what is to come. */
  private async askForPaper(tx: EntityManager, moved: readonly MovedNotice[], now: Date): Promise<void> {
    for (const notice of moved) {
      const { timeZone } = await this.territory.region(tx, notice.regionId);
      const today = dayIn(now, timeZone);
      if (notice.cutoverOn > today) await this.tasks.remind(tx, { ...notice, dueOn: today }, now);
    }
  }
}

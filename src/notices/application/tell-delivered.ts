import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { ChangedDelivery } from '../store/notice-deliveries.repository.js';

/** The topic of the outbox by which notices learn what became of their messages. */
const DELIVERED_TOPIC = 'notices.delivered';

/** Tells of messages that belong to a notice, in the transaction of the change; `queued` is no news. */
@Injectable()
export class TellDelivered {
  constructor(@Inject(Outbox) private readonly outbox: Outbox) {}

  async tell(tx: EntityManager, changed: readonly ChangedDelivery[], now: Date): Promise<void> {
    const news = changed.filter(({ noticeIssueId, state }) => noticeIssueId !== null && state !== 'queued');
    await this.outbox.tell(
      tx,
      news.map(({ id, regionId, noticeIssueId, channel, state, reason }) => ({
        ...{ regionId, topic: DELIVERED_TOPIC, at: now },
        body: { delivery_id: id, notice_issue_id: noticeIssueId, channel, state, reason },
      })),
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { DeliveryKeys } from '../gateway/delivery-keys.js';
import { OptOutsRepository } from '../store/opt-outs.repository.js';

/** The way out of non-mandatory messages by the link in each of them (NOT-10, RFC 8058). */
@Injectable()
export class OptOut {
  constructor(
    @Inject(OptOutsRepository) private readonly optOuts: OptOutsRepository,
    @Inject(DeliveryKeys) private readonly keys: DeliveryKeys,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** True when the link is ours, whatever has become of its message. */
  knows(token: string): boolean {
    return this.keys.readUnsubscribeToken(token) !== null;
  }

  /** True when no more messages go to the address of this link's message; false for a link that is not ours. */
  async byLink(token: string): Promise<boolean> {
    const deliveryId = this.keys.readUnsubscribeToken(token);
    if (deliveryId === null) return false;
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const subject = await this.optOuts.subjectOfDelivery(tx, deliveryId);
      if (subject === null) return;
      const id = await this.optOuts.add(tx, subject, { source: 'link', recordedBy: null, now });
      if (id === null) return;
      await this.audit.record(tx, {
        ...{ regionId: subject.regionId, at: now, actor: { kind: 'person', id: null } },
        ...{ action: 'notices.opted_out', reason: 'link', facts: { channel: subject.channel } },
        ...{ subject: { kind: 'opt_out', id }, traceId: currentRequestId() },
      });
    });
    return true;
  }
}

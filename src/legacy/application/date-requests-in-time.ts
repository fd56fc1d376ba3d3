import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { DATE_REQUEST_TASK, type DateRequestTurn, requestMoves } from '../domain/date-request.js';
import { CampaignTasks } from '../store/campaign-tasks.repository.js';
import { type DateRequest, DateRequests } from '../store/date-requests.repository.js';

const BY_TIME = { kind: 'system', id: 'campaigns.move' } as const;
/** Codes, which the steps keep. */
const REASON: Readonly<Record<DateRequestTurn, string>> = {
  escalate: 'day_came_without_answer',
  lapse: 'date_reached',
};

/** What becomes of a wish for a later date that nobody has answered (LEG-11): silence neither cuts a school over nor loses it. */
@Injectable()
export class DateRequestsInTime {
  constructor(
    @Inject(DateRequests) private readonly requests: DateRequests,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The day of the cut-over came and was missed: what the municipality left lying goes to the region. */
  async escalate(tx: EntityManager, campaignId: Uuid, at: Date): Promise<void> {
    const open = await this.requests.open(tx, [campaignId], 'all');
    for (const request of open.filter(({ state }) => state === 'asked')) {
      await this.turn(tx, request, 'escalate', at);
      const { id: subject, regionId, schoolId, kind, toDate } = request;
      const place = { regionId, schoolId, campaignId, subject };
      const facts = { kind, date: toDate };
      const task = { ...place, audience: 'campaign_manager', code: DATE_REQUEST_TASK, facts } as const;
      await this.tasks.open(tx, [task], at);
    }
  }

  /** Closes the wishes which the new dates of these campaigns fulfil, by whatever way they came. */
  async lapse(tx: EntityManager, campaignIds: readonly Uuid[], at: Date): Promise<void> {
    for (const request of await this.requests.open(tx, campaignIds, 'reached')) {
      await this.turn(tx, request, 'lapse', at);
    }
  }

  private async turn(
    tx: EntityManager,
    request: DateRequest,
    event: DateRequestTurn,
    at: Date,
  ): Promise<void> {
    const to = requestMoves[request.state][event];
    if (to === undefined) throw new Error(`an open request has no ${event}`);
    const { id, regionId, schoolId, campaignId, kind, toDate, state: from } = request;
    const reason = REASON[event];
    await this.requests.move(tx, id, to, at, null);
    await this.requests.addStep(tx, id, { event, from, to, actorId: null, reason, at });
    await this.tasks.closeMatching(tx, { code: DATE_REQUEST_TASK, subject: id }, BY_TIME.id, at);
    await this.audit.record(tx, {
      ...{ regionId, at, actor: BY_TIME, action: `campaign.date_${event}d`, schoolId, reason },
      subject: { kind: 'campaign_request', id },
      facts: { kind, date: toDate, campaignId, state: to },
    });
  }
}

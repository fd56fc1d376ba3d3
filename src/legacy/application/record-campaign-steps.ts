import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { OutliveLinkCodes } from '../../linking/index.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { CampaignTasks } from '../store/campaign-tasks.repository.js';
import { CampaignsRepository, type CampaignWrite, type WrittenBy } from '../store/campaigns.repository.js';
import { CodesOfWaves } from '../store/codes-of-waves.repository.js';
import { DateRequestsInTime } from './date-requests-in-time.js';
import { FollowPhases } from './follow-phases.js';
import { campaignNews } from './legacy-news.js';

/** Tasks that a missed date opens. */
export const MISSED_TASKS = {
  /** For the school: what to do before the new date. */
  dateMissed: 'CUTOVER_DATE_MISSED',
  /** For the school: the gate of the announcement was missed at T-60. */
  notAnnounced: 'ANNOUNCEMENT_MISSED',
  /** For campaign_manager: the third automatic postponement in a row. */
  missedThrice: 'CUTOVER_MISSED_THRICE',
} as const;

/** After these the ground of a task about a missed date has gone. */
const SETTLES: ReadonlySet<string> = new Set(['move', 'postpone', 'advance', 'rollback', 'close']);

/**
 * Writes decided steps of campaigns that are locked: the rows, their history, the audit, the news, and lets the credentials
 * follow where a phase has changed. Whoever moves a campaign ends here.
 */
@Injectable()
export class RecordCampaignSteps {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignTasks) private readonly tasks: CampaignTasks,
    @Inject(FollowPhases) private readonly followPhases: FollowPhases,
    @Inject(CodesOfWaves) private readonly codes: CodesOfWaves,
    @Inject(OutliveLinkCodes) private readonly outliveCodes: OutliveLinkCodes,
    @Inject(DateRequestsInTime) private readonly requests: DateRequestsInTime,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async execute(tx: EntityManager, writes: readonly CampaignWrite[], by: WrittenBy): Promise<void> {
    if (writes.length === 0) return;
    await this.campaigns.write(tx, writes, by);
    await this.audit.recordAll(
      tx,
      writes.map((write) => auditOf(write, by)),
    );
    await this.outbox.tell(
      tx,
      writes.map((write) => newsOf(write, by)),
    );
    await this.settleTasks(tx, writes, by);
    await this.followDates(tx, writes, by);
    const campaignIds = writes
      .filter(({ before, after }) => before.phase !== after.phase)
      .map(({ after }) => after.id);
    if (campaignIds.length > 0) {
      await this.followPhases.execute(tx, { campaignIds, actor: by.actor, at: by.at });
    }
  }

  /**
   * EC-109: the code on a letter whose date has moved stays good, until 30 days after the wave has closed. A wish for a date
   * that has thereby come true waits for nobody any more.
   */
  private async followDates(
    tx: EntityManager,
    writes: readonly CampaignWrite[],
    { at }: WrittenBy,
  ): Promise<void> {
    const later = writes.filter(({ before, after }) => (after.cutoverOn ?? '') > (before.cutoverOn ?? ''));
    if (later.length === 0) return;
    const ids = later.map(({ after }) => after.id);
    const codes = await this.codes.of(tx, ids, at);
    await this.outliveCodes.execute(tx, codes, at);
    await this.requests.lapse(tx, ids, at);
  }

  private async settleTasks(
    tx: EntityManager,
    writes: readonly CampaignWrite[],
    by: WrittenBy,
  ): Promise<void> {
    const campaignIds = writes.filter(({ change }) => SETTLES.has(change.event)).map(({ after }) => after.id);
    if (campaignIds.length === 0) return;
    const doneBy = `${by.actor.kind}:${by.actor.id ?? ''}`;
    for (const code of Object.values(MISSED_TASKS)) {
      await this.tasks.closeMatching(tx, { code, campaignIds }, doneBy, by.at);
    }
  }
}

function auditOf({ before, after, change, reason, facts }: CampaignWrite, { actor, at, actId }: WrittenBy) {
  return {
    ...{ regionId: after.regionId, at, actor, action: `campaign.${change.event}`, reason },
    ...{ subject: { kind: 'campaign', id: after.id }, schoolId: after.schoolId },
    facts: {
      ...facts,
      ...{ act_id: actId, from: before.phase, to: after.phase },
      ...{ from_date: before.cutoverOn, to_date: after.cutoverOn },
    },
  };
}

function newsOf({ before, after, change }: CampaignWrite, { at }: WrittenBy) {
  return campaignNews(after.regionId, at, {
    ...{ campaignId: after.id, journalSystemId: after.journalSystemId, schoolId: after.schoolId },
    ...{
      wave: after.wave,
      event: change.event,
      from: before.phase,
      to: after.phase,
      cutoverOn: after.cutoverOn,
    },
  });
}

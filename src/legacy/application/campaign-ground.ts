import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CalendarPeriod } from '../domain/calendar.js';
import type { Campaign } from '../domain/campaign.js';
import type { CampaignPhase } from '../domain/campaign-phase.js';
import { type CampaignPolicy, DEFAULT_POLICY } from '../domain/campaign-policy.js';
import type { GateFacts } from '../domain/criterion.js';
import { Calendar, type RegionCalendar } from '../store/calendar.repository.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import { ToldPeopleRepository } from '../store/told-people.repository.js';
import { ReadinessRepository } from '../store/readiness.repository.js';

/** The calendar and the policy that hold for campaigns, read once for many. */
export interface Ground {
  periodsOf(campaign: Campaign): readonly CalendarPeriod[];
  policyOf(campaign: Campaign): CampaignPolicy;
}

/** The day that is judged, and the day and moment of the judging; they differ while a stopped server catches up. */
export interface JudgedDay {
  readonly day: CalendarDate;
  readonly today: CalendarDate;
  readonly at: Date;
}

/** Gathers what campaigns are judged by. */
@Injectable()
export class CampaignGround {
  constructor(
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(ReadinessRepository) private readonly readiness: ReadinessRepository,
    @Inject(ToldPeopleRepository) private readonly told: ToldPeopleRepository,
  ) {}

  async of(tx: EntityManager, campaigns: readonly Campaign[]): Promise<Ground> {
    const regions = new Map<Uuid, RegionCalendar>();
    for (const regionId of new Set(campaigns.map((one) => one.regionId))) {
      regions.set(regionId, await this.calendar.ofRegion(tx, regionId));
    }
    const systemIds = [...new Set(campaigns.map((one) => one.journalSystemId))];
    const policies = await this.policies.ofMany(tx, systemIds);
    return {
      periodsOf: ({ regionId, schoolId }) => regions.get(regionId)?.ofSchool(schoolId) ?? [],
      policyOf: ({ journalSystemId }) => policies.get(journalSystemId) ?? DEFAULT_POLICY,
    };
  }

  /**
   * What the gates of these campaigns are judged by; they share one day. The channels of a system are looked at only for
   * campaigns that stand before `soft_launch`.
   */
  async gateFacts(
    tx: EntityManager,
    campaigns: readonly Campaign[],
    ground: Ground,
    judged: JudgedDay,
  ): Promise<ReadonlyMap<Uuid, GateFacts>> {
    const { day, today, at } = judged;
    if (campaigns.length === 0) return new Map();
    const ids = campaigns.map(({ id }) => id);
    const numbers = await this.readiness.numbersOf(tx, ids, day, at);
    const papers = await this.told.papersOf(tx, ids, day);
    const systemIds = systemsOf(campaigns, 'announced');
    const channels = await this.readiness.channelsWithoutEsia(tx, systemIds, day);
    return new Map(
      campaigns.flatMap((campaign) => {
        const counted = numbers.get(campaign.id);
        const onPaper = papers.get(campaign.id);
        if (counted === undefined || onPaper === undefined) return [];
        const facts: GateFacts = {
          ...{ campaign, day, today, periods: ground.periodsOf(campaign) },
          thresholds: ground.policyOf(campaign).gates,
          numbers: {
            ...counted,
            ...onPaper,
            channelsWithoutEsia: channels.get(campaign.journalSystemId) ?? null,
          },
        };
        return [[campaign.id, facts] as const];
      }),
    );
  }
}

function systemsOf(campaigns: readonly Campaign[], phase: CampaignPhase): readonly Uuid[] {
  return [...new Set(campaigns.filter((one) => one.phase === phase).map((one) => one.journalSystemId))];
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { isInOrder, waveBefore } from '../domain/campaign.js';
import { type CampaignPhase, phaseRank, PHASES } from '../domain/campaign-phase.js';
import type { Criterion, ReadinessNumbers } from '../domain/criterion.js';
import { gatesInto } from '../domain/gates.js';
import { CampaignsRepository } from '../store/campaigns.repository.js';
import { CampaignGround } from './campaign-ground.js';

/** How far a campaign is from its next phase and from the cut-over, as of a moment. */
export interface ReadinessOfCampaign {
  readonly campaignId: Uuid;
  readonly phase: CampaignPhase;
  readonly numbers: ReadinessNumbers;
  /** I-33: 1 − I-32 / accounts with a sign-in in the last 30 school days; null when there are none. */
  readonly readinessShare: number | null;
  /** The next phase with its entry criteria; null after `closed`. */
  readonly next: { readonly phase: CampaignPhase; readonly criteria: readonly Criterion[] } | null;
  /** The gates of the cut-over, from the announcement on until it is reached. */
  readonly cutover: readonly Criterion[];
  /** False while an earlier wave of the school has not reached the next phase. */
  readonly isInOrder: boolean;
}

/** Reads the gates of campaigns: for the administrators' pages, and before an act. */
@Injectable()
export class CampaignReadiness {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignGround) private readonly ground: CampaignGround,
  ) {}

  /** The readiness of these campaigns of one region at a moment; unknown ids are left out. */
  async of(
    tx: EntityManager,
    campaignIds: readonly Uuid[],
    at: Date,
  ): Promise<ReadonlyMap<Uuid, ReadinessOfCampaign>> {
    const asked = new Set(campaignIds);
    const groups = await this.campaigns.readGroups(tx, campaignIds, at);
    const campaigns = groups.filter(({ id }) => asked.has(id));
    const [one] = campaigns;
    if (one === undefined) return new Map();
    const today = dayIn(at, one.timeZone);
    const ground = await this.ground.of(tx, campaigns);
    const facts = await this.ground.gateFacts(tx, campaigns, ground, { day: today, today, at });
    return new Map(
      [...facts.values()].map((judged) => {
        const { campaign, numbers } = judged;
        const next = PHASES[phaseRank(campaign.phase) + 1] ?? null;
        const group = groups.filter(
          (other) =>
            other.journalSystemId === campaign.journalSystemId && other.schoolId === campaign.schoolId,
        );
        const isBetween = campaign.isAnnounced && phaseRank(campaign.phase) < phaseRank('cutover');
        return [
          campaign.id,
          {
            ...{ campaignId: campaign.id, phase: campaign.phase, numbers },
            readinessShare: numbers.signedIn === 0 ? null : 1 - numbers.atRisk / numbers.signedIn,
            next: next === null ? null : { phase: next, criteria: gatesInto(next, judged) },
            cutover: isBetween ? gatesInto('cutover', judged) : [],
            isInOrder: next === null || isInOrder(waveBefore(group, campaign.wave), next),
          },
        ];
      }),
    );
  }
}

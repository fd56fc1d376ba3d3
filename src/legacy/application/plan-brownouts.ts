import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError, type DomainErrorKind } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { SchoolScope } from '../../territory/index.js';
import type { Stretch } from '../domain/brownout.js';
import { brownoutRefusal, type BrownoutRefusal, proposedBrownouts } from '../domain/brownout-plan.js';
import type { RoleWave } from '../domain/campaign-phase.js';
import {
  type BrownoutAct,
  BrownoutsRepository,
  type BrownoutTarget,
  type TargetCampaign,
} from '../store/brownouts.repository.js';
import { type Affected, BrownoutReadings } from '../store/brownout-readings.repository.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import { BrownoutGround, type PlaceOfSchool } from './brownout-ground.js';

/** One window for each campaign of the target, and who wants it. */
export interface BrownoutOrder extends BrownoutAct {
  readonly scope: SchoolScope;
  readonly target: BrownoutTarget;
  readonly traceId: string | null;
}

/** A campaign of the target with what became of its window. */
export interface PlannedBrownout {
  readonly windowId: Uuid | null;
  readonly campaignId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  /** Null: planned, or would be. */
  readonly refusal: BrownoutRefusal | null;
}

/** What an act would come to. */
export interface BrownoutPreview {
  readonly windows: readonly (PlannedBrownout & { readonly affected: Affected })[];
  /** When the two windows that e.3 asks for could be, by the calendar of the region (of the school, if one is named). */
  readonly proposed: readonly Stretch[];
}

/** Whether the caller or the state of things has to change. */
const KINDS: Readonly<Record<BrownoutRefusal, DomainErrorKind>> = {
  PAST: 'invalid',
  TOO_LONG: 'invalid',
  PHASE: 'conflict',
  CUTOVER: 'conflict',
  CALENDAR: 'conflict',
  LESSONS: 'conflict',
  OVERLAPS: 'conflict',
};

/** Plans brownout windows for one or many schools and waves in one act, and shows before whom it would hit (LEG-07, LEG-08). */
@Injectable()
export class PlanBrownouts {
  constructor(
    @Inject(BrownoutsRepository) private readonly brownouts: BrownoutsRepository,
    @Inject(BrownoutReadings) private readonly readings: BrownoutReadings,
    @Inject(BrownoutGround) private readonly ground: BrownoutGround,
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Plans what may be planned and names the rest with the reason.
   *
   * @throws DomainError NOT_FOUND when the target has no campaign within reach; BROWNOUT_* when none may have the window
   */
  async execute(tx: EntityManager, order: BrownoutOrder): Promise<readonly PlannedBrownout[]> {
    const campaigns = await this.target(tx, order, true);
    const judged = await this.judge(tx, order, campaigns);
    const allowed = judged.filter(({ refusal }) => refusal === null);
    if (allowed.length === 0) throw refusalOf(judged);
    const made = await this.brownouts.plan(
      tx,
      allowed.map(({ campaign }) => campaign),
      order,
    );
    await this.record(tx, order, made.length);
    const ids = new Map(made.map(({ id, campaignId }) => [campaignId, id]));
    return judged.map((one) => ({ ...present(one), windowId: ids.get(one.campaign.id) ?? null }));
  }

  /** The same without a lock and without a trace: who would be refused, and what cannot be. */
  async preview(tx: EntityManager, order: BrownoutOrder): Promise<BrownoutPreview> {
    const campaigns = await this.target(tx, order, false);
    const judged = await this.judge(tx, order, campaigns);
    const ids = campaigns.map(({ id }) => id);
    const affected = await this.readings.affected(tx, ids, order.share, order.startsAt);
    const place = await this.ground.ofRegion(tx, order.scope.regionId);
    return {
      windows: judged.map((one) => ({
        ...present(one),
        affected: affected.get(one.campaign.id) ?? { accounts: 0, linked: 0, usedPassword: 0 },
      })),
      proposed: proposedBrownouts(placeOfAll(campaigns, place), order.plannedAt),
    };
  }

  private async target(
    tx: EntityManager,
    order: BrownoutOrder,
    lock: boolean,
  ): Promise<readonly TargetCampaign[]> {
    const { schoolIds } = order.target;
    const campaigns = await this.brownouts.campaigns(tx, order.scope, order.target, lock);
    const found = new Set(campaigns.map(({ schoolId }) => schoolId));
    if (campaigns.length === 0 || schoolIds?.some((id) => !found.has(id)) === true) {
      throw new DomainError('NOT_FOUND', 'not_found');
    }
    return campaigns;
  }

  private async judge(
    tx: EntityManager,
    order: BrownoutOrder,
    campaigns: readonly TargetCampaign[],
  ): Promise<readonly Judged[]> {
    const policy = await this.policies.of(tx, order.target.journalSystemId);
    const place = await this.ground.ofRegion(tx, order.scope.regionId);
    const open = await this.brownouts.open(
      tx,
      campaigns.map(({ id }) => id),
    );
    const others = Map.groupBy(open, ({ campaignId }) => campaignId);
    const window = { from: order.startsAt, until: order.endsAt };
    return campaigns.map((campaign) => {
      const facts = {
        ...{ ...place(campaign.schoolId), phase: campaign.phase, cutoverOn: campaign.cutoverOn },
        ...{ longestHours: policy.brownoutHours, others: others.get(campaign.id) ?? [] },
      };
      return { campaign, refusal: brownoutRefusal(window, facts, order.plannedAt) };
    });
  }

  private record(tx: EntityManager, order: BrownoutOrder, windows: number): Promise<void> {
    const { scope, target, startsAt, endsAt, share } = order;
    return this.audit.record(tx, {
      ...{ regionId: scope.regionId, at: order.plannedAt, action: 'brownouts.planned', reason: order.reason },
      actor: { kind: 'administrator', id: order.plannedBy },
      subject: { kind: 'brownout_act', id: order.actId },
      facts: {
        windows,
        startsAt,
        endsAt,
        share,
        journalSystemId: target.journalSystemId,
        waves: target.waves,
      },
      traceId: order.traceId ?? undefined,
    });
  }
}

interface Judged {
  readonly campaign: TargetCampaign;
  readonly refusal: BrownoutRefusal | null;
}

function present({ campaign, refusal }: Judged): PlannedBrownout {
  const { id, schoolId, wave } = campaign;
  return { windowId: null, campaignId: id, schoolId, wave, refusal };
}

/** The one reason, where all campaigns have the same; else that they differ. */
function refusalOf(judged: readonly Judged[]): DomainError {
  const reasons = new Set(judged.flatMap(({ refusal }) => refusal ?? []));
  const [only] = reasons;
  if (only === undefined || reasons.size > 1) {
    return new DomainError('BROWNOUT_NOTHING_PLANNED', 'conflict', { reasons: [...reasons].sort() });
  }
  return new DomainError(`BROWNOUT_${only}`, KINDS[only]);
}

/** The calendar that the proposals look at: of the school when there is one only, else of a school without days of its own. */
function placeOfAll(campaigns: readonly TargetCampaign[], place: PlaceOfSchool) {
  const [first, ...rest] = new Set(campaigns.map(({ schoolId }) => schoolId));
  return place(first !== undefined && rest.length === 0 ? first : null);
}

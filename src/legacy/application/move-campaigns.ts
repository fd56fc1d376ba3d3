import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import { type CalendarDate, dayIn } from '../../kernel/calendar-date.js';
import { DomainError, type DomainErrorKind, type DomainFacts } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Campaign } from '../domain/campaign.js';
import type { CampaignEvent, CampaignOrder } from '../domain/campaign-moves.js';
import type { CampaignPhase, RoleWave } from '../domain/campaign-phase.js';
import type { Criterion } from '../domain/criterion.js';
import { gatesInto } from '../domain/gates.js';
import { type ActPlan, planAct, type PlannedStep } from '../domain/plan-act.js';
import { CampaignsRepository } from '../store/campaigns.repository.js';
import { CampaignGround } from './campaign-ground.js';
import { RecordCampaignSteps } from './record-campaign-steps.js';

/** One act of a person upon campaigns; several calls of one act share `actId`. */
export interface CampaignAct {
  readonly campaignIds: readonly Uuid[];
  readonly order: CampaignOrder;
  readonly reason: string;
  readonly actor: AuditActor;
  readonly at: Date;
  readonly actId: Uuid;
  /** What the caller has seen (If-Match), by campaign; another revision is PRECONDITION_FAILED. */
  readonly revisions?: ReadonlyMap<Uuid, number>;
}

/** A campaign that the act moves, or would move. `event` is `carried_along` for later waves that the act did not name. */
export interface CampaignStep {
  readonly campaignId: Uuid;
  readonly regionId: Uuid;
  readonly journalSystemId: Uuid;
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
  readonly event: CampaignEvent;
  readonly from: CampaignPhase;
  readonly to: CampaignPhase;
  readonly fromDate: CalendarDate | null;
  readonly toDate: CalendarDate | null;
  /** After the move. */
  readonly revision: number;
}

/** A campaign of the act that the rules do not let move; code, kind and facts are those of a DomainError. */
export interface RefusedCampaign {
  readonly campaignId: Uuid;
  readonly code: string;
  readonly kind: DomainErrorKind;
  readonly facts: DomainFacts;
}

export interface CampaignOutcome {
  readonly steps: readonly CampaignStep[];
  readonly refused: readonly RefusedCampaign[];
}

/**
 * Moves campaigns by the order of a person: locks all waves of the schools concerned, decides by the machine of e.3, writes
 * campaigns, history, audit and news, takes the later waves along, and lets the credentials follow, in one transaction.
 */
@Injectable()
export class MoveCampaigns {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(CampaignGround) private readonly ground: CampaignGround,
    @Inject(RecordCampaignSteps) private readonly record: RecordCampaignSteps,
  ) {}

  /**
   * All or nothing.
   *
   * @throws DomainError of the first campaign that may not move; NOT_FOUND for an unknown id
   */
  async execute(tx: EntityManager, act: CampaignAct): Promise<readonly CampaignStep[]> {
    const plan = await this.plan(tx, act, await this.campaigns.lockGroups(tx, act.campaignIds, act.at));
    const [refused] = plan.refused;
    if (refused !== undefined) {
      const { code, kind, facts } = refused.refusal;
      throw new DomainError(code, kind, facts);
    }
    await this.write(tx, act, plan);
    return outcomeOf(plan).steps;
  }

  /** Moves those that may move and names the others: for acts upon a whole region (EC-109). */
  async executeWherePossible(tx: EntityManager, act: CampaignAct): Promise<CampaignOutcome> {
    const plan = await this.plan(tx, act, await this.campaigns.lockGroups(tx, act.campaignIds, act.at));
    await this.write(tx, act, plan);
    return outcomeOf(plan);
  }

  /** What {@link executeWherePossible} would do, without a lock and without writing: the preview. */
  async preview(tx: EntityManager, act: CampaignAct): Promise<CampaignOutcome> {
    return outcomeOf(await this.plan(tx, act, await this.campaigns.readGroups(tx, act.campaignIds, act.at)));
  }

  private async plan(tx: EntityManager, act: CampaignAct, campaigns: readonly Campaign[]): Promise<ActPlan> {
    const named = new Set(act.campaignIds);
    checkSeen(act, campaigns);
    const ground = await this.ground.of(tx, campaigns);
    const gates = await this.gatesOf(
      tx,
      act,
      campaigns.filter(({ id }) => named.has(id)),
    );
    const plans = groupsOf(campaigns).map((group) => {
      const [one] = group;
      return planAct({
        ...{ group, named, order: act.order, reason: act.reason, today: dayIn(act.at, one.timeZone) },
        ...{ periods: ground.periodsOf(one), noticeDays: ground.policyOf(one).gates.notice_days },
        gatesOf: ({ id }) => gates.get(id) ?? [],
      });
    });
    return { steps: plans.flatMap(({ steps }) => steps), refused: plans.flatMap(({ refused }) => refused) };
  }

  /** Only a start and a close are decided by gates; every other order is a person's own. */
  private async gatesOf(
    tx: EntityManager,
    { order, at }: CampaignAct,
    campaigns: readonly Campaign[],
  ): Promise<ReadonlyMap<Uuid, readonly Criterion[]>> {
    const into = order.event === 'start' ? 'preparation' : order.event === 'close' ? 'closed' : null;
    if (into === null) return new Map();
    const ground = await this.ground.of(tx, campaigns);
    const judged = new Map<Uuid, readonly Criterion[]>();
    for (const timeZone of new Set(campaigns.map((one) => one.timeZone))) {
      const today = dayIn(at, timeZone);
      const there = campaigns.filter((one) => one.timeZone === timeZone);
      const facts = await this.ground.gateFacts(tx, there, ground, { day: today, today, at });
      for (const [id, one] of facts) judged.set(id, gatesInto(into, one));
    }
    return judged;
  }

  private async write(tx: EntityManager, act: CampaignAct, { steps }: ActPlan): Promise<void> {
    const writes = steps.map(({ before, after, change }) => ({
      ...{ before, after, change, reason: act.reason, facts: { accounts: before.accounts } },
    }));
    await this.record.execute(tx, writes, act);
  }
}

function checkSeen({ campaignIds, revisions }: CampaignAct, campaigns: readonly Campaign[]): void {
  const found = new Map(campaigns.map((one) => [one.id, one.revision]));
  for (const id of campaignIds) {
    const revision = found.get(id);
    if (revision === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    const seen = revisions?.get(id);
    if (seen !== undefined && seen !== revision)
      throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
  }
}

/** The waves of each journal system and school, never empty. */
function groupsOf(campaigns: readonly Campaign[]): readonly (readonly [Campaign, ...Campaign[]])[] {
  const groups = new Map<string, [Campaign, ...Campaign[]]>();
  for (const one of campaigns) {
    const key = `${one.journalSystemId} ${one.schoolId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function outcomeOf({ steps, refused }: ActPlan): CampaignOutcome {
  return {
    steps: steps.map(stepOf),
    refused: refused.map(({ campaign, refusal }) => ({ campaignId: campaign.id, ...refusal })),
  };
}

function stepOf({ before, after, change }: PlannedStep): CampaignStep {
  return {
    ...{ campaignId: after.id, regionId: after.regionId, journalSystemId: after.journalSystemId },
    ...{
      schoolId: after.schoolId,
      wave: after.wave,
      event: change.event,
      from: before.phase,
      to: after.phase,
    },
    ...{ fromDate: before.cutoverOn, toDate: after.cutoverOn, revision: after.revision },
  };
}

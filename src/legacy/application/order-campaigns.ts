import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import type { CampaignOrder } from '../domain/campaign-moves.js';
import { type RoleWave, WAVES } from '../domain/campaign-phase.js';
import { CampaignActs } from '../store/campaign-acts.repository.js';
import { CampaignSchedules } from '../store/campaign-schedules.repository.js';
import type { SelectedCampaign } from '../store/selected-campaigns.repository.js';
import type { AdministratorsAct } from './administrators-act.js';
import { type CampaignSelection, SelectCampaigns } from './campaign-selection.js';
import { type CampaignStep, MoveCampaigns, type RefusedCampaign } from './move-campaigns.js';

/** A start takes one date for all, or the region's schedule wave by wave. */
export type AdministratorsOrder =
  | Exclude<CampaignOrder, { event: 'start' }>
  | { readonly event: 'start'; readonly date: CalendarDate | null; readonly overridesCalendar: boolean };

/** What an administrator orders upon many campaigns. */
export interface ManyOrdered {
  readonly selection: CampaignSelection;
  readonly order: AdministratorsOrder;
  readonly reason: string;
}

/** What an administrator orders upon one campaign; `revision` is the one they have seen. */
export interface OneOrdered {
  readonly campaignId: Uuid;
  readonly revision: number;
  readonly order: AdministratorsOrder;
  readonly reason: string;
}

/** A campaign of the act that did not move: by its own rule, or because another of its school may not. */
export interface HeldCampaign extends RefusedCampaign {
  readonly schoolId: Uuid;
  readonly wave: RoleWave;
}

/** The answer to an act. */
export interface ActAnswer {
  readonly actId: Uuid;
  readonly steps: readonly CampaignStep[];
  readonly held: readonly HeldCampaign[];
}

interface Moved {
  readonly steps: CampaignStep[];
  readonly refused: RefusedCampaign[];
}

/** One date for some of the selected campaigns. */
interface Group {
  readonly order: CampaignOrder;
  readonly campaigns: readonly SelectedCampaign[];
}

/** Carries out an administrator's order upon many campaigns, in one act with one author and reason (EC-109). */
@Injectable()
export class OrderCampaigns {
  constructor(
    @Inject(SelectCampaigns) private readonly select: SelectCampaigns,
    @Inject(MoveCampaigns) private readonly moves: MoveCampaigns,
    @Inject(CampaignActs) private readonly acts: CampaignActs,
    @Inject(CampaignSchedules) private readonly schedules: CampaignSchedules,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * All or nothing at each school; a postponement of a set moves what may move, campaign by campaign, since a wave that can
   * no longer go back must not hold the others on their date.
   *
   * @throws DomainError NOT_FOUND for what is not within reach; NO_CAMPAIGNS when the selection is empty; CONFLICT when
   * campaigns moved meanwhile
   */
  async execute(tx: EntityManager, act: AdministratorsAct, ordered: ManyOrdered): Promise<ActAnswer> {
    const actId = newUuid();
    const { order, reason } = ordered;
    const { reach, administratorId: authorId, now: at } = act;
    await this.acts.add(tx, {
      id: actId,
      regionId: reach.regionId,
      event: order.event,
      reason,
      authorId,
      at,
    });
    const answer = await this.carryOut(tx, act, ordered, actId);
    await this.audit.record(tx, {
      ...{ regionId: act.reach.regionId, at: act.now, actor: act.actor, action: 'campaigns.ordered', reason },
      ...{ subject: { kind: 'campaign_act', id: actId }, traceId: act.traceId ?? undefined },
      facts: { event: order.event, moved: answer.steps.length, held: answer.held.length },
    });
    return answer;
  }

  /**
   * One campaign, as the administrator has seen it.
   *
   * @throws DomainError NOT_FOUND; PRECONDITION_FAILED when it has changed since; what forbids the move
   */
  async one(
    tx: EntityManager,
    act: AdministratorsAct,
    { campaignId, revision, order, reason }: OneOrdered,
  ): Promise<readonly CampaignStep[]> {
    const selection = {
      campaignIds: [campaignId],
      schoolIds: null,
      municipalityId: null,
      systemId: null,
      waves: null,
    };
    const selected = await this.select.execute(tx, act, selection, order.event);
    const [group] = await this.groupsOf(tx, selected, order);
    if (group === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    return this.moves.execute(tx, {
      ...{ campaignIds: [campaignId], order: group.order, reason, actor: act.actor, at: act.now },
      ...{ actId: newUuid(), revisions: new Map([[campaignId, revision]]) },
    });
  }

  /** Without the record of the act: for the preview, which takes everything back. */
  async carryOut(
    tx: EntityManager,
    act: AdministratorsAct,
    { selection, order, reason }: ManyOrdered,
    actId: Uuid,
  ): Promise<ActAnswer> {
    const selected = await this.select.execute(tx, act, selection, order.event);
    if (selected.length === 0) throw new DomainError('NO_CAMPAIGNS', 'invalid');
    const groups = await this.groupsOf(tx, selected, order);
    const move = async (those: readonly SelectedCampaign[]): Promise<Moved> => {
      const moved: Moved = { steps: [], refused: [] };
      const going = new Set(those);
      for (const group of groups) {
        const campaignIds = group.campaigns.filter((one) => going.has(one)).map(({ id }) => id);
        if (campaignIds.length === 0) continue;
        const asked = { campaignIds, order: group.order, reason, actor: act.actor, at: act.now, actId };
        const { steps, refused } = await this.moves.executeWherePossible(tx, asked);
        moved.steps.push(...steps);
        const goes = new Set(steps.map(({ campaignId }) => campaignId));
        // Who may not go alone may still have gone along with an earlier wave.
        moved.refused.push(...refused.filter(({ campaignId }) => !goes.has(campaignId)));
      }
      return moved;
    };
    const isPartial = order.event === 'postpone' && selection.campaignIds === null;
    const { steps, refused } = isPartial ? await move(selected) : await wholeSchools(tx, selected, move);
    return { actId, steps, held: refused.map((one) => placed(one, selected)) };
  }

  private async groupsOf(
    tx: EntityManager,
    selected: readonly SelectedCampaign[],
    order: AdministratorsOrder,
  ): Promise<readonly Group[]> {
    if (order.event !== 'start') return [{ order, campaigns: selected }];
    const groups: Group[] = [];
    for (const systemId of new Set(selected.map((one) => one.systemId))) {
      const scheduled = order.date === null ? await this.schedules.of(tx, systemId) : null;
      for (const wave of WAVES) {
        const campaigns = selected.filter((one) => one.systemId === systemId && one.wave === wave);
        if (campaigns.length === 0) continue;
        const date = order.date ?? scheduled?.get(wave);
        if (date === undefined) throw new DomainError('CAMPAIGN_SCHEDULE_MISSING', 'conflict', { wave });
        groups.push({ order: { ...order, date }, campaigns });
      }
    }
    return groups;
  }
}

/**
 * All or nothing at each school: the move is tried, taken back when somebody may not go, and repeated without the schools of
 * those. A wave is judged beside the wave before it as that one has just moved, so nothing less than the move tells.
 */
async function wholeSchools(
  tx: EntityManager,
  selected: readonly SelectedCampaign[],
  move: (those: readonly SelectedCampaign[]) => Promise<Moved>,
): Promise<Moved> {
  await tx.query('SAVEPOINT before_schools');
  const tried = await move(selected);
  if (tried.refused.length === 0) return tried;
  await tx.query('ROLLBACK TO SAVEPOINT before_schools');
  const why = new Map(tried.refused.map((one) => [one.campaignId, one]));
  const heldSchools = new Set(selected.filter(({ id }) => why.has(id)).map(({ schoolId }) => schoolId));
  const held = selected
    .filter(({ schoolId }) => heldSchools.has(schoolId))
    .map(
      ({ id }) =>
        why.get(id) ?? { campaignId: id, kind: 'conflict' as const, code: 'CAMPAIGN_SCHOOL_HELD', facts: {} },
    );
  const { steps, refused } = await move(selected.filter(({ schoolId }) => !heldSchools.has(schoolId)));
  if (refused.length > 0) throw new DomainError('CONFLICT', 'conflict');
  return { steps, refused: held };
}

function placed(refused: RefusedCampaign, selected: readonly SelectedCampaign[]): HeldCampaign {
  const campaign = selected.find(({ id }) => id === refused.campaignId);
  if (campaign === undefined) throw new Error('a campaign was refused that the act did not name');
  return { ...refused, schoolId: campaign.schoolId, wave: campaign.wave };
}

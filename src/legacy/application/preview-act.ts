import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newUuid, type Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CampaignPeople, type CountsOfSchool } from '../store/campaign-people.repository.js';
import type { CampaignPhase } from '../domain/campaign-phase.js';
import type { Criterion } from '../domain/criterion.js';
import type { AdministratorsAct } from './administrators-act.js';
import { CampaignReadiness, type ReadinessOfCampaign } from './campaign-readiness.js';
import { SelectCampaigns } from './campaign-selection.js';
import type { CampaignStep } from './move-campaigns.js';
import { type HeldCampaign, type ManyOrdered, OrderCampaigns } from './order-campaigns.js';

/** Who an act would concern: nothing of it is written. */
export interface ActPreview {
  readonly steps: readonly CampaignStep[];
  readonly held: readonly HeldCampaign[];
  /** All schools together, then school by school; `before` and `after` count the same accounts. */
  readonly people: readonly CountedTwice[];
  /** Gates of the next phase and of the cut-over that these campaigns would miss today. */
  readonly failing: readonly FailingGate[];
}

export interface CountedTwice {
  readonly before: CountsOfSchool;
  readonly after: CountsOfSchool;
}

export interface FailingGate {
  readonly campaignId: Uuid;
  readonly phase: CampaignPhase;
  readonly criterion: Criterion;
}
/** Carries the result out of a transaction that is taken back. */
class TakenBack extends Error {
  constructor(readonly preview: ActPreview) {
    super('the preview is taken back');
  }
}

/**
 * Shows an act beforehand by doing it, counting before and after, and taking it back: the preview cannot differ from the
 * act, whatever rules the act meets on its way.
 */
@Injectable()
export class PreviewAct {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(SelectCampaigns) private readonly select: SelectCampaigns,
    @Inject(OrderCampaigns) private readonly orders: OrderCampaigns,
    @Inject(CampaignReadiness) private readonly readiness: CampaignReadiness,
    @Inject(CampaignPeople) private readonly people: CampaignPeople,
  ) {}

  /** @throws DomainError as the act itself would */
  async execute(act: AdministratorsAct, ordered: ManyOrdered): Promise<ActPreview> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        throw new TakenBack(await this.tryOut(tx, act, ordered));
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.preview;
      throw error;
    }
  }

  private async tryOut(tx: EntityManager, act: AdministratorsAct, ordered: ManyOrdered): Promise<ActPreview> {
    // A start lays campaigns: they must outlive the taking back, for the same accounts are counted before the act.
    await this.select.execute(tx, act, ordered.selection, ordered.order.event);
    await tx.query('SAVEPOINT before_act');
    const { steps, held } = await this.orders.carryOut(tx, act, ordered, newUuid());
    const campaignIds = steps.map(({ campaignId }) => campaignId);
    const after = await this.people.counts(tx, campaignIds, act);
    const readiness = await this.readiness.of(tx, campaignIds, act.now);
    await tx.query('ROLLBACK TO SAVEPOINT before_act');
    const before = await this.people.counts(tx, campaignIds, act);
    return { steps, held, people: pair(before, after), failing: [...readiness.values()].flatMap(failingOf) };
  }
}

function pair(before: readonly CountsOfSchool[], after: readonly CountsOfSchool[]): ActPreview['people'] {
  const bySchool = new Map<Uuid | null, CountsOfSchool>(before.map((one) => [one.schoolId, one]));
  return after.map((one) => ({ before: bySchool.get(one.schoolId) ?? one, after: one }));
}

/** A gate of the cut-over is named once, also where the cut-over is the next phase. */
function failingOf({ campaignId, next, cutover }: ReadinessOfCampaign): FailingGate[] {
  const coming = next === null ? [] : next.criteria.map((criterion) => ({ phase: next.phase, criterion }));
  const last =
    next?.phase === 'cutover' ? [] : cutover.map((criterion) => ({ phase: 'cutover' as const, criterion }));
  return [...coming, ...last]
    .filter(({ criterion }) => !criterion.passed)
    .map((one) => ({ campaignId, ...one }));
}

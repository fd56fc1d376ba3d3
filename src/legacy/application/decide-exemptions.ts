import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { PeopleForReview } from '../../roster/index.js';
import { firstAllowed } from '../domain/calendar.js';
import { DEFAULT_POLICY } from '../domain/campaign-policy.js';
import {
  type DecidingOffice,
  endAfterRefusal,
  mayGrant,
  mayRevoke,
  nextExemptionState,
  nextReview,
} from '../domain/exemption.js';
import { Calendar } from '../store/calendar.repository.js';
import { CampaignPolicies } from '../store/campaign-policies.repository.js';
import {
  type Exemption,
  type ExemptionChange,
  ExemptionsRepository,
} from '../store/exemptions.repository.js';
import { ExemptionRecords, type ExemptionStep } from './exemption-records.js';
import { type OverlayAct, refuseConflict, refuseStale } from './overlay-act.js';

/** What somebody decides about a request, or about the renewal that an exemption asks for. */
export interface ExemptionDecision {
  readonly id: Uuid;
  /** The revision that the caller has seen; null when they did not say. */
  readonly revision: number | null;
  readonly office: DecidingOffice;
  readonly reason: string;
}

/** Those who may decide about requests, renewals and the early end of exemptions (LEG-09, e.5). */
@Injectable()
export class DecideExemptions {
  constructor(
    @Inject(ExemptionsRepository) private readonly exemptions: ExemptionsRepository,
    @Inject(Calendar) private readonly calendar: Calendar,
    @Inject(CampaignPolicies) private readonly policies: CampaignPolicies,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
    @Inject(ExemptionRecords) private readonly records: ExemptionRecords,
  ) {}

  /**
   * Grants. A principal whose quota is used up passes the request on to the campaign manager by it: the exemption comes back
   * still `requested`, with `escalatedAt`.
   *
   * @throws DomainError NOT_FOUND, PRECONDITION_REQUIRED, PRECONDITION_FAILED, CONFLICT_OF_INTEREST, EXEMPTION_STATE_WRONG,
   * EXEMPTION_BY_MANAGER, EXEMPTION_TERM_OVER
   */
  async approve(tx: EntityManager, decision: ExemptionDecision, act: OverlayAct): Promise<Exemption> {
    const one = await this.open(tx, decision, act);
    if (one.state !== 'requested') return this.grantRenewal(tx, one, decision, act);
    if (decision.office === 'principal' && (await this.isQuotaUsed(tx, one, act))) {
      const passed = await this.exemptions.change(tx, one.id, { escalatedAt: act.now });
      await this.records.tell(tx, [{ one: passed, event: 'escalated', reason: 'quota' }], act);
      await this.records.answered(tx, ['EXEMPTION_REQUESTED'], one.id, act);
      await this.records.ask(tx, 'EXEMPTION_REQUESTED', [passed], 'campaign_manager', act.now);
      return passed;
    }
    const endsOn = firstAllowed(one.endsOn, await this.calendar.ofSchool(tx, one.schoolId));
    if (endsOn <= act.today)
      throw new DomainError('EXEMPTION_TERM_OVER', 'conflict', { ends_on: one.endsOn });
    const hasBegun = one.startsOn <= act.today;
    const looksFrom = hasBegun ? act.today : one.startsOn;
    const change: ExemptionChange = {
      ...{ state: hasBegun ? 'active' : 'approved', endsOn, decision: decisionOf(decision, act) },
      reviewDueOn: one.ground === 'no_documents' ? nextReview(looksFrom) : null,
    };
    return this.settle(tx, one, change, { event: 'approved', reason: decision.reason }, act);
  }

  /** Refuses; a refused renewal leaves the old end, see `endAfterRefusal`. Throws as {@link approve}. */
  async reject(tx: EntityManager, decision: ExemptionDecision, act: OverlayAct): Promise<Exemption> {
    const one = await this.open(tx, decision, act);
    const decided = decisionOf(decision, act);
    if (one.state === 'requested') {
      const change: ExemptionChange = { state: 'rejected', decision: decided };
      return this.settle(tx, one, change, { event: 'rejected', reason: decision.reason }, act);
    }
    const endsOn = endAfterRefusal(one.endsOn, act.today, await this.calendar.ofSchool(tx, one.schoolId));
    const isOver = endsOn <= act.today;
    const change: ExemptionChange = {
      ...{ endsOn, renewal: null, escalatedAt: null, laterReason: decision.reason },
      ...(isOver ? { state: 'expired', endedAt: act.now } : {}),
    };
    return this.settle(tx, one, change, { event: 'renewal_refused', reason: decision.reason }, act);
  }

  /**
   * Ends one before its date, at once.
   *
   * @throws DomainError NOT_FOUND, PRECONDITION_REQUIRED, PRECONDITION_FAILED, CONFLICT_OF_INTEREST, EXEMPTION_STATE_WRONG,
   * EXEMPTION_LEGAL
   */
  async revoke(tx: EntityManager, decision: ExemptionDecision, act: OverlayAct): Promise<Exemption> {
    const one = await this.lock(tx, decision, act);
    if (!mayRevoke(decision.office, one.scope)) throw new DomainError('EXEMPTION_LEGAL', 'forbidden');
    if (nextExemptionState(one.state, 'revoke') === null) throw wrongState(one);
    const change: ExemptionChange = {
      ...{ state: 'revoked', endedAt: act.now, renewal: null, laterReason: decision.reason },
    };
    return this.settle(tx, one, change, { event: 'revoked', reason: decision.reason }, act);
  }

  /**
   * EC-060: the school has looked whether the child still has no documents; the next look is three months on.
   *
   * @throws DomainError NOT_FOUND, PRECONDITION_REQUIRED, PRECONDITION_FAILED, CONFLICT_OF_INTEREST, EXEMPTION_STATE_WRONG
   */
  async confirmNeed(
    tx: EntityManager,
    review: Omit<ExemptionDecision, 'office'>,
    act: OverlayAct,
  ): Promise<Exemption> {
    const one = await this.lock(tx, review, act);
    if (one.state !== 'active' || one.reviewDueOn === null) throw wrongState(one);
    const change: ExemptionChange = { reviewDueOn: nextReview(act.today) };
    const reviewed = await this.exemptions.change(tx, one.id, change);
    await this.records.tell(tx, [{ one: reviewed, event: 'reviewed', reason: review.reason }], act);
    await this.records.answered(tx, ['EXEMPTION_REVIEW_DUE'], one.id, act);
    return reviewed;
  }

  private async grantRenewal(
    tx: EntityManager,
    one: Exemption,
    decision: ExemptionDecision,
    act: OverlayAct,
  ): Promise<Exemption> {
    const until = one.renewalUntil ?? one.endsOn;
    const endsOn = firstAllowed(until, await this.calendar.ofSchool(tx, one.schoolId));
    if (endsOn <= act.today) throw new DomainError('EXEMPTION_TERM_OVER', 'conflict', { ends_on: until });
    // The first grant stays as it was: a quota counts whom a principal let in, and I-40 since when it holds.
    const change: ExemptionChange = {
      ...{ endsOn, renewal: null, escalatedAt: null, laterReason: decision.reason },
    };
    return this.settle(tx, one, change, { event: 'renewed', reason: decision.reason }, act);
  }

  /** The exemption that waits for a decision which this office may take. */
  private async open(tx: EntityManager, decision: ExemptionDecision, act: OverlayAct): Promise<Exemption> {
    const one = await this.lock(tx, decision, act);
    const asksRenewal = one.renewalUntil !== null && nextExemptionState(one.state, 'revoke') !== null;
    if (one.state !== 'requested' && !asksRenewal) throw wrongState(one);
    if (!mayGrant(decision.office, { scope: one.scope, isEscalated: one.escalatedAt !== null })) {
      throw new DomainError('EXEMPTION_BY_MANAGER', 'forbidden');
    }
    return one;
  }

  private async lock(
    tx: EntityManager,
    { id, revision }: Pick<ExemptionDecision, 'id' | 'revision'>,
    act: OverlayAct,
  ): Promise<Exemption> {
    const one = await this.exemptions.lock(tx, act.reach, id);
    if (one === null) throw new DomainError('NOT_FOUND', 'not_found');
    refuseStale(one.revision, revision);
    await refuseConflict(tx, this.people, act, one.personId === null ? [] : [one.personId]);
    return one;
  }

  private async settle(
    tx: EntityManager,
    { id }: Exemption,
    change: ExemptionChange,
    step: Omit<ExemptionStep, 'one'>,
    act: OverlayAct,
  ): Promise<Exemption> {
    const one = await this.exemptions.change(tx, id, change);
    await this.records.tell(tx, [{ one, ...step }], act);
    await this.records.answered(tx, ANSWERED, id, act);
    return one;
  }

  /** The smallest quota of the journal systems of the school, against what its principal has granted. */
  private async isQuotaUsed(
    tx: EntityManager,
    { schoolId }: Exemption,
    { today }: OverlayAct,
  ): Promise<boolean> {
    await this.exemptions.lockQuota(tx, schoolId);
    const policies = await this.policies.ofMany(tx, await this.exemptions.systemsOf(tx, schoolId));
    const quotas = [...policies.values()].map(({ exemptionQuota }) => exemptionQuota);
    const quota = quotas.length === 0 ? DEFAULT_POLICY.exemptionQuota : Math.min(...quotas);
    return (await this.exemptions.countGrantedByPrincipal(tx, schoolId, today)) >= quota;
  }
}

/** Whatever is decided answers every open question about it. */
const ANSWERED = [
  'EXEMPTION_REQUESTED',
  'EXEMPTION_RENEWAL_ASKED',
  'EXEMPTION_ENDS_SOON',
  'EXEMPTION_REVIEW_DUE',
] as const;

function decisionOf({ office, reason }: ExemptionDecision, { administratorId, now }: OverlayAct) {
  return { as: office, by: administratorId, at: now, reason };
}

function wrongState({ state }: Exemption): DomainError {
  return new DomainError('EXEMPTION_STATE_WRONG', 'conflict', { state });
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { GivenEvidence } from '../domain/evidence.js';
import { planNamed, planRequestAsParent } from '../domain/plan-named.js';
import { outcome, type Plan } from '../domain/plan.js';
import type { Situation } from '../domain/plan-sign-in.js';
import { DecideLinks, type DecideLinksRequest } from './decide-links.js';
import type { LinkingResult } from './linking-result.js';
import { TellOutcomes } from './tell-outcomes.js';

/** A second evidence for one account, given by or for a person whom ESIA has verified. */
export interface EvidenceRequest extends Omit<DecideLinksRequest, 'named' | 'isNew' | 'snilsChanged'> {
  readonly accountId: Uuid;
  readonly given: GivenEvidence;
}

/**
 * Uses the evidence up by a guarded UPDATE; false when it was used, voided or has expired meanwhile. `accepted`: the plan
 * links or keeps a row; otherwise it only refuses. `ownerId` is the Person of the account in the roster now.
 */
export type Spend = (tx: EntityManager, accepted: boolean, ownerId: Uuid | null) => Promise<boolean>;

/** What a second evidence came to; null when it was worth nothing (any more). */
export type EvidenceResult = (LinkingResult & { readonly accepted: boolean }) | null;

/** Links an account that a code, a proof of the old login or the school named: the same locks, rules and writes as a sign-in. */
@Injectable()
export class LinkByEvidence {
  constructor(
    @Inject(DecideLinks) private readonly decisions: DecideLinks,
    @Inject(TellOutcomes) private readonly outcomes: TellOutcomes,
  ) {}

  /** In the transaction given. Never throws for an outcome of the rules. */
  execute(tx: EntityManager, request: EvidenceRequest, spend: Spend): Promise<EvidenceResult> {
    const { accountId, given } = request;
    return this.decide(tx, request, spend, (situation) => planNamed(situation, accountId, given));
  }

  /** EC-041: «Я родитель этого ученика». A case for the school and never a link; the evidence is used up. */
  askAsParent(tx: EntityManager, request: EvidenceRequest, spend: Spend): Promise<EvidenceResult> {
    return this.decide(tx, request, spend, (situation) => planRequestAsParent(situation, request.accountId));
  }

  private async decide(
    tx: EntityManager,
    { accountId, ...rest }: EvidenceRequest,
    spend: Spend,
    planOf: (situation: Situation) => Plan,
  ): Promise<EvidenceResult> {
    const request = { ...rest, isNew: false, snilsChanged: false, named: [accountId] };
    const wanted = request.person.level === 'P' ? unverified : planOf;
    let accepted = false;
    const decided = await this.decisions.decide(tx, request, wanted, (inner, plan, situation) => {
      accepted = isAccepted(plan);
      const owner = situation.accounts.find(({ id }) => id === accountId)?.personId ?? null;
      return spend(inner, accepted, owner);
    });
    return decided && { ...(await this.outcomes.tell(tx, request, decided)), accepted };
  }
}

/** An unverified account proves nobody's name, whatever else it brings (AUTH-06). */
function unverified(): Plan {
  const outcomes = [outcome('ESIA_NOT_VERIFIED', null)];
  return { changes: [], outcomes, otherwise: 'ESIA_NOT_VERIFIED', stopped: true };
}

/** The evidence did something for its bearer: a link, a row that waits, a request; or the account was theirs already. */
function isAccepted({ changes, outcomes }: Plan): boolean {
  return changes.some(({ kind }) => kind === 'enter' || kind === 'move') || outcomes.length === 0;
}

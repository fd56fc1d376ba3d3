import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { compare, evidenceOf, type Rule } from '../domain/evidence.js';
import type { LinkFacts } from '../domain/facts.js';
import { planApproval, planRefusal } from '../domain/plan-decision.js';
import type { Refusal } from '../domain/refusal-words.js';
import { needsTwo } from '../domain/review-state.js';
import { judgeForSchool } from '../domain/school-verdict.js';
import { LinkReadings } from '../store/link-readings.repository.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { ConflictOfInterest } from './conflict-of-interest.js';
import type { DecidedAt, Decider } from './decider.js';
import {
  carriedBy,
  chooseAccount,
  DecisionGround,
  type Ground,
  refuseByGuard,
  settleEnded,
} from './decision-ground.js';
import { personsOf } from './reject-review.js';

/** A link that waits for a second evidence, and the document that the school has seen. */
export interface Confirmation {
  readonly linkId: Uuid;
  readonly basis: string;
}

/** The school as the second evidence of R3b, R4 and R7 (e.1): it confirms a link that waits for a proof, or refuses to. */
@Injectable()
export class ConfirmBySchool {
  constructor(
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(DecisionGround) private readonly grounds: DecisionGround,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
  ) {}

  /** @throws DomainError NOT_FOUND, LINK_NOT_WAITING, CONFLICT_OF_INTEREST, DECISION_* */
  async confirm(
    tx: EntityManager,
    decider: Decider,
    { linkId, basis }: Confirmation,
    at: DecidedAt,
  ): Promise<void> {
    const { ground, link } = await this.waiting(tx, decider, linkId, at);
    const { account, candidate } = chooseAccount(ground, link.accountId, decider);
    const { situation } = ground;
    const code = link.reason ?? 'DATA_INSUFFICIENT';
    const verdict = judgeForSchool(candidate, account, situation, { code, basis });
    if (verdict.kind === 'refuse') refuseByGuard(verdict);
    // A number that differs is a contradiction, not a missing proof: its case wants two administrators.
    if (needsTwo(code, compare(situation.subject.facts, candidate))) {
      throw new DomainError('LINK_NOT_WAITING', 'conflict');
    }
    const evidence = evidenceOf(link.rule as Rule, situation.subject.facts, candidate);
    const decision = { accountId: account.id, own: link, evidence, code: 'school_confirmed', basis };
    const changes = planApproval(verdict, decision);
    const settled = settleEnded(changes, ground);
    await this.carryOut.execute(tx, { changes: [...changes, ...settled] }, carriedBy(ground, decider, at));
  }

  /** @throws DomainError NOT_FOUND, LINK_NOT_WAITING, CONFLICT_OF_INTEREST */
  async refuse(
    tx: EntityManager,
    decider: Decider,
    { linkId, reason }: { readonly linkId: Uuid; readonly reason: Refusal },
    at: DecidedAt,
  ): Promise<void> {
    const { ground, link } = await this.waiting(tx, decider, linkId, at);
    const changes = planRefusal(link, await this.readings.evidenceOf(tx, link.id), reason);
    await this.carryOut.execute(tx, { changes }, carriedBy(ground, decider, at));
  }

  private async waiting(
    tx: EntityManager,
    decider: Decider,
    linkId: Uuid,
    at: DecidedAt,
  ): Promise<{ readonly ground: Ground; readonly link: LinkFacts }> {
    const seen = await this.readings.find(tx, decider.place, linkId);
    if (seen === null) throw new DomainError('NOT_FOUND', 'not_found');
    const ground = await this.grounds.lock(tx, seen.esiaPersonId, [seen.accountId], at);
    const link = ground.situation.links.find(({ id }) => id === linkId);
    if (link?.state !== 'pending_proof') throw new DomainError('LINK_NOT_WAITING', 'conflict');
    await this.conflict.refuse(tx, decider.esiaPersonId, {
      esiaPersonIds: [link.esiaPersonId],
      personIds: personsOf(ground, [link.accountId]),
    });
    return { ground, link };
  }
}

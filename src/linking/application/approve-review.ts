import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { PeopleForReview, peopleChanged } from '../../roster/index.js';
import { compare, type Evidence, evidenceOf, type Rule } from '../domain/evidence.js';
import type { Change } from '../domain/plan.js';
import { planApproval } from '../domain/plan-decision.js';
import { resumeAfterNewNumber } from '../domain/plan-new-number.js';
import { needsTwo } from '../domain/review-state.js';
import { judgeForSchool, type SchoolVerdict } from '../domain/school-verdict.js';
import { type ReviewCase, ReviewCases } from '../store/review-cases.repository.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { ConflictOfInterest } from './conflict-of-interest.js';
import type { DecidedAt, Decider } from './decider.js';
import {
  carriedBy,
  type ChosenAccount,
  chooseAccount,
  DecisionGround,
  type Ground,
  ownLinkOf,
  refuseByGuard,
  settleEnded,
} from './decision-ground.js';
import { openCaseOf, SecondEyes } from './second-eyes.js';

/** A school's yes to one account of a case; `revision` is the one that the administrator has seen. */
export interface Approval {
  readonly reviewId: Uuid;
  /** Null when the administrator has named none. */
  readonly revision: number | null;
  readonly accountId: Uuid;
  /** Free words of the school: kept with the case only. */
  readonly reason: string;
  readonly basis: string | null;
}

/** `first_of_two`: kept, and the case waits for a second administrator. */
export type ApprovalResult = { readonly kind: 'linked' | 'first_of_two'; readonly revision: number };

interface Judged extends ChosenAccount {
  readonly review: ReviewCase;
  readonly ground: Ground;
  readonly verdict: Exclude<SchoolVerdict, { kind: 'refuse' }>;
  readonly evidence: Evidence;
}

/** Decides a case for the person: the guards G1–G4 at this moment, two administrators where a СНИЛС changes, never a relative. */
@Injectable()
export class ApproveReview {
  constructor(
    @Inject(ReviewCases) private readonly cases: ReviewCases,
    @Inject(DecisionGround) private readonly grounds: DecisionGround,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
    @Inject(SecondEyes) private readonly secondEyes: SecondEyes,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
    @Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons,
    @Inject(PeopleForReview) private readonly people: PeopleForReview,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError NOT_FOUND, REVIEW_DECIDED, PRECONDITION_*, REVIEW_ACCOUNT_*, CONFLICT_OF_INTEREST,
   * SECOND_EYES_NEEDED, DECISION_*
   */
  async execute(
    tx: EntityManager,
    decider: Decider,
    approval: Approval,
    at: DecidedAt,
  ): Promise<ApprovalResult> {
    const judged = await this.judge(tx, decider, approval, at);
    const { review, evidence, ground, candidate } = judged;
    const twice = needsTwo(review.code, compare(ground.situation.subject.facts, candidate));
    if (twice && (await this.secondEyes.isFirst(tx, review, decider, approval.accountId))) {
      const { accountId, reason } = approval;
      await this.cases.noteFirst(tx, review.id, {
        ...{ by: decider.esiaPersonId, accountId, reason, at: at.now },
      });
      await this.record(tx, judged, decider, at, 'link_review.first_approval');
      return { kind: 'first_of_two', revision: review.revision + 1 };
    }
    await this.cases.decide(tx, review.id, {
      ...{ state: 'linked', by: decider.esiaPersonId, accountId: approval.accountId },
      ...{ reason: approval.reason, at: at.now },
    });
    await this.settleNumbers(tx, judged, at);
    const own = ownLinkOf(ground, approval.accountId);
    const { accountId, basis } = approval;
    const planned = planApproval(judged.verdict, { accountId, own, evidence, code: review.code, basis });
    const more = review.code === 'OID_SNILS_CHANGED' ? await this.resumeOthers(tx, judged) : [];
    const changes = [...planned, ...more, ...writeBack(judged)];
    const settled = settleEnded(changes, ground);
    await this.carryOut.execute(tx, { changes: [...changes, ...settled] }, carriedBy(ground, decider, at));
    await this.record(tx, judged, decider, at, 'link_review.approved');
    return { kind: 'linked', revision: review.revision + 1 };
  }

  private async judge(
    tx: EntityManager,
    decider: Decider,
    approval: Approval,
    at: DecidedAt,
  ): Promise<Judged> {
    const seen = await this.cases.find(tx, decider.place, approval.reviewId);
    if (seen === null) throw new DomainError('NOT_FOUND', 'not_found');
    const asNow = seen.code === 'OID_SNILS_CHANGED';
    const named = [...seen.accountIds, approval.accountId];
    const ground = await this.grounds.lock(tx, seen.esiaPersonId, named, at, asNow);
    const review = await openCaseOf(tx, this.cases, approval);
    if (review.accountIds.length > 0 && !review.accountIds.includes(approval.accountId)) {
      throw new DomainError('REVIEW_ACCOUNT_FOREIGN', 'invalid');
    }
    const chosen = chooseAccount(ground, approval.accountId, decider);
    const { account, candidate } = chosen;
    const word = { code: review.code, basis: approval.basis };
    const verdict = judgeForSchool(candidate, account, ground.situation, word);
    const holders = ground.situation.links.filter(({ accountId }) => accountId === account.id);
    await this.conflict.refuse(tx, decider.esiaPersonId, {
      esiaPersonIds: [review.esiaPersonId, ...holders.map(({ esiaPersonId }) => esiaPersonId)],
      personIds: [candidate.id],
    });
    if (verdict.kind === 'refuse') refuseByGuard(verdict);
    const evidence = evidenceOf(review.rule as Rule, ground.situation.subject.facts, candidate);
    return { ...chosen, review, ground, verdict, evidence };
  }

  /** The roster takes over ESIA's number, and the ESIA person the one that ESIA names now. */
  private async settleNumbers(
    tx: EntityManager,
    { review, verdict, candidate, ground }: Judged,
    { now }: DecidedAt,
  ): Promise<void> {
    const { person } = ground;
    if (review.code === 'OID_SNILS_CHANGED') await this.esiaPersons.acceptNewSnils(tx, person.id);
    if (!verdict.adoptsNumber) return;
    const snils = await this.esiaPersons.snils(tx, person.id);
    if (snils === null) return;
    await this.people.adoptSnils(tx, candidate.id, snils, now);
    await this.outbox.tell(tx, peopleChanged(person.regionId, [candidate.id], now));
  }

  /** EC-089: once the new number is accepted, what rests on it elsewhere returns; where the roster says otherwise, its school decides. */
  private async resumeOthers(
    tx: EntityManager,
    { ground, review, account }: Judged,
  ): Promise<readonly Change[]> {
    const { changes, renamed } = resumeAfterNewNumber(ground.situation, {
      ...{ reviewId: review.id, accountId: account.id, personId: account.personId },
    });
    await this.cases.rename(tx, renamed, 'SNILS_MISMATCH');
    return changes;
  }

  private record(
    tx: EntityManager,
    { review, account, ground, evidence }: Judged,
    decider: Decider,
    { now, traceId }: DecidedAt,
    action: string,
  ): Promise<void> {
    return this.audit.record(tx, {
      ...{ regionId: ground.person.regionId, at: now, action, reason: review.code },
      actor: { kind: 'administrator', id: decider.esiaPersonId },
      subject: { kind: 'link_review', id: review.id },
      ...(review.schoolId === null ? {} : { schoolId: review.schoolId }),
      facts: { accountId: account.id, esiaPersonId: review.esiaPersonId, evidence },
      traceId: traceId ?? undefined,
    });
  }
}

/** ROS-13: the source must hear of a number that the roster took over, or its next file brings the old one back. */
function writeBack({ verdict, candidate, account }: Judged): readonly Change[] {
  if (!verdict.adoptsNumber) return [];
  return [
    {
      ...{ kind: 'task', code: 'SNILS_WRITE_BACK', schoolId: account.schoolIds[0] ?? null },
      ...{ personId: candidate.id, accountId: account.id, attributes: ['snils'] },
    },
  ];
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { planRefusal } from '../domain/plan-decision.js';
import { LinkReadings } from '../store/link-readings.repository.js';
import { ReviewCases } from '../store/review-cases.repository.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { ConflictOfInterest } from './conflict-of-interest.js';
import type { DecidedAt, Decider } from './decider.js';
import { carriedBy, DecisionGround, type Ground } from './decision-ground.js';
import { openCaseOf } from './second-eyes.js';

/** A school's no to a case. */
export interface Rejection {
  readonly reviewId: Uuid;
  /** Null when the administrator has named none. */
  readonly revision: number | null;
  /** Free words of the school: kept with the case only. */
  readonly reason: string;
}

/** Decides a case against the person: an open row ends as rejected, a live link as the wrong person's. One administrator does. */
@Injectable()
export class RejectReview {
  constructor(
    @Inject(ReviewCases) private readonly cases: ReviewCases,
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(DecisionGround) private readonly grounds: DecisionGround,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND, REVIEW_DECIDED, PRECONDITION_*, CONFLICT_OF_INTEREST */
  async execute(tx: EntityManager, decider: Decider, rejection: Rejection, at: DecidedAt): Promise<void> {
    const seen = await this.cases.find(tx, decider.place, rejection.reviewId);
    if (seen === null) throw new DomainError('NOT_FOUND', 'not_found');
    const ground = await this.grounds.lock(tx, seen.esiaPersonId, seen.accountIds, at);
    const review = await openCaseOf(tx, this.cases, rejection);
    await this.conflict.refuse(tx, decider.esiaPersonId, {
      esiaPersonIds: [review.esiaPersonId],
      personIds: personsOf(ground, review.accountIds),
    });
    await this.cases.decide(tx, review.id, {
      ...{ state: 'rejected', by: decider.esiaPersonId, accountId: null },
      ...{ reason: rejection.reason, at: at.now },
    });
    const link = ground.situation.links.find(({ id }) => id === review.linkId);
    if (link !== undefined) {
      const changes = planRefusal(link, await this.readings.evidenceOf(tx, link.id));
      await this.carryOut.execute(tx, { changes }, carriedBy(ground, decider, at));
    }
    await this.audit.record(tx, {
      ...{ regionId: review.regionId, at: at.now, action: 'link_review.rejected', reason: review.code },
      actor: { kind: 'administrator', id: decider.esiaPersonId },
      subject: { kind: 'link_review', id: review.id },
      ...(review.schoolId === null ? {} : { schoolId: review.schoolId }),
      facts: { esiaPersonId: review.esiaPersonId },
      traceId: at.traceId ?? undefined,
    });
  }
}

/** The people of the roster to whom these accounts belong. */
export function personsOf({ situation }: Ground, accountIds: readonly Uuid[]): readonly Uuid[] {
  return situation.accounts.filter(({ id }) => accountIds.includes(id)).map(({ personId }) => personId);
}

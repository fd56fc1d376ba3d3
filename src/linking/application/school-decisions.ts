import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn } from '../../kernel/calendar-date.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { sqlState, UnitOfWork, violatedConstraint } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { Territory } from '../../territory/index.js';
import { AppointDelegate, type AppointingScope, type DelegateOrder } from './appoint-delegate.js';
import { type Approval, type ApprovalResult, ApproveReview } from './approve-review.js';
import type { Refusal } from '../domain/refusal-words.js';
import { type Confirmation, ConfirmBySchool } from './confirm-by-school.js';
import type { DecidedAt, Decider } from './decider.js';
import { type EndBySchool, EndLink } from './end-link.js';
import { type Rejection, RejectReview } from './reject-review.js';
import { RevealAttribute, type RevealOrder } from './reveal-attribute.js';

/** The indexes by which the database has the last word on owners and on two decisions at once. */
const RACED: ReadonlySet<string | undefined> = new Set([
  'links_one_live_per_account',
  'links_one_open_per_pair',
]);

/** Every decision of administrators about links, each in one transaction of its own: the door for whoever takes them. */
@Injectable()
export class SchoolDecisions {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Territory) private readonly territory: Territory,
    @Inject(ApproveReview) private readonly approveReview: ApproveReview,
    @Inject(RejectReview) private readonly rejectReview: RejectReview,
    @Inject(RevealAttribute) private readonly revealAttribute: RevealAttribute,
    @Inject(ConfirmBySchool) private readonly bySchool: ConfirmBySchool,
    @Inject(EndLink) private readonly endLink: EndLink,
    @Inject(AppointDelegate) private readonly appointDelegate: AppointDelegate,
  ) {}

  approve(decider: Decider, approval: Approval): Promise<ApprovalResult> {
    return this.decide(decider.place.regionId, (tx, at) =>
      this.approveReview.execute(tx, decider, approval, at),
    );
  }

  reject(decider: Decider, rejection: Rejection): Promise<void> {
    return this.decide(decider.place.regionId, (tx, at) =>
      this.rejectReview.execute(tx, decider, rejection, at),
    );
  }

  reveal(decider: Decider, order: RevealOrder): Promise<string | null> {
    return this.decide(decider.place.regionId, (tx, at) =>
      this.revealAttribute.execute(tx, decider, order, at),
    );
  }

  confirmLink(decider: Decider, confirmation: Confirmation): Promise<void> {
    return this.decide(decider.place.regionId, (tx, at) =>
      this.bySchool.confirm(tx, decider, confirmation, at),
    );
  }

  refuseLink(decider: Decider, order: { readonly linkId: Uuid; readonly reason: Refusal }): Promise<void> {
    return this.decide(decider.place.regionId, (tx, at) => this.bySchool.refuse(tx, decider, order, at));
  }

  revokeLink(
    decider: Decider,
    order: { readonly linkId: Uuid; readonly reason: EndBySchool; readonly basis: string | null },
  ): Promise<void> {
    return this.decide(decider.place.regionId, (tx, at) => this.endLink.revoke(tx, decider, order, at));
  }

  lockLink(decider: Decider, linkId: Uuid): Promise<void> {
    return this.decide(decider.place.regionId, (tx, at) =>
      this.endLink.lockForSecurity(tx, decider, linkId, at),
    );
  }

  resumeLink(decider: Decider, order: { readonly linkId: Uuid; readonly basis: string }): Promise<void> {
    return this.decide(decider.place.regionId, (tx, at) => this.endLink.resume(tx, decider, order, at));
  }

  appoint(
    appointer: { readonly esiaPersonId: Uuid; readonly scope: AppointingScope },
    order: DelegateOrder,
  ): Promise<Uuid> {
    return this.decide(appointer.scope.regionId, (tx, at) =>
      this.appointDelegate.execute(tx, appointer, order, at),
    );
  }

  /** A writer that takes no locks may still be faster: then the index refuses, and the caller looks again. */
  private async decide<T>(
    regionId: Uuid,
    work: (tx: EntityManager, at: DecidedAt) => Promise<T>,
  ): Promise<T> {
    const now = this.clock.now();
    const traceId = currentRequestId() ?? null;
    try {
      return await this.unitOfWork.run(async (tx) => {
        const { timeZone } = await this.territory.region(tx, regionId);
        return work(tx, { now, today: dayIn(now, timeZone), traceId });
      });
    } catch (error) {
      if (sqlState(error) === '23505' && RACED.has(violatedConstraint(error))) {
        throw new DomainError('CONFLICT', 'conflict', {}, { cause: error });
      }
      throw error;
    }
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import type { LinkQuery, LinkStepRecord, ListedLink } from '../store/link-readings.repository.js';
import type { CaseQuery } from '../store/review-cases.repository.js';
import { ReviewTimers } from '../store/review-timers.repository.js';
import type { AppointingScope } from './appoint-delegate.js';
import type { Decider } from './decider.js';
import { type MaskedLink, type PersonCase, ReadLinks } from './read-links.js';
import { type ListedReview, ReadReviews, type ReviewSheet } from './read-reviews.js';

/** A school that has let cases pass; no person is named. */
export interface SilentSchool {
  readonly schoolId: Uuid;
  readonly shortName: string;
  readonly level: string;
  readonly count: number;
  readonly oldest: Date;
}

/** What administrators read of cases and links, masked: the door for whoever shows it. */
@Injectable()
export class SchoolReadings {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ReadReviews) private readonly reviewsOf: ReadReviews,
    @Inject(ReadLinks) private readonly linksOf: ReadLinks,
    @Inject(ReviewTimers) private readonly timers: ReviewTimers,
  ) {}

  reviews(decider: Decider, query: CaseQuery): Promise<readonly ListedReview[]> {
    return this.unitOfWork.direct((tx) => this.reviewsOf.list(tx, decider, query, this.clock.now()));
  }

  /** Null when the case lies elsewhere. The reading goes to the audit. */
  review(decider: Decider, id: Uuid): Promise<ReviewSheet | null> {
    const at = { now: this.clock.now(), traceId: currentRequestId() ?? null };
    return this.unitOfWork.run((tx) => this.reviewsOf.open(tx, decider, id, at));
  }

  links(decider: Decider, query: LinkQuery): Promise<readonly MaskedLink[]> {
    return this.unitOfWork.direct((tx) => this.linksOf.list(tx, decider, query));
  }

  /** Null when the link lies elsewhere. */
  history(
    decider: Decider,
    id: Uuid,
  ): Promise<{ readonly link: ListedLink; readonly steps: readonly LinkStepRecord[] } | null> {
    return this.unitOfWork.direct((tx) => this.linksOf.history(tx, decider, id));
  }

  /** Null when there is no such person; the caller has checked that it may be read, and records it. */
  personCase(esiaPersonId: Uuid): Promise<PersonCase | null> {
    return this.unitOfWork.direct((tx) => this.linksOf.caseOf(tx, esiaPersonId));
  }

  silentSchools(scope: AppointingScope): Promise<readonly SilentSchool[]> {
    return this.unitOfWork.direct((tx) => this.timers.silentSchools(tx, scope));
  }
}

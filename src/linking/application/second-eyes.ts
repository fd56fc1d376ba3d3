import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EsiaPersons } from '../../esia/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { compare } from '../domain/evidence.js';
import { type ReviewCase, ReviewCases } from '../store/review-cases.repository.js';
import type { Decider } from './decider.js';

/** Tells the first of two decisions from the second, and one human from two. */
@Injectable()
export class SecondEyes {
  constructor(@Inject(EsiaPersons) private readonly esiaPersons: EsiaPersons) {}

  /**
   * True when this is the first decision, or names another account than the first did: then it begins anew.
   *
   * @throws DomainError SECOND_EYES_NEEDED when the same human says the same again, under whichever oid
   */
  async isFirst(
    tx: EntityManager,
    review: ReviewCase,
    { esiaPersonId }: Decider,
    accountId: Uuid,
  ): Promise<boolean> {
    const { firstDecidedBy: first, proposedAccountId } = review;
    if (first === null || proposedAccountId !== accountId) return true;
    if (first === esiaPersonId || (await this.isOneHuman(tx, first, esiaPersonId))) {
      throw new DomainError('SECOND_EYES_NEEDED', 'forbidden');
    }
    return false;
  }

  private async isOneHuman(tx: EntityManager, a: Uuid, b: Uuid): Promise<boolean> {
    const [one, other] = [await this.esiaPersons.byId(tx, a), await this.esiaPersons.byId(tx, b)];
    return one !== null && other !== null && compare(one, other).snils === 'equal';
  }
}

/**
 * The case, locked, as the administrator has seen it.
 *
 * @throws DomainError REVIEW_DECIDED, PRECONDITION_REQUIRED, PRECONDITION_FAILED
 */
export async function openCaseOf(
  tx: EntityManager,
  cases: ReviewCases,
  { reviewId, revision }: { readonly reviewId: Uuid; readonly revision: number | null },
): Promise<ReviewCase> {
  const review = await cases.lock(tx, reviewId);
  if (review.state !== 'open') throw new DomainError('REVIEW_DECIDED', 'conflict', { state: review.state });
  if (revision === null) throw new DomainError('PRECONDITION_REQUIRED', 'precondition_required');
  if (review.revision !== revision) throw new DomainError('PRECONDITION_FAILED', 'precondition_failed');
  return review;
}

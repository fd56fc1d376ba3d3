import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { LinkFacts } from '../domain/facts.js';
import { isLive } from '../domain/link-state.js';
import type { Move } from '../domain/plan.js';
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

/** The ends of a link that an administrator may give (e.1); the others come with the roster, by a date, or from the person. */
export const ENDS_BY_SCHOOL = [
  'school_error',
  'wrong_person',
  'user_request',
  'court_order',
  'representation_ended',
  'security_incident',
] as const;

export type EndBySchool = (typeof ENDS_BY_SCHOOL)[number];

/** Ends that are somebody else's act, so the document is named. */
const NEEDS_BASIS: ReadonlySet<EndBySchool> = new Set(['court_order', 'representation_ended']);

interface Found {
  readonly ground: Ground;
  readonly link: LinkFacts;
}

/** Ends, suspends and resumes a link by hand; sessions end with it by the news that is told of each step. */
@Injectable()
export class EndLink {
  constructor(
    @Inject(LinkReadings) private readonly readings: LinkReadings,
    @Inject(DecisionGround) private readonly grounds: DecisionGround,
    @Inject(ConflictOfInterest) private readonly conflict: ConflictOfInterest,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
  ) {}

  /**
   * Ends a live link (LNK-09). As `wrong_person` the account may go to its owner at once; otherwise 24 hours pass (EC-130).
   *
   * @throws DomainError NOT_FOUND, LINK_NOT_LIVE, LINK_BASIS_NEEDED, CONFLICT_OF_INTEREST
   */
  async revoke(
    tx: EntityManager,
    decider: Decider,
    order: { readonly linkId: Uuid; readonly reason: EndBySchool; readonly basis: string | null },
    at: DecidedAt,
  ): Promise<void> {
    const { reason, basis } = order;
    const found = await this.lock(tx, decider, order.linkId, at);
    if (NEEDS_BASIS.has(reason) && basis === null) throw new DomainError('LINK_BASIS_NEEDED', 'invalid');
    if (!isLive(found.link.state)) throw new DomainError('LINK_NOT_LIVE', 'conflict');
    await this.refuseOwn(tx, decider, found);
    await this.step(tx, found, decider, at, { event: 'revoke', reason, ...(basis && { basis }) });
  }

  /**
   * Locks a link whose ESIA account may be in strange hands, on the user's word (EC-102); of a relative another one does it.
   *
   * @throws DomainError NOT_FOUND, LINK_NOT_ACTIVE, CONFLICT_OF_INTEREST
   */
  async lockForSecurity(tx: EntityManager, decider: Decider, linkId: Uuid, at: DecidedAt): Promise<void> {
    const found = await this.lock(tx, decider, linkId, at);
    if (found.link.state !== 'active') throw new DomainError('LINK_NOT_ACTIVE', 'conflict');
    await this.refuseOwn(tx, decider, found);
    await this.step(tx, found, decider, at, { event: 'suspend', reason: 'security' });
  }

  /**
   * Brings back a link that was locked for security or disputed, under the guards of this moment: the school has seen
   * the person. A difference of data is resolved by its case, a restriction by its end.
   *
   * @throws DomainError NOT_FOUND, LINK_NOT_RESUMABLE, CONFLICT_OF_INTEREST, DECISION_*
   */
  async resume(
    tx: EntityManager,
    decider: Decider,
    order: { readonly linkId: Uuid; readonly basis: string },
    at: DecidedAt,
  ): Promise<void> {
    const found = await this.lock(tx, decider, order.linkId, at);
    const { state, reason, accountId } = found.link;
    if (state !== 'suspended' || (reason !== 'security' && reason !== 'dispute')) {
      throw new DomainError('LINK_NOT_RESUMABLE', 'conflict', { state, reason });
    }
    await this.refuseOwn(tx, decider, found);
    const { account, candidate } = chooseAccount(found.ground, accountId, decider);
    const word = { code: reason, basis: order.basis };
    const verdict = judgeForSchool(candidate, account, found.ground.situation, word);
    if (verdict.kind === 'refuse') refuseByGuard(verdict);
    if (verdict.adoptsNumber) throw new DomainError('LINK_NOT_RESUMABLE', 'conflict', { state, reason });
    const { basis } = order;
    await this.step(tx, found, decider, at, { event: 'resolved', reason: 'school_confirmed', basis });
  }

  private async lock(tx: EntityManager, decider: Decider, linkId: Uuid, at: DecidedAt): Promise<Found> {
    const seen = await this.readings.find(tx, decider.place, linkId);
    if (seen === null) throw new DomainError('NOT_FOUND', 'not_found');
    const ground = await this.grounds.lock(tx, seen.esiaPersonId, [seen.accountId], at);
    const link = ground.situation.links.find(({ id }) => id === linkId);
    if (link === undefined) throw new DomainError('NOT_FOUND', 'not_found');
    return { ground, link };
  }

  private refuseOwn(tx: EntityManager, decider: Decider, { ground, link }: Found): Promise<void> {
    return this.conflict.refuse(tx, decider.esiaPersonId, {
      esiaPersonIds: [link.esiaPersonId],
      personIds: personsOf(ground, [link.accountId]),
    });
  }

  private async step(
    tx: EntityManager,
    { ground, link }: Found,
    decider: Decider,
    at: DecidedAt,
    step: Pick<Move, 'event' | 'reason' | 'basis'>,
  ): Promise<void> {
    const evidence = await this.readings.evidenceOf(tx, link.id);
    const move: Move = { kind: 'move', link, evidence, review: null, closesReview: false, ...step };
    const changes = [move, ...settleEnded([move], ground)];
    await this.carryOut.execute(tx, { changes }, carriedBy(ground, decider, at));
  }
}

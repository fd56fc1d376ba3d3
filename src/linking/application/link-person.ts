import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { outcome } from '../domain/plan.js';
import { planSignIn } from '../domain/plan-sign-in.js';
import { type DecisionRequest, DecideUnderLocks } from './decide-under-locks.js';
import type { LinkingResult } from './linking-result.js';

/** One sign-in, as the ESIA context left it; `today` is the civil day in the region. */
export type LinkPersonRequest = DecisionRequest;

/** Finds a signed-in person's accounts and links them: the one way by which a sign-in makes links. */
@Injectable()
export class LinkPerson {
  constructor(@Inject(DecideUnderLocks) private readonly decisions: DecideUnderLocks) {}

  /**
   * Looks again at what the person holds, links what R1 and R2 find under the guards G1–G4, and sends the rest to a
   * proof or to the school (c.3.1). All in the transaction given; doing it twice changes nothing more. Never throws for
   * an outcome of the rules.
   */
  async execute(tx: EntityManager, request: LinkPersonRequest): Promise<LinkingResult> {
    // An unverified account proves nobody's name: it is told nothing of the roster (AUTH-06, EC-033).
    const decided =
      request.person.level === 'P' ? null : await this.decisions.decide(tx, request, planSignIn);
    if (decided !== null) return this.decisions.tell(tx, request, decided);
    const unverified = outcome('ESIA_NOT_VERIFIED', null);
    await this.decisions.refused(tx, request, [unverified]);
    return { linked: [], outcomes: [{ ...unverified, schoolNames: [] }] };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { outcome } from '../domain/plan.js';
import { DecideLinks, type DecideLinksRequest } from './decide-links.js';
import type { LinkingResult } from './linking-result.js';
import { TellOutcomes } from './tell-outcomes.js';

/** One sign-in, as the ESIA context left it; `today` is the civil day in the region. */
export type LinkPersonRequest = DecideLinksRequest;

/** Finds a signed-in person's accounts and links them: the one way by which a sign-in makes links. */
@Injectable()
export class LinkPerson {
  constructor(
    @Inject(DecideLinks) private readonly decide: DecideLinks,
    @Inject(TellOutcomes) private readonly outcomes: TellOutcomes,
  ) {}

  /**
   * Looks again at what the person holds, links what R1 and R2 find under the guards G1–G4, and sends the rest to a
   * proof or to the school (c.3.1). All in the transaction given; doing it twice changes nothing more. Never throws for
   * an outcome of the rules.
   */
  async execute(tx: EntityManager, request: LinkPersonRequest): Promise<LinkingResult> {
    // An unverified account proves nobody's name: it is told nothing of the roster (AUTH-06, EC-033).
    if (request.person.level === 'P') {
      const unverified = outcome('ESIA_NOT_VERIFIED', null);
      await this.outcomes.refused(tx, request, [unverified]);
      return { linked: [], outcomes: [{ ...unverified, schoolNames: [] }] };
    }
    return this.outcomes.tell(tx, request, await this.decide.execute(tx, request));
  }
}

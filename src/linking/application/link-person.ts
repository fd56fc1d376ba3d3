import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { RosterAccount } from '../../roster/index.js';
import { outcome } from '../domain/plan.js';
import { ConfirmTies } from './confirm-ties.js';
import { DecideLinks, type DecideLinksRequest } from './decide-links.js';
import type { LinkedAccount, LinkingResult } from './linking-result.js';
import { TellOutcomes } from './tell-outcomes.js';

/** One sign-in, as the ESIA context left it; `today` is the civil day in the region. */
export interface LinkPersonRequest extends DecideLinksRequest {
  /** ESIA has just shown the children of the person (LNK-12). */
  readonly hasKids?: boolean;
}

/** Finds a signed-in person's accounts and links them: the one way by which a sign-in makes links. */
@Injectable()
export class LinkPerson {
  constructor(
    @Inject(DecideLinks) private readonly decide: DecideLinks,
    @Inject(TellOutcomes) private readonly outcomes: TellOutcomes,
    @Inject(ConfirmTies) private readonly confirmTies: ConfirmTies,
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
    const decided = await this.decide.execute(tx, request);
    const result = await this.outcomes.tell(tx, request, decided);
    if (request.hasKids === true) {
      const accounts = asRepresentative(result.linked, decided.gathered.accounts);
      await this.confirmTies.execute(tx, { ...request, accounts });
    }
    return result;
  }
}

/** The linked accounts of a representative, and whose they are. */
function asRepresentative(
  linked: readonly LinkedAccount[],
  accounts: readonly RosterAccount[],
): readonly { readonly id: Uuid; readonly personId: Uuid }[] {
  return accounts.flatMap(({ id, role, personId }) => {
    const isLinked = linked.some(({ accountId }) => accountId === id);
    return role === 'representative' && personId !== null && isLinked ? [{ id, personId }] : [];
  });
}

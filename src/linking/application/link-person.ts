import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import type { RosterAccount } from '../../roster/index.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import { outcome, type PlannedOutcome } from '../domain/plan.js';
import { ConfirmTies } from './confirm-ties.js';
import { DecideLinks, type DecideLinksRequest } from './decide-links.js';
import type { LinkedAccount, LinkingResult, LinkOutcome } from './linking-result.js';
import { LiveLinks } from './live-links.js';

/** One sign-in, as the ESIA context left it; `today` is the civil day in the region. */
export interface LinkPersonRequest extends DecideLinksRequest {
  /** ESIA has just shown the children of the person (LNK-12). */
  readonly hasKids?: boolean;
}

/** Refusals that leave no row: the audit is their only trace. */
const REFUSALS: ReadonlySet<LinkOutcomeCode> = new Set([
  'WRONG_PERSON_PARENT_AS_STUDENT',
  'SIBLING_ACCOUNT',
  'MINOR_CANNOT_HOLD_ROLE',
  'LINK_COOLDOWN',
  'ESIA_NOT_VERIFIED',
]);

/** Finds a signed-in person's accounts and links them: the one way by which a sign-in makes links. */
@Injectable()
export class LinkPerson {
  constructor(
    @Inject(DecideLinks) private readonly decide: DecideLinks,
    @Inject(LiveLinks) private readonly liveLinks: LiveLinks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
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
      return this.finish(tx, request, [], [outcome('ESIA_NOT_VERIFIED', null)], []);
    }
    const { plan, gathered } = await this.decide.execute(tx, request);
    const { accounts, situation } = gathered;
    const live = plan.stopped ? [] : await this.liveLinks.of(tx, request.person.id, null);
    const linked = live.filter(({ role }) => situation.acceptedRoles.has(role));
    if (request.hasKids === true)
      await this.confirmTies.execute(tx, { ...request, accounts: asRepresentative(linked, accounts) });
    const tooWeak = live
      .filter(({ role }) => !situation.acceptedRoles.has(role))
      .map(({ accountId }) => outcome('ESIA_NOT_VERIFIED', accountId));
    const outcomes = [...plan.outcomes, ...tooWeak];
    const told = outcomes.length + linked.length === 0 ? [outcome(plan.otherwise, null)] : outcomes;
    return this.finish(tx, request, linked, told, accounts);
  }

  private async finish(
    tx: EntityManager,
    request: LinkPersonRequest,
    linked: readonly LinkedAccount[],
    outcomes: readonly PlannedOutcome[],
    accounts: readonly RosterAccount[],
  ): Promise<LinkingResult> {
    const { person, now, actor, traceId } = request;
    const refusals = outcomes.filter(({ code }) => REFUSALS.has(code));
    await this.audit.recordAll(
      tx,
      refusals.map(({ code, accountId }) => ({
        regionId: person.regionId,
        at: now,
        actor,
        action: 'link.refused',
        subject: { kind: 'esia_person', id: person.id },
        reason: code,
        facts: accountId === null ? {} : { accountId },
        traceId: traceId ?? undefined,
      })),
    );
    return { linked, outcomes: outcomes.map((one) => told(one, accounts)) };
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

function told(
  { code, accountId, notBefore }: PlannedOutcome,
  accounts: readonly RosterAccount[],
): LinkOutcome {
  const account = accounts.find(({ id }) => id === accountId);
  const schoolNames = account?.schools.map(({ shortName }) => shortName) ?? [];
  return { code, accountId, schoolNames, notBefore };
}

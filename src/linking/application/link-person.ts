import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { sqlState, violatedConstraint } from '../../platform/database/unit-of-work.js';
import type { RosterAccount } from '../../roster/index.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import { outcome, type Plan, type PlannedOutcome } from '../domain/plan.js';
import { planSignIn, type Situation } from '../domain/plan-sign-in.js';
import { LinksRepository } from '../store/links.repository.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { ConfirmTies } from './confirm-ties.js';
import { GatherSituation, type Gathered, type SignInFacts } from './gather-situation.js';
import type { LinkedAccount, LinkingResult, LinkOutcome } from './linking-result.js';
import { LiveLinks } from './live-links.js';

/** One sign-in, as the ESIA context left it; `today` is the civil day in the region. */
export interface LinkPersonRequest extends SignInFacts {
  readonly actor: AuditActor;
  readonly traceId: string | null;
  /** ESIA has just shown the children of the person (LNK-12). */
  readonly hasKids?: boolean;
}

/** The indexes that give an account one owner; whoever comes second decides anew. */
const ONE_OWNER: ReadonlySet<string | undefined> = new Set([
  'links_one_live_per_account',
  'links_one_open_per_pair',
]);
const ATTEMPTS = 3;

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
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(GatherSituation) private readonly gather: GatherSituation,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
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
    await this.links.lockPerson(tx, request.person.id);
    const { plan, gathered } = await this.decideAndWrite(tx, request);
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

  /**
   * The locks make the decision final, except against a writer that takes none: then the unique index refuses, only this
   * part is undone, and the decision is made anew with the other's link in sight (EC-100).
   */
  private async decideAndWrite(
    tx: EntityManager,
    request: LinkPersonRequest,
  ): Promise<{ plan: Plan; gathered: Gathered }> {
    for (let attempt = 1; ; attempt++) {
      const gathered = await this.gather.execute(tx, request);
      const plan = planSignIn(gathered.situation);
      if (plan.changes.length === 0) return { plan, gathered };
      try {
        const waiting = await tx.transaction((inner) =>
          this.carryOut.execute(inner, plan, carriedFor(request, gathered.situation)),
        );
        return { plan: { ...plan, outcomes: [...plan.outcomes, ...waiting] }, gathered };
      } catch (error) {
        const raced = sqlState(error) === '23505' && ONE_OWNER.has(violatedConstraint(error));
        if (!raced || attempt === ATTEMPTS) throw error;
      }
    }
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

function carriedFor({ person, actor, now, traceId }: LinkPersonRequest, { accounts }: Situation) {
  const schools = new Map(accounts.map(({ id, schoolIds }) => [id, schoolIds[0] ?? null] as const));
  return {
    regionId: person.regionId,
    esiaPersonId: person.id,
    actor,
    at: now,
    traceId,
    schoolOf: (accountId: Uuid) => schools.get(accountId) ?? null,
  };
}

function told(
  { code, accountId, notBefore }: PlannedOutcome,
  accounts: readonly RosterAccount[],
): LinkOutcome {
  const account = accounts.find(({ id }) => id === accountId);
  const schoolNames = account?.schools.map(({ shortName }) => shortName) ?? [];
  return { code, accountId, schoolNames, notBefore };
}

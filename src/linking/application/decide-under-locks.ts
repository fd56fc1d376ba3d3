import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { sqlState, violatedConstraint } from '../../platform/database/unit-of-work.js';
import type { RosterAccount } from '../../roster/index.js';
import type { LinkOutcomeCode } from '../domain/outcome-codes.js';
import { outcome, type Plan, type PlannedOutcome } from '../domain/plan.js';
import type { Situation } from '../domain/plan-sign-in.js';
import { LinksRepository } from '../store/links.repository.js';
import { CarryOutPlan } from './carry-out-plan.js';
import { GatherSituation, type Gathered, type SignInFacts } from './gather-situation.js';
import type { LinkingResult, LinkOutcome } from './linking-result.js';
import { LiveLinks } from './live-links.js';

/** For whom links are decided, by whom and under which request. */
export interface DecisionRequest extends SignInFacts {
  readonly actor: AuditActor;
  readonly traceId: string | null;
}

/** A decision that was written, and what it rested on. */
export interface Decided {
  readonly plan: Plan;
  readonly gathered: Gathered;
}

/** Says whether a plan may be carried out, and uses up what it costs; asked under the locks, in the same savepoint. */
export type Allow = (tx: EntityManager, plan: Plan, situation: Situation) => Promise<boolean>;

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

/** Lock, then decide, then write: the one way by which every entry point comes to links (quality.md, security 7). */
@Injectable()
export class DecideUnderLocks {
  constructor(
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(GatherSituation) private readonly gather: GatherSituation,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
    @Inject(LiveLinks) private readonly liveLinks: LiveLinks,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * The locks make the decision final, except against a writer that takes none: then the unique index refuses, only this
   * part is undone, and the decision is made anew with the other's link in sight (EC-100). Null when `allow` said no.
   */
  async decide(
    tx: EntityManager,
    request: DecisionRequest,
    planOf: (situation: Situation) => Plan,
    allow?: Allow,
  ): Promise<Decided | null> {
    await this.links.lockPerson(tx, request.person.id);
    for (let attempt = 1; ; attempt++) {
      const gathered = await this.gather.execute(tx, request);
      const { situation } = gathered;
      const plan = planOf(situation);
      if (allow === undefined && plan.changes.length === 0) return { plan, gathered };
      try {
        const written = await tx.transaction(async (inner) => {
          if (allow !== undefined && !(await allow(inner, plan, situation))) return false;
          await this.carryOut.execute(inner, plan, carriedFor(request, situation));
          return true;
        });
        return written ? { plan, gathered } : null;
      } catch (error) {
        const raced = sqlState(error) === '23505' && ONE_OWNER.has(violatedConstraint(error));
        if (!raced || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** What the person may use now, and what is told of the rest; refusals are written to the audit. */
  async tell(
    tx: EntityManager,
    request: DecisionRequest,
    { plan, gathered }: Decided,
  ): Promise<LinkingResult> {
    const { accounts, situation } = gathered;
    const live = plan.stopped ? [] : await this.liveLinks.of(tx, request.person.id, null);
    const linked = live.filter(({ role }) => situation.acceptedRoles.has(role));
    const tooWeak = live
      .filter(({ role }) => !situation.acceptedRoles.has(role))
      .map(({ accountId }) => outcome('ESIA_NOT_VERIFIED', accountId));
    const outcomes = [...plan.outcomes, ...tooWeak];
    const told = outcomes.length + linked.length === 0 ? [outcome(plan.otherwise, null)] : outcomes;
    await this.refused(tx, request, told);
    return { linked, outcomes: told.map((one) => withSchools(one, accounts)) };
  }

  /** Writes the refusals among these outcomes to the audit. */
  async refused(
    tx: EntityManager,
    { person, now, actor, traceId }: DecisionRequest,
    outcomes: readonly PlannedOutcome[],
  ): Promise<void> {
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
  }
}

function carriedFor({ person, actor, now, traceId }: DecisionRequest, { accounts }: Situation) {
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

function withSchools(
  { code, accountId, notBefore }: PlannedOutcome,
  accounts: readonly RosterAccount[],
): LinkOutcome {
  const account = accounts.find(({ id }) => id === accountId);
  const schoolNames = account?.schools.map(({ shortName }) => shortName) ?? [];
  return { code, accountId, schoolNames, notBefore };
}

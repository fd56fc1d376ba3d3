import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { sqlState, violatedConstraint } from '../../platform/database/unit-of-work.js';
import type { Plan } from '../domain/plan.js';
import { planSignIn } from '../domain/plan-sign-in.js';
import { LinksRepository } from '../store/links.repository.js';
import { type CarriedFor, CarryOutPlan } from './carry-out-plan.js';
import { GatherSituation, type Gathered, type SignInFacts } from './gather-situation.js';

/** Whose links are decided, why, when, and who asks. */
export interface DecideLinksRequest extends SignInFacts {
  readonly actor: AuditActor;
  readonly traceId: string | null;
}

/** What was decided and written, and what the decision saw. */
export interface DecidedLinks {
  readonly plan: Plan;
  readonly gathered: Gathered;
}

/** The indexes that give an account one owner; whoever comes second decides anew. */
const ONE_OWNER: ReadonlySet<string | undefined> = new Set([
  'links_one_live_per_account',
  'links_one_open_per_pair',
]);
const ATTEMPTS = 3;

/** Decides a person's links and writes it: one way for sign-ins, changes of the roster and limits that have come (LNK-16). */
@Injectable()
export class DecideLinks {
  constructor(
    @Inject(LinksRepository) private readonly links: LinksRepository,
    @Inject(GatherSituation) private readonly gather: GatherSituation,
    @Inject(CarryOutPlan) private readonly carryOut: CarryOutPlan,
  ) {}

  /**
   * Everything under the person's lock, in the transaction given. The locks make the decision final, except against a
   * writer that takes none: then the unique index refuses, only this part is undone, and the decision is made anew with
   * the other's link in sight (EC-100).
   */
  async execute(tx: EntityManager, request: DecideLinksRequest): Promise<DecidedLinks> {
    await this.links.lockPerson(tx, request.person.id);
    for (let attempt = 1; ; attempt++) {
      const gathered = await this.gather.execute(tx, request);
      const plan = planSignIn(gathered.situation);
      if (plan.changes.length === 0) return { plan, gathered };
      try {
        const waiting = await tx.transaction((inner) =>
          this.carryOut.execute(inner, plan, carriedFor(request, gathered)),
        );
        return { plan: { ...plan, outcomes: [...plan.outcomes, ...waiting] }, gathered };
      } catch (error) {
        const raced = sqlState(error) === '23505' && ONE_OWNER.has(violatedConstraint(error));
        if (!raced || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

/** For whom the plan of a request is written; a case lies with the first school of its account. */
export function carriedFor(
  { person, actor, now, traceId }: DecideLinksRequest,
  { accounts }: Gathered,
): CarriedFor {
  const schools = new Map(
    accounts.map((account) => [account.id, account.schools.map(({ id }) => id).sort()[0] ?? null] as const),
  );
  return {
    regionId: person.regionId,
    esiaPersonId: person.id,
    actor,
    at: now,
    traceId,
    schoolOf: (accountId: Uuid) => schools.get(accountId) ?? null,
  };
}

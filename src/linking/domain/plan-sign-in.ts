import type { Surroundings } from './account-verdict.js';
import type { AccountFacts } from './facts.js';
import { type Holding, recheckHoldings, stopAfterSnilsChange } from './held-accounts.js';
import { isLive } from './link-state.js';
import { match, type MatchDecision } from './match.js';
import { planAccount } from './plan-account.js';
import { isKnownCase, NOTHING, outcome, type Part, type Plan } from './plan.js';

/** All that a decision about one sign-in rests on, read under locks. */
export interface Situation extends Surroundings {
  /** Open accounts of the people; those without a right are seen only where a link holds them. */
  readonly accounts: readonly (AccountFacts & { readonly hasRight: boolean })[];
  readonly snilsChanged: boolean;
}

/**
 * Decides everything that a sign-in does with links: looks again at what is held, finds the person in the roster by
 * R1–R8, judges each account under the guards. Signing in again in the same situation plans no change.
 */
export function planSignIn(situation: Situation): Plan {
  const { subject, reviews, esiaPersonId } = situation;
  const stopped = reviews.some(
    (review) =>
      review.esiaPersonId === esiaPersonId && review.code === 'OID_SNILS_CHANGED' && review.state === 'open',
  );
  const holdings = holdingsOf(situation);
  if (situation.snilsChanged || stopped) {
    return { ...stopAfterSnilsChange(subject, holdings, reviews), otherwise: 'OID_SNILS_CHANGED', stopped: true };
  }
  const held = recheckHoldings(subject, holdings, reviews);
  const decision = match(subject, situation.people);
  const found = planMatch(decision, situation);
  // A holding that comes back now is no longer suspended: what was to be said of it is void.
  const resumed = new Set(
    found.changes.flatMap((change) =>
      change.kind === 'move' && change.event === 'resolved' ? [change.link.accountId] : [],
    ),
  );
  const stillHeld = held.outcomes.filter(({ accountId }) => accountId === null || !resumed.has(accountId));
  return {
    changes: [...held.changes, ...found.changes],
    outcomes: [...stillHeld, ...found.outcomes],
    otherwise: decision.kind === 'certain' ? 'NOT_FOUND' : decision.code,
    stopped: false,
  };
}

function planMatch(decision: MatchDecision, situation: Situation): Part {
  switch (decision.kind) {
    case 'certain':
    case 'proposed':
    case 'doubtful':
      return join(
        situation.accounts
          .filter(({ personId, hasRight }) => hasRight && personId === decision.person.id)
          .map((account) => planAccount(decision, account, situation)),
      );
    case 'ambiguous':
      return planAmbiguous(decision, situation);
    case 'excluded':
    case 'unknown':
      return NOTHING;
  }
}

/** R5: each school gets a case with its own candidates only; whoever is linked to one of them already is no question. */
function planAmbiguous(
  { code, people, evidence }: Extract<MatchDecision, { kind: 'ambiguous' }>,
  situation: Situation,
): Part {
  const ids = new Set<string>(people.map(({ id }) => id));
  if (situation.subject.held.some(({ personId }) => personId !== null && ids.has(personId))) return NOTHING;
  const accounts = situation.accounts.filter(({ personId, hasRight }) => hasRight && ids.has(personId));
  const schools = [...new Set(accounts.flatMap(({ schoolIds }) => schoolIds))];
  const cases = (schools.length === 0 ? [null] : schools)
    .map((schoolId) => ({
      kind: 'case' as const,
      code,
      schoolId,
      rule: 'R5',
      evidence,
      accountIds: accounts
        .filter(({ schoolIds }) => schoolId === null || schoolIds.includes(schoolId))
        .map(({ id }) => id),
    }))
    .filter((wanted) => !isKnownCase(wanted, situation.reviews));
  return { changes: cases, outcomes: [outcome(code, null)] };
}

/** The live links of the subject whose account is open and belongs to a Person of the roster. */
function holdingsOf({ links, accounts, people, esiaPersonId }: Situation): readonly Holding[] {
  return links
    .filter((link) => link.esiaPersonId === esiaPersonId && isLive(link.state))
    .flatMap((link) => {
      const account = accounts.find(({ id }) => id === link.accountId);
      const person = people.find(({ id }) => id === account?.personId);
      return account === undefined || person === undefined ? [] : [{ link, account, person }];
    });
}

function join(parts: readonly Part[]): Part {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
  };
}

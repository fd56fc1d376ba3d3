import type { Surroundings } from './account-verdict.js';
import type { Uuid } from '../../kernel/ids.js';
import type { AccountFacts, Candidate } from './facts.js';
import { type Holding, recheckHoldings, stopAfterSnilsChange } from './held-accounts.js';
import { entries, isLive, isOpen, type LinkEvent } from './link-state.js';
import { match, type MatchDecision } from './match.js';
import { planAccount, waitingCode } from './plan-account.js';
import {
  type Change,
  isKnownCase,
  NOTHING,
  outcome,
  type Part,
  type Plan,
  type PlannedOutcome,
  type SettleCase,
} from './plan.js';

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
  const { subject, reviews } = situation;
  const stopped = isStopped(situation);
  const holdings = holdingsOf(situation);
  if (situation.snilsChanged || stopped) {
    return {
      ...stopAfterSnilsChange(subject, holdings, reviews),
      otherwise: 'OID_SNILS_CHANGED',
      stopped: true,
    };
  }
  const held = recheckHoldings(subject, holdings, reviews);
  const decision = match(subject, situation.people);
  const found = planMatch(decision, situation);
  const opened = openedBy(found);
  // A holding that comes back now is no longer suspended: what was to be said of it is void.
  const stillHeld = held.outcomes.filter(
    ({ accountId }) => accountId === null || !opened.includes(accountId),
  );
  const outcomes = [...stillHeld, ...found.outcomes];
  const settled =
    decision.kind === 'certain' && opened.length > 0 ? settleCases(decision.person, situation) : [];
  return {
    changes: [...held.changes, ...found.changes, ...settled],
    outcomes: [...outcomes, ...waitingElsewhere(situation, found.changes, outcomes)],
    otherwise: decision.kind === 'certain' ? 'NOT_FOUND' : decision.code,
    stopped: false,
  };
}

/** EC-089: until a school has looked at the other СНИЛС, nothing is linked and nothing opens. */
export function isStopped({ reviews, esiaPersonId }: Surroundings): boolean {
  return reviews.some(
    (review) =>
      review.esiaPersonId === esiaPersonId && review.code === 'OID_SNILS_CHANGED' && review.state === 'open',
  );
}

/** The accounts that a plan opens now. */
export function openedBy({ changes }: Part): readonly Uuid[] {
  return changes.flatMap((change) => {
    if (change.kind === 'enter') return isLive(entries[change.entry]) ? [change.accountId] : [];
    if (change.kind !== 'move') return [];
    return OPENING.has(change.event) ? [change.link.accountId] : [];
  });
}

const OPENING: ReadonlySet<LinkEvent> = new Set([
  'resolved',
  'roster_mended',
  'proof_given',
  'school_confirmed',
]);

/** Once R1 or R2 holds, the question which of several people it is has its answer at every school (e.1.1). */
export function settleCases(
  person: Candidate,
  { reviews, esiaPersonId, accounts }: Situation,
): readonly SettleCase[] {
  const theirs = accounts.filter(({ personId }) => personId === person.id).map(({ id }) => id);
  return reviews
    .filter(
      ({ linkId, state, code, esiaPersonId: owner }) =>
        linkId === null && state === 'open' && owner === esiaPersonId && QUESTIONS_OF_WHO.has(code),
    )
    .map(({ id, accountIds }) => ({
      kind: 'settle',
      reviewId: id,
      as: accountIds.some((one) => theirs.includes(one)) ? 'linked' : 'expired',
    }));
}

const QUESTIONS_OF_WHO: ReadonlySet<string> = new Set(['AMBIGUOUS', 'SNILS_DUPLICATE']);

/** Open rows that today's match says nothing of are still the answer to "why can I not sign in". */
function waitingElsewhere(
  { links, accounts, esiaPersonId }: Situation,
  changes: readonly Change[],
  said: readonly PlannedOutcome[],
): readonly PlannedOutcome[] {
  const moved = new Set(changes.flatMap((change) => (change.kind === 'move' ? [change.link.id] : [])));
  return links
    .filter((link) => link.esiaPersonId === esiaPersonId && isOpen(link.state) && !moved.has(link.id))
    .filter(({ accountId }) => accounts.some(({ id }) => id === accountId))
    .filter(({ accountId }) => !said.some((one) => one.accountId === accountId))
    .map((link) => outcome(waitingCode(link), link.accountId));
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

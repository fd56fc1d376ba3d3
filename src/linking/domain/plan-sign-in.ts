import { isAnotherPupil, type Surroundings } from './account-verdict.js';
import type { Uuid } from '../../kernel/ids.js';
import { brokenWaits } from './broken-waits.js';
import type { AccountFacts, Candidate, LinkFacts } from './facts.js';
import type { Ground } from './ground.js';
import { type Holding, mismatchMove, recheckHoldings, stopAfterSnilsChange } from './held-accounts.js';
import { entries, isLive, isOpen, nextLinkState } from './link-state.js';
import { match, type MatchDecision } from './match.js';
import { personGuard } from './person-guards.js';
import { planAccount, waitingCode } from './plan-account.js';
import {
  type Change,
  isKnownCase,
  type Move,
  NOTHING,
  outcome,
  type Part,
  type Plan,
  type PlannedOutcome,
  type SettleCase,
} from './plan.js';
import { afterChanges, renewLink } from './renew-links.js';
import { type Cause, type Formerly, unattended } from './unattended.js';

/** All that a decision about one sign-in rests on, read under locks. */
export interface Situation extends Surroundings {
  /** Open accounts of the people; those without a right are seen only where a link holds them. */
  readonly accounts: readonly (AccountFacts & { readonly hasRight: boolean })[];
  readonly snilsChanged: boolean;
  readonly cause: Cause;
  /** What stands behind each account that the subject has a link to which has not ended. */
  readonly grounds: ReadonlyMap<Uuid, { readonly ground: Ground; readonly timeZone: string }>;
  readonly formerly: Omit<Formerly, 'links'>;
}

/**
 * Decides everything that is to happen to a person's links, at a sign-in, after a change of the roster or when a limit has
 * come: what the roster and the calendar have ended, looks again at what is held, finds the person in the roster by
 * R1–R8, judges each account under the guards. Deciding again in the same situation plans no change.
 */
export function planSignIn(before: Situation): Plan {
  const renewed = renewOwn(before);
  const links = before.links.map((link) => afterChanges(link, renewed, before.now));
  const plan = planWith({ ...before, links });
  return { ...plan, changes: [...renewed, ...plan.changes] };
}

function renewOwn(situation: Situation): readonly Change[] {
  const { links, grounds, reviews, now, esiaPersonId } = situation;
  const guard = (link: LinkFacts) => guardOf(link, situation);
  return links
    .filter((link) => link.esiaPersonId === esiaPersonId)
    .flatMap((link) => {
      const stands = grounds.get(link.accountId) ?? UNKNOWN;
      return renewLink({ link, ...stands }, { guard, reviews, now });
    });
}

const UNKNOWN = { ground: { kind: 'unknown' }, timeZone: 'UTC' } as const;

/** G1, G2, G4 and the assurance for a link that opens again, and that the data still agree (invariant 4); G3 it holds itself. */
function guardOf(link: LinkFacts, situation: Situation): Move | 'ok' | 'closed' {
  const { accounts, people, subject, acceptedRoles } = situation;
  const account = accounts.find(({ id }) => id === link.accountId);
  const person = people.find(({ id }) => id === account?.personId);
  if (account === undefined || person === undefined) return 'closed';
  if (isStopped(situation) || isLocked(situation) || !acceptedRoles.has(account.role)) return 'closed';
  const mismatch = mismatchMove(link, subject, person);
  if (mismatch !== null) return mismatch;
  if (personGuard(subject, person, account.role, people) !== null) return 'closed';
  const isPupils = account.role === 'student';
  if (isPupils && (person.birthDate === null || isAnotherPupil(subject, person))) return 'closed';
  return 'ok';
}

/** EC-089: ESIA names another СНИЛС for this oid, or did and no school has looked yet. */
export function isStopped({ snilsChanged, reviews, esiaPersonId }: Situation): boolean {
  return (
    snilsChanged ||
    reviews.some(
      (review) =>
        review.esiaPersonId === esiaPersonId &&
        review.code === 'OID_SNILS_CHANGED' &&
        review.state === 'open',
    )
  );
}

function planWith(situation: Situation): Plan {
  const { subject, reviews } = situation;
  const holdings = holdingsOf(situation);
  if (isStopped(situation)) {
    return {
      ...stopAfterSnilsChange(subject, holdings, reviews),
      otherwise: 'OID_SNILS_CHANGED',
      stopped: true,
    };
  }
  const held = recheckHoldings(subject, holdings, reviews);
  const decision = match(subject, situation.people);
  const found = attended(isLocked(situation) ? locked(held) : planMatch(decision, situation), situation);
  const opened = openedBy(found);
  // A holding that comes back now is no longer suspended: what was to be said of it is void.
  const stillHeld = held.outcomes.filter(
    ({ accountId }) => accountId === null || !opened.includes(accountId),
  );
  const outcomes = [...stillHeld, ...found.outcomes];
  const broken = brokenWaits(decision, situation);
  const settled =
    decision.kind === 'certain' && opened.length > 0 ? settleCases(decision.person, situation) : [];
  return {
    changes: [...held.changes, ...found.changes, ...broken, ...settled],
    outcomes: [...outcomes, ...waitingElsewhere(situation, found.changes, outcomes)],
    otherwise: decision.kind === 'certain' ? 'NOT_FOUND' : decision.code,
    stopped: false,
  };
}

/** EC-102: while a suspension for security waits for its school, this account of ESIA opens nothing new. */
export function isLocked({ links, reviews, esiaPersonId }: Situation): boolean {
  return (
    links.some(
      (link) =>
        link.esiaPersonId === esiaPersonId && link.state === 'suspended' && link.reason === 'security',
    ) ||
    reviews.some(
      ({ esiaPersonId: owner, linkId, code, state }) =>
        owner === esiaPersonId && linkId === null && code === 'SECURITY_LOCK' && state === 'open',
    )
  );
}

/** Said once: with the accounts that are locked, or without one. */
function locked({ outcomes }: Part): Part {
  const said = outcomes.some(({ code }) => code === 'SECURITY_LOCK');
  return { changes: [], outcomes: said ? [] : [outcome('SECURITY_LOCK', null)] };
}

function attended(found: Part, { cause, accounts, links, esiaPersonId, formerly }: Situation): Part {
  if (cause === 'sign_in') return found;
  const byId = new Map(accounts.map((account) => [account.id, account] as const));
  const own = links.filter((link) => link.esiaPersonId === esiaPersonId);
  return unattended(found, byId, { ...formerly, links: own });
}

/** The accounts that a plan opens now. */
export function openedBy({ changes }: Part): readonly Uuid[] {
  return changes.flatMap((change) => {
    if (change.kind === 'enter') return isLive(entries[change.entry]) ? [change.accountId] : [];
    if (change.kind !== 'move') return [];
    return nextLinkState(change.link.state, change.event) === 'active' ? [change.link.accountId] : [];
  });
}

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

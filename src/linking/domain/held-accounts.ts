import type { Uuid } from '../../kernel/ids.js';
import { compare, type Evidence, evidenceOf, type Likeness, nameEqual, type Rule } from './evidence.js';
import type { AccountFacts, Candidate, LinkFacts, Subject } from './facts.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import {
  type Change,
  type Move,
  outcome,
  type PlannedOutcome,
  type ReviewFacts,
  suspension,
} from './plan.js';

/** An account held by a live link, and its Person. */
export interface Holding {
  readonly link: LinkFacts;
  readonly account: AccountFacts;
  readonly person: Candidate;
}

interface Checked {
  readonly changes: readonly Change[];
  readonly outcomes: readonly PlannedOutcome[];
}

/**
 * Looks again at the live links of one who signs in (invariant 4 of e.1): a valid СНИЛС or birth date that differs
 * suspends the link and opens a case (EC-025), a name that differs is a task for the school and the link stays (EC-012).
 * What is missing on a side is no difference.
 */
export function recheckHoldings(
  subject: Subject,
  holdings: readonly Holding[],
  reviews: readonly ReviewFacts[],
): Checked {
  const changes: Change[] = [];
  const outcomes: PlannedOutcome[] = [];
  for (const { link, account, person } of holdings) {
    if (link.state === 'suspended') {
      const code = suspendedCode(link, reviews);
      if (code !== null) outcomes.push(outcome(code, account.id));
      continue;
    }
    const likeness = compare(subject.facts, person);
    const move = mismatchMove(link, subject, person);
    changes.push(...(move === null ? nameTasks(likeness, account) : [move]));
    if (move?.review) outcomes.push(outcome(move.review, account.id));
  }
  return { changes, outcomes };
}

/** The step of a live link whose data differ on the two sides, with the case that it opens; null when they agree. */
export function mismatchMove(link: LinkFacts, subject: Subject, person: Candidate): Move | null {
  const mismatch = mismatchOf(compare(subject.facts, person));
  return mismatch && suspension(link, evidenceOf(mismatch.rule, subject.facts, person), mismatch.code);
}

/**
 * `OID_SNILS_CHANGED` (EC-089): ESIA names another СНИЛС for a known oid. Every live link of the oid is suspended, nothing
 * is linked, and a case tells the schools; where no link was live, one case without a link does.
 */
export function stopAfterSnilsChange(
  subject: Subject,
  holdings: readonly Holding[],
  reviews: readonly ReviewFacts[],
): Checked {
  const code = 'OID_SNILS_CHANGED';
  const told: readonly PlannedOutcome[] = [outcome(code, null)];
  const active = holdings.filter(({ link }) => link.state === 'active');
  if (active.length > 0) {
    // The stored number may agree with the roster; what disagrees is the one that ESIA names now.
    const changes = active.map(({ link, person }) =>
      suspension(link, numberDiffers(evidenceOf('R6', subject.facts, person)), code),
    );
    return { changes, outcomes: told };
  }
  // A school that has refused the new number is not asked again by every sign-in.
  if (
    reviews.some((review) => review.code === code && (review.state === 'open' || review.state === 'rejected'))
  )
    return { changes: [], outcomes: told };
  const evidence: Evidence = { rule: 'R6', equal: [], different: ['snils'], missing: [] };
  const accountIds = holdings.map(({ account }) => account.id);
  const schoolId = holdings[0]?.account.schoolIds[0] ?? null;
  return { changes: [{ kind: 'case', code, schoolId, accountIds, evidence, rule: 'R6' }], outcomes: told };
}

/** The tasks that a difference of names gives a school, one for each account, so that each school sees its own. */
export function nameTasks(likeness: Likeness, account: AccountFacts): readonly Change[] {
  const task = { kind: 'task', schoolId: account.schoolIds[0] ?? null, accountId: account.id } as const;
  const { personId } = account;
  if (!nameEqual(likeness)) {
    const attributes = (['last_name', 'first_name', 'middle_name'] as const).filter(
      (attribute) => likeness[attribute] === 'different',
    );
    return [{ ...task, code: 'NAME_DISCREPANCY', personId, attributes }];
  }
  return [];
}

/** EC-005: ESIA knows a patronymic where the roster has none. */
export function patronymicTask(
  subject: Subject,
  person: Candidate,
  account: AccountFacts,
): readonly Change[] {
  const lacking = (person.norm.middle ?? '') === '' && (subject.facts.norm.middle ?? '') !== '';
  if (!lacking) return [];
  return [
    {
      kind: 'task',
      code: 'PATRONYMIC_MISSING',
      schoolId: account.schoolIds[0] ?? null,
      accountId: account.id,
      personId: person.id,
      attributes: ['middle_name'],
    },
  ];
}

/** What a person reads at a suspended link; null for `between_schools`, where signing in is allowed. */
export function suspendedCode(link: LinkFacts, reviews: readonly ReviewFacts[]): LinkOutcomeCode | null {
  switch (link.reason) {
    case 'between_schools':
      return null;
    case 'security':
      return 'SECURITY_LOCK';
    case 'consent_withdrawn':
      return 'AWAITING_PARENT_CONSENT';
    case 'data_mismatch':
      return mismatchCodeOf(link.id, reviews);
    // `dispute` and `restriction` read alike: the neutral text tells neither from the other.
    case null:
    default:
      return 'REPRESENTATION_RESTRICTED';
  }
}

const MISMATCH_CODES: readonly LinkOutcomeCode[] = [
  'OID_SNILS_CHANGED',
  'SNILS_MISMATCH',
  'BIRTHDATE_MISMATCH',
  'NAME_DISCREPANCY',
];

function mismatchCodeOf(linkId: Uuid, reviews: readonly ReviewFacts[]): LinkOutcomeCode {
  const review = reviews.find((one) => one.linkId === linkId && one.state === 'open');
  return MISMATCH_CODES.find((code) => code === review?.code) ?? 'SNILS_MISMATCH';
}

function mismatchOf(likeness: Likeness): { rule: Rule; code: LinkOutcomeCode } | null {
  if (likeness.birth_date === 'different') return { rule: 'R3', code: 'BIRTHDATE_MISMATCH' };
  if (likeness.snils === 'different') return { rule: 'R6', code: 'SNILS_MISMATCH' };
  return null;
}

function numberDiffers(evidence: Evidence): Evidence {
  const rest = (list: Evidence['equal']) => list.filter((attribute) => attribute !== 'snils');
  return {
    ...evidence,
    equal: rest(evidence.equal),
    missing: rest(evidence.missing),
    different: ['snils', ...rest(evidence.different)],
  };
}

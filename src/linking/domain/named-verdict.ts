import {
  type AccountVerdict,
  certainVerdict,
  guardVerdict,
  holderOf,
  refuse,
  type Surroundings,
  takenVerdict,
} from './account-verdict.js';
import { compare, type GivenEvidence } from './evidence.js';
import type { AccountFacts, Candidate } from './facts.js';
import { match, type SingleMatch } from './match.js';
import { lifts, type NamedMatch } from './match-named.js';

/**
 * What is to become of an account that a second evidence named. The guards are the same as at a sign-in and come first;
 * the evidence lifts a proposal into a link, and nothing else.
 */
export function judgeNamed(
  found: NamedMatch,
  account: AccountFacts,
  around: Surroundings,
  given: GivenEvidence,
): AccountVerdict {
  const { person } = found;
  const guarded = guardVerdict({ person }, account, around);
  if (guarded !== null) return guarded;
  if (account.role === 'student' && isPupilElsewhere(person, around)) return refuse('SIBLING_ACCOUNT');
  if (found.kind === 'another') {
    return found.code === 'SHARED_ACCOUNT' ? { kind: 'share' } : refuse('SIBLING_ACCOUNT');
  }
  return ruleVerdict(found, account, around, given);
}

function ruleVerdict(
  found: SingleMatch,
  account: AccountFacts,
  around: Surroundings,
  given: GivenEvidence,
): AccountVerdict {
  const holder = holderOf(account, around);
  // LNK-17: who proves the account of another, with too little known to tell them apart, gets an account of their own.
  if (holder !== undefined && (found.kind !== 'doubtful' || found.rule === 'R9')) {
    return takenVerdict(found, account, holder, around);
  }
  switch (found.kind) {
    case 'doubtful':
      return { kind: 'review', code: found.code, event: 'evidence_contradicts' };
    case 'proposed':
      // EC-139: no evidence makes a pupil's link active before the school has entered the birth date.
      return lifts(found.rule, given) && !lacksBirthDate(found, account, around)
        ? certainVerdict(found, account, around)
        : { kind: 'propose', code: found.code };
    case 'certain':
      return certainVerdict(found, account, around);
  }
}

function lacksBirthDate({ person }: SingleMatch, { role }: AccountFacts, { subject }: Surroundings): boolean {
  return role === 'student' && compare(subject.facts, person).birth_date === 'missing';
}

/** G4 by R1 or R2: the roster itself says that the subject is another Person who is a pupil, linked or not. */
function isPupilElsewhere(person: Candidate, { subject, people }: Surroundings): boolean {
  const decision = match(subject, people);
  return decision.kind === 'certain' && decision.person.id !== person.id && decision.person.isPupil;
}

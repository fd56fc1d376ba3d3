import { ageOn } from '../../kernel/calendar-date.js';
import { cooldownEnd, isAnotherPupil, type Surroundings } from './account-verdict.js';
import { compare } from './evidence.js';
import type { AccountFacts, Candidate, LinkFacts } from './facts.js';
import { isLive } from './link-state.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import { personGuard } from './person-guards.js';

/** Why a school's word is not enough: an outcome of the guards, or what the school has to do first. */
export type SchoolRefusalCode =
  | LinkOutcomeCode
  /** R3 and G1: the roster's birth date must be mended, or entered, before. */
  | 'BIRTHDATE_NOT_MENDED'
  /** ESIA's СНИЛС stands at another Person of the roster: taking it over would make two of one. */
  | 'SNILS_OF_ANOTHER'
  /** G2's exception names the document that makes a minor of full capacity, or an employee (EC-035). */
  | 'BASIS_NEEDED';

/** What becomes of an account when the school says whose it is. `adoptsNumber`: the roster takes over ESIA's СНИЛС. */
export type SchoolVerdict =
  | { readonly kind: 'link'; readonly adoptsNumber: boolean }
  /** The old oid of the same human makes room. */
  | { readonly kind: 'take_over'; readonly old: LinkFacts; readonly adoptsNumber: boolean }
  /** The case was about two owners (G3): the present one was the wrong person. */
  | { readonly kind: 'replace'; readonly old: LinkFacts; readonly adoptsNumber: boolean }
  | { readonly kind: 'refuse'; readonly code: SchoolRefusalCode; readonly notBefore: Date | null };

/** What the school says. */
export interface SchoolWord {
  /** The code of the case, or of the row that waits for a proof. */
  readonly code: string;
  /** Number and date of the document; null when none is named. */
  readonly basis: string | null;
}

/** From here on a minor may be emancipated or employed (ГК РФ, art. 27; features.md, G2). */
const CAPACITY_FROM = 16;

/**
 * The guards G1–G4, the assurance and the history of the account at the moment of a school's decision. The school stands
 * in for the rules R1–R8 only: no word of a school opens a pupil's diary to another birth date, or a taken account.
 */
export function judgeForSchool(
  person: Candidate,
  account: AccountFacts,
  around: Surroundings,
  word: SchoolWord,
): SchoolVerdict {
  const guarded = guardOf(person, account, around, word);
  if (guarded !== null) return refuse(guarded);
  const likeness = compare(around.subject.facts, person);
  const dateNeeded = account.role === 'student' || word.code === 'BIRTHDATE_MISMATCH';
  if (likeness.birth_date === 'different' || (dateNeeded && likeness.birth_date === 'missing')) {
    return refuse('BIRTHDATE_NOT_MENDED');
  }
  const adoptsNumber = likeness.snils === 'different';
  if (adoptsNumber && numberIsAnothers(person, around)) return refuse('SNILS_OF_ANOTHER');
  return ownerVerdict(account, around, word, adoptsNumber);
}

function guardOf(
  person: Candidate,
  { role }: AccountFacts,
  { subject, people, acceptedRoles }: Surroundings,
  { code, basis }: SchoolWord,
): SchoolRefusalCode | null {
  const guarded = personGuard(subject, person, role, people);
  const capable = ageOn(subject.today, subject.facts.birthDate) >= CAPACITY_FROM;
  if (guarded === 'MINOR_CANNOT_HOLD_ROLE' && code === guarded && capable) {
    if (basis === null) return 'BASIS_NEEDED';
  } else if (guarded !== null) {
    return guarded;
  }
  if (role === 'student' && isAnotherPupil(subject, person)) return 'SIBLING_ACCOUNT';
  return acceptedRoles.has(role) ? null : 'ESIA_NOT_VERIFIED';
}

function numberIsAnothers(person: Candidate, { people, subject }: Surroundings): boolean {
  return people.some((one) => one.id !== person.id && compare(subject.facts, one).snils === 'equal');
}

function ownerVerdict(
  account: AccountFacts,
  around: Surroundings,
  { code }: SchoolWord,
  adoptsNumber: boolean,
): SchoolVerdict {
  const holder = around.links.find(
    (link) =>
      link.accountId === account.id && isLive(link.state) && link.esiaPersonId !== around.esiaPersonId,
  );
  if (holder !== undefined) {
    if (around.otherSelves.has(holder.esiaPersonId)) return { kind: 'take_over', old: holder, adoptsNumber };
    if (code === 'LINK_CONFLICT') return { kind: 'replace', old: holder, adoptsNumber };
    return refuse(account.role === 'representative' ? 'SHARED_ACCOUNT' : 'LINK_CONFLICT');
  }
  const notBefore = cooldownEnd(account, around);
  if (notBefore !== null) return { kind: 'refuse', code: 'LINK_COOLDOWN', notBefore };
  return { kind: 'link', adoptsNumber };
}

function refuse(code: SchoolRefusalCode): SchoolVerdict {
  return { kind: 'refuse', code, notBefore: null };
}

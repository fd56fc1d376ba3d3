import { ageOn } from '../../kernel/calendar-date.js';
import { compare, nameEqual } from './evidence.js';
import { type AccountRole, type Candidate, isAdultRole, type PersonFacts, type Subject } from './facts.js';

/** Full age (ГК РФ, art. 21). */
const FULL_AGE = 18;
/** The youngest whom a school may except from G2: emancipation and employment begin at 16 (ГК РФ, art. 27; EC-035). */
const EXCEPTIONS_FROM = 16;

/** The outcomes of the guards that exclude a Person: G1 and G2. */
export type PersonGuardCode = 'WRONG_PERSON_PARENT_AS_STUDENT' | 'MINOR_CANNOT_HOLD_ROLE';

/**
 * The guard that keeps the subject from every account of this Person, null when one account at least is open to them.
 * A Person without accounts is asked by what they are in the roster.
 */
export function exclusionOf(
  subject: Subject,
  person: Candidate,
  candidates: readonly Candidate[],
): PersonGuardCode | null {
  const codes = rolesOf(person).map((role) => personGuard(subject, person, role, candidates));
  if (codes.length === 0 || codes.includes(null)) return null;
  return codes.find((code) => code !== null) ?? null;
}

/** G1 as a reject, and G2, for one role of one Person; null when neither speaks. */
export function personGuard(
  subject: Subject,
  person: PersonFacts,
  role: AccountRole,
  candidates: readonly PersonFacts[],
): PersonGuardCode | null {
  if (isAdultRole(role)) {
    const age = ageOn(subject.today, subject.facts.birthDate);
    const mayHold = age >= FULL_AGE || (age >= EXCEPTIONS_FROM && person.isExcepted === true);
    return mayHold ? null : 'MINOR_CANNOT_HOLD_ROLE';
  }
  return isGrownUpAtPupilAccount(subject, person, candidates) ? 'WRONG_PERSON_PARENT_AS_STUDENT' : null;
}

/**
 * G1: the birth dates are not equal, and the subject is known to be a grown-up of the roster, or is an adult where the
 * pupil is a minor. A missing date is not equal either (EC-139), but then an adult's age alone proves nothing.
 */
function isGrownUpAtPupilAccount(
  subject: Subject,
  person: PersonFacts,
  candidates: readonly PersonFacts[],
): boolean {
  if (person.birthDate === subject.facts.birthDate) return false;
  if (isGrownUpOfRoster(subject, person, candidates)) return true;
  if (person.birthDate === null) return false;
  return (
    ageOn(subject.today, subject.facts.birthDate) >= FULL_AGE &&
    ageOn(subject.today, person.birthDate) < FULL_AGE
  );
}

/** A representative or member of staff other than the target: by a live link, or by a birth date with number or name. */
function isGrownUpOfRoster(
  subject: Subject,
  target: PersonFacts,
  candidates: readonly PersonFacts[],
): boolean {
  const holds = subject.held.some(({ role, personId }) => isAdultRole(role) && personId !== target.id);
  return (
    holds ||
    candidates.some((person) => {
      if (person.id === target.id || !(person.isRepresentative || person.isStaff)) return false;
      const likeness = compare(subject.facts, person);
      if (likeness.birth_date !== 'equal') return false;
      return likeness.snils === 'equal' || (likeness.snils === 'missing' && nameEqual(likeness));
    })
  );
}

function rolesOf(person: Candidate): readonly AccountRole[] {
  if (person.accountRoles.length > 0) return person.accountRoles;
  return [
    ...(person.isPupil ? ['student' as const] : []),
    ...(person.isRepresentative ? ['representative' as const] : []),
    ...(person.isStaff ? ['teacher' as const] : []),
  ];
}

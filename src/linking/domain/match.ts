import { compare, type Evidence, evidenceOf, nameEqual, type Rule } from './evidence.js';
import type { Candidate, Subject } from './facts.js';
import { exclusionOf, type PersonGuardCode } from './person-guards.js';

/** What the rules say of the people of the roster, before the guards of each account. */
export type MatchDecision =
  | {
      readonly kind: 'certain';
      readonly rule: 'R1' | 'R2';
      readonly person: Candidate;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: 'proposed';
      readonly rule: 'R3b' | 'R4' | 'R7';
      readonly code: 'BIRTHDATE_MISSING_IN_ROSTER' | 'SNILS_MISSING_IN_ROSTER' | 'SNILS_MISSING_IN_ESIA';
      readonly person: Candidate;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: 'doubtful';
      readonly rule: 'R2x' | 'R3' | 'R6' | 'R9';
      readonly code: 'NAME_DISCREPANCY' | 'BIRTHDATE_MISMATCH' | 'SNILS_MISMATCH' | 'DATA_INSUFFICIENT';
      readonly person: Candidate;
      readonly evidence: Evidence;
    }
  | {
      readonly kind: 'ambiguous';
      readonly rule: 'R5';
      readonly code: 'AMBIGUOUS' | 'SNILS_DUPLICATE';
      readonly people: readonly Candidate[];
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: 'excluded'; readonly code: PersonGuardCode; readonly people: readonly Candidate[] }
  | { readonly kind: 'unknown'; readonly rule: 'R8'; readonly code: 'NOT_FOUND' };

/** A decision about exactly one Person. */
export type SingleMatch = Extract<MatchDecision, { person: Candidate }>;

/**
 * Decides by the rules R1–R8 of c.3.1, in their order, which Person of the roster signs in. A candidate is a human, not
 * a row; the answer does not depend on the order of the candidates. People whom G1 or G2 excludes do not count.
 */
export function match(subject: Subject, people: readonly Candidate[]): MatchDecision {
  const candidates = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));
  const withNumber = candidates.filter((person) => compare(subject.facts, person).snils === 'equal');
  const withName = candidates.filter((person) => isNamesake(subject, person));
  const counts = (person: Candidate) => exclusionOf(subject, person, candidates) === null;

  const numbered = withNumber.filter(counts);
  if (numbered.length > 1) return ambiguous(subject, 'SNILS_DUPLICATE', numbered);
  const [first] = numbered;
  const byNumber = first === undefined ? null : judgeByNumber(subject, first);
  if (byNumber?.kind === 'certain') return byNumber;

  const namesakes = withName.filter(counts);
  const humans = byNumber === null ? namesakes : [byNumber.person, ...namesakes];
  if (humans.length > 1) return ambiguous(subject, 'AMBIGUOUS', humans);
  if (byNumber !== null) return byNumber;
  const [namesake] = namesakes;
  if (namesake !== undefined) return judgeByName(subject, namesake);
  return nobodyLeft(subject, candidates, [...withNumber, ...withName]);
}

/** Step (b): last, first, patronymic and birth date are equal, the number is not. Names that people typed themselves count as missing in R4. */
function isNamesake(subject: Subject, person: Candidate): boolean {
  const likeness = compare(subject.facts, person);
  if (person.namesSelfTyped && likeness.snils === 'missing') return false;
  return likeness.snils !== 'equal' && likeness.birth_date === 'equal' && nameEqual(likeness);
}

/** Step (a): exactly one Person has the number. The number alone never links: the birth date must be equal too. */
export function judgeByNumber(subject: Subject, person: Candidate): SingleMatch {
  const likeness = compare(subject.facts, person);
  const found = <R extends Rule>(rule: R) => ({
    rule,
    person,
    evidence: evidenceOf(rule, subject.facts, person),
  });
  switch (likeness.birth_date) {
    case 'equal':
      if (nameEqual(likeness)) return { kind: 'certain', ...found('R1') };
      if (likeness.first_name === 'equal') return { kind: 'certain', ...found('R2') };
      return { kind: 'doubtful', code: 'NAME_DISCREPANCY', ...found('R2x') };
    case 'different':
      return { kind: 'doubtful', code: 'BIRTHDATE_MISMATCH', ...found('R3') };
    case 'missing':
      if (nameEqual(likeness))
        return { kind: 'proposed', code: 'BIRTHDATE_MISSING_IN_ROSTER', ...found('R3b') };
      return { kind: 'doubtful', code: 'NAME_DISCREPANCY', ...found('R2x') };
  }
}

/** Name and birth date are equal, the number is not: R4, R6 or R7. */
export function judgeByName(subject: Subject, person: Candidate): SingleMatch {
  const found = <R extends Rule>(rule: R) => ({
    rule,
    person,
    evidence: evidenceOf(rule, subject.facts, person),
  });
  if (subject.facts.snilsHmac === null)
    return { kind: 'proposed', code: 'SNILS_MISSING_IN_ESIA', ...found('R7') };
  if (person.snilsHmac === null) return { kind: 'proposed', code: 'SNILS_MISSING_IN_ROSTER', ...found('R4') };
  return { kind: 'doubtful', code: 'SNILS_MISMATCH', ...found('R6') };
}

function ambiguous(
  subject: Subject,
  code: 'AMBIGUOUS' | 'SNILS_DUPLICATE',
  people: readonly Candidate[],
): MatchDecision {
  const evidence = people.map((person) => evidenceOf('R5', subject.facts, person));
  return { kind: 'ambiguous', rule: 'R5', code, people, evidence };
}

/** Where a guard excluded everybody, its outcome is the answer; the number says more than the name. */
function nobodyLeft(
  subject: Subject,
  candidates: readonly Candidate[],
  people: readonly Candidate[],
): MatchDecision {
  const code = people
    .map((person) => exclusionOf(subject, person, candidates))
    .find((found) => found !== null);
  if (code === undefined) return { kind: 'unknown', rule: 'R8', code: 'NOT_FOUND' };
  return { kind: 'excluded', code, people };
}

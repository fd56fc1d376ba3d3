import { isWhollyLatin } from '../../kernel/person-name.js';
import {
  compare,
  type Evidence,
  evidenceOf,
  type GivenEvidence,
  type Likeness,
  nameEqual,
  type Rule,
} from './evidence.js';
import type { AccountRole, Candidate, HumanFacts, Subject } from './facts.js';
import { judgeByName, judgeByNumber, type SingleMatch } from './match.js';

/** What the rules say of the Person of an account that a code, a proof or the school named. */
export type NamedMatch =
  | SingleMatch
  /** R10: the account is another's. */
  | {
      readonly kind: 'another';
      readonly rule: 'R10';
      readonly code: 'SIBLING_ACCOUNT' | 'SHARED_ACCOUNT';
      readonly person: Candidate;
      readonly evidence: Evidence;
    };

/**
 * An account named by proof or code (c.3.1): the same rules against its Person alone, then R10, else R9. Who else is in
 * the roster does not matter here; the guards, which come first, look at everybody.
 */
export function matchNamed(subject: Subject, person: Candidate, role: AccountRole): NamedMatch {
  if (compare(subject.facts, person).snils === 'equal') return judgeByNumber(subject, person);
  const likeness = comparable(subject.facts, person);
  if (nameEqual(likeness)) {
    if (likeness.birth_date === 'equal') return judgeByName(subject, person);
    if (likeness.birth_date === 'different' && likeness.snils === 'missing') {
      return doubtful(subject, person, likeness, 'R3', 'BIRTHDATE_MISMATCH');
    }
  }
  if (isAnother(likeness)) {
    const code = role === 'student' ? 'SIBLING_ACCOUNT' : 'SHARED_ACCOUNT';
    return { kind: 'another', rule: 'R10', code, person, evidence: set(subject, person, likeness, 'R10') };
  }
  return doubtful(subject, person, likeness, 'R9', 'DATA_INSUFFICIENT');
}

/** R10: the first name differs and the number does not speak for the subject, or number and birth date both differ. */
function isAnother(likeness: Likeness): boolean {
  return (
    likeness.first_name === 'different' ||
    (likeness.snils === 'different' && likeness.birth_date === 'different')
  );
}

/**
 * The comparison in which only trusted values count: names that people typed themselves are missing (ROS-13), and so are
 * names in two alphabets, which say nothing of one another (EC-008).
 */
function comparable(facts: HumanFacts, person: Candidate): Likeness {
  const likeness = compare(facts, person);
  const names = ['last', 'first', 'middle'] as const;
  const unlikeAlphabets = names.some((part) => {
    const [a, b] = [facts.norm[part] ?? '', person.norm[part] ?? ''];
    return a !== '' && b !== '' && isWhollyLatin(a) !== isWhollyLatin(b);
  });
  if (!person.namesSelfTyped && !unlikeAlphabets) return likeness;
  return { ...likeness, last_name: 'missing', first_name: 'missing', middle_name: 'missing' };
}

function doubtful(
  subject: Subject,
  person: Candidate,
  likeness: Likeness,
  rule: 'R3' | 'R9',
  code: 'BIRTHDATE_MISMATCH' | 'DATA_INSUFFICIENT',
): NamedMatch {
  return { kind: 'doubtful', rule, code, person, evidence: set(subject, person, likeness, rule) };
}

function set(subject: Subject, person: Candidate, likeness: Likeness, rule: Rule): Evidence {
  return evidenceOf(rule, subject.facts, person, likeness);
}

/** True when this second evidence is enough for what a rule only proposed; R7 takes a code, or the school, alone. */
export function lifts(rule: 'R3b' | 'R4' | 'R7', given: GivenEvidence): boolean {
  return rule !== 'R7' || given !== 'legacy_proof';
}

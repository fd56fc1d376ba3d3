import { dayMonthSwapped } from '../../kernel/calendar-date.js';
import { middleNamesCompatible } from '../../kernel/person-name.js';
import type { HumanFacts } from './facts.js';

/** A matching rule of c.3.1 that can hold at a sign-in. */
export type Rule = 'R1' | 'R2' | 'R2x' | 'R3' | 'R3b' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8';

export type Attribute = 'snils' | 'birth_date' | 'last_name' | 'first_name' | 'middle_name';

/** `missing`: no valid value on one side at least; never a difference (c.3.1). */
export type Comparison = 'equal' | 'different' | 'missing';

/** How alike two descriptions of a human are, attribute by attribute. */
export type Likeness = Readonly<Record<Attribute, Comparison>>;

/** What a decision rested on, without a single raw value (LNK-11). */
export interface Evidence {
  readonly rule: Rule;
  readonly equal: readonly Attribute[];
  readonly different: readonly Attribute[];
  readonly missing: readonly Attribute[];
  /** Day and month look swapped in one of the birth dates (EC-021). */
  readonly hint?: 'DAY_MONTH_SWAPPED';
  /** Set for a step that compares nothing: then the evidence on which the link began stays with the link. */
  readonly restsOn?: StepGround;
}

/** What a step rests on that compares nobody: the roster's right to the account, a limit that came, a person's own word. */
export type StepGround = 'roster' | 'time' | 'person';

const ATTRIBUTES: readonly Attribute[] = ['snils', 'birth_date', 'last_name', 'first_name', 'middle_name'];

/** Compares two descriptions; symmetric. Names are taken as normalised, so ё and dashes are settled already. */
export function compare(a: HumanFacts, b: HumanFacts): Likeness {
  return {
    snils: compareBytes(a.snilsHmac, b.snilsHmac),
    birth_date: compareText(a.birthDate, b.birthDate),
    last_name: compareText(a.norm.last, b.norm.last),
    first_name: compareText(a.norm.first, b.norm.first),
    middle_name: compareMiddle(a.norm.middle, b.norm.middle),
  };
}

/** "Name equal" as in R1 and R4: last and first equal, patronymic equal or empty on one side (EC-005). */
export function nameEqual(likeness: Likeness): boolean {
  return (
    likeness.last_name === 'equal' && likeness.first_name === 'equal' && likeness.middle_name !== 'different'
  );
}

/** Two ESIA persons are one human when number, birth date and first name agree, as rows of the roster are (ROS-16). */
export function isSameHuman(a: HumanFacts, b: HumanFacts): boolean {
  const likeness = compare(a, b);
  return likeness.snils === 'equal' && likeness.birth_date === 'equal' && likeness.first_name === 'equal';
}

/** Sets down a comparison under the rule that it gave. */
export function evidenceOf(rule: Rule, a: HumanFacts, b: HumanFacts): Evidence {
  const likeness = compare(a, b);
  const having = (wanted: Comparison) => ATTRIBUTES.filter((attribute) => likeness[attribute] === wanted);
  const swapped = a.birthDate !== null && b.birthDate !== null && dayMonthSwapped(a.birthDate, b.birthDate);
  return {
    rule,
    equal: having('equal'),
    different: having('different'),
    missing: having('missing'),
    ...(swapped ? { hint: 'DAY_MONTH_SWAPPED' as const } : {}),
  };
}

/** The evidence of a step that compares nobody; `rule` is the one that the link was made by. */
export function withoutComparison(rule: string, restsOn: StepGround): Evidence {
  return { rule: rule as Rule, equal: [], different: [], missing: [], restsOn };
}

function compareText(a: string | null, b: string | null): Comparison {
  if (a === null || b === null || a === '' || b === '') return 'missing';
  return a === b ? 'equal' : 'different';
}

/** Nobody's patronymic agrees with nobody's: two people without one do not lack it (EC-004). */
function compareMiddle(a: string | null, b: string | null): Comparison {
  if ((a ?? '') === (b ?? '')) return 'equal';
  return middleNamesCompatible(a, b) ? 'missing' : 'different';
}

function compareBytes(a: Uint8Array | null, b: Uint8Array | null): Comparison {
  if (a === null || b === null) return 'missing';
  return a.length === b.length && a.every((byte, index) => byte === b[index]) ? 'equal' : 'different';
}

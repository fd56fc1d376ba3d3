import { type CalendarDate, dayMonthSwapped } from '../../kernel/calendar-date.js';
import type { PersonName } from '../../kernel/person-name.js';
import { type Attribute, compare, type Comparison } from './evidence.js';
import type { HumanFacts } from './facts.js';

/** One human as a school compares them: the facts of matching, and what a mask is made of. */
export interface ComparedHuman extends HumanFacts {
  readonly name: PersonName;
  readonly snilsLast2: string | null;
}

/** One attribute of two descriptions, masked (roles.md): what a difference is, never the value. */
export interface AttributeRow {
  readonly attribute: Attribute;
  readonly result: Comparison;
  /** Null where this side has none. */
  readonly esia: string | null;
  readonly roster: string | null;
}

/** Which parts of two birth dates agree; null when the roster has none. */
export interface DateParts {
  readonly day: Comparison;
  readonly month: Comparison;
  readonly year: Comparison;
}

/** ESIA and roster side by side. */
export interface SideBySide {
  readonly attributes: readonly AttributeRow[];
  readonly birthDateParts: DateParts;
  /** EC-021: day and month look swapped on one of the sides. */
  readonly hint: 'DAY_MONTH_SWAPPED' | null;
}

const SAME = '•';
const OTHER = '×';

/**
 * Lays two descriptions side by side. A part of a name shows its first letter, `•` for each letter that both sides have in
 * the same order and `×` for each that only one has; a birth date shows its year, a СНИЛС its last two digits.
 */
export function sideBySide(esia: ComparedHuman, roster: ComparedHuman): SideBySide {
  const likeness = compare(esia, roster);
  const swapped =
    esia.birthDate !== null && roster.birthDate !== null && dayMonthSwapped(esia.birthDate, roster.birthDate);
  const part = (attribute: Attribute, of: (human: ComparedHuman) => string | null): AttributeRow => {
    const [a, b] = markLetters(of(esia), of(roster));
    return { attribute, result: likeness[attribute], esia: a, roster: b };
  };
  return {
    attributes: [
      part('last_name', ({ norm }) => norm.last),
      part('first_name', ({ norm }) => norm.first),
      part('middle_name', ({ norm }) => norm.middle),
      row('birth_date', likeness.birth_date, maskDate(esia.birthDate), maskDate(roster.birthDate)),
      row('snils', likeness.snils, maskNumber(esia.snilsLast2), maskNumber(roster.snilsLast2)),
    ],
    birthDateParts: datePartsOf(esia.birthDate, roster.birthDate),
    hint: swapped ? 'DAY_MONTH_SWAPPED' : null,
  };
}

/** The two texts as marks; a text that is not there is null. */
export function markLetters(a: string | null, b: string | null): readonly [string | null, string | null] {
  const [left, right] = [lettersOf(a), lettersOf(b)];
  const common = commonLetters(left, right);
  return [
    marked(
      left,
      common.map(([i]) => i),
    ),
    marked(
      right,
      common.map(([, j]) => j),
    ),
  ];
}

function row(
  attribute: Attribute,
  result: Comparison,
  esia: string | null,
  roster: string | null,
): AttributeRow {
  return { attribute, result, esia, roster };
}

function lettersOf(text: string | null): readonly string[] {
  return text === null ? [] : Array.from(text);
}

function marked(letters: readonly string[], common: readonly number[]): string | null {
  if (letters.length === 0) return null;
  const same = new Set(common);
  return letters
    .map((letter, index) => {
      if (index === 0) return letter.toUpperCase();
      if (letter === '-' || letter === ' ') return letter;
      return same.has(index) ? SAME : OTHER;
    })
    .join('');
}

/** The longest run of letters that both have in this order, as pairs of places. */
function commonLetters(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const here = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      longest[i]?.splice(j, 1, here);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function datePartsOf(a: CalendarDate | null, b: CalendarDate | null): DateParts {
  const compared = (from: number, to: number): Comparison => {
    if (a === null || b === null) return 'missing';
    return a.slice(from, to) === b.slice(from, to) ? 'equal' : 'different';
  };
  return { day: compared(8, 10), month: compared(5, 7), year: compared(0, 4) };
}

function maskDate(date: CalendarDate | null): string | null {
  return date === null ? null : `**.**.${date.slice(0, 4)}`;
}

function maskNumber(last2: string | null): string | null {
  return last2 === null ? null : `***-***-*** ${last2}`;
}

import { compare, nameEqual } from './evidence.js';
import type { HumanFacts } from './facts.js';

/**
 * True when a verified card of ESIA shows this person of the roster: СНИЛС and birth date equal, or, where the number is
 * missing on a side, birth date and full name. A number that differs is another child, whatever the names say.
 */
export function isCardOf(card: HumanFacts, person: HumanFacts): boolean {
  const likeness = compare(card, person);
  if (likeness.birth_date !== 'equal' || likeness.snils === 'different') return false;
  return likeness.snils === 'equal' || nameEqual(likeness);
}

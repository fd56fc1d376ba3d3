import type { SnilsRules } from '../../kernel/snils.js';
import type { EsiaKid } from './esia-profile.js';
import { accepted, type Checked, refused } from './faults.js';
import { isJsonObject, type JsonObject } from './json.js';
import { canonicalOid } from './oid.js';
import { dateIn, nameIn, snilsIn } from './person-answer.js';

/** What is asked about children, and only where the region has the consent gate on (AUTH-08, LNK-12). */
export const KID_SCOPES: readonly string[] = ['kid_fullname', 'kid_birthdate', 'kid_snils'];

/** More cards than this are no family's: the answer is refused whole. */
export const MOST_KIDS = 30;

/** A page of `/rs/prns/{oid}/kids`: cards that came whole, and the ids of those that must be asked for one by one. */
export interface KidsPage {
  readonly cards: readonly JsonObject[];
  readonly cardIds: readonly string[];
}

/**
 * Reads a collection of children (esia-protocol.md, 5.2, 5.6): its elements are cards, or addresses of cards. An address
 * of anybody else's children is a fault, and so is a collection that says it is longer than MOST_KIDS.
 */
export function readKidsPage(answer: JsonObject, oid: string): Checked<KidsPage> {
  const { elements, size } = answer;
  if (elements === undefined && size === 0) return accepted({ cards: [], cardIds: [] });
  if (!Array.isArray(elements)) return refused('answer_malformed');
  if (elements.length > MOST_KIDS || (typeof size === 'number' && size > MOST_KIDS))
    return refused('answer_too_large');
  const cards = elements.filter(isJsonObject);
  const cardIds: string[] = [];
  for (const element of elements) {
    if (isJsonObject(element)) continue;
    const cardId = typeof element === 'string' ? cardIdIn(element, oid) : null;
    if (cardId === null) return refused('subject_mismatch');
    cardIds.push(cardId);
  }
  return accepted({ cards, cardIds });
}

/** True when the collection says that it has more elements than this page brought. */
export function isCutShort({ size }: JsonObject, { cards, cardIds }: KidsPage): boolean {
  return typeof size === 'number' && size > cards.length + cardIds.length;
}

/**
 * The verified cards among all. Only cards that ESIA has verified (`trusted` is true) count: a parent may type in any
 * card, and nothing must ever rest on an unverified one (5.6). Two cards of one id, or a card that names the parent as
 * the child, make the answer a fault.
 */
export function readKids(
  cards: readonly JsonObject[],
  oid: string,
  snils: SnilsRules,
): Checked<readonly EsiaKid[]> {
  const kids = cards.flatMap((card): EsiaKid[] => {
    const cardId = canonicalOid(card['id']);
    const name = nameIn(card);
    if (card['trusted'] !== true || cardId === null || name === null) return [];
    return [
      { cardId, oid: canonicalOid(card['oid']), name, birthDate: dateIn(card), snils: snilsIn(card, snils) },
    ];
  });
  if (new Set(kids.map(({ cardId }) => cardId)).size !== kids.length) return refused('answer_malformed');
  return kids.some((kid) => kid.oid === oid) ? refused('subject_mismatch') : accepted(kids);
}

/** The id at the end of `https://…/rs/prns/{oid}/kids/{id}`; null for the address of anything else. */
function cardIdIn(address: string, oid: string): string | null {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)$/.exec(address)?.[1] ?? '';
  const prefix = `/rs/prns/${oid}/kids/`;
  return path.startsWith(prefix) ? canonicalOid(path.slice(prefix.length)) : null;
}

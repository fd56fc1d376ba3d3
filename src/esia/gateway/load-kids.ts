import type { SnilsRules } from '../../kernel/snils.js';
import type { EsiaKid } from '../domain/esia-profile.js';
import type { EsiaFault } from '../domain/faults.js';
import type { JsonObject } from '../domain/json.js';
import { isCutShort, type KidsPage, MOST_KIDS, readKids, readKidsPage } from '../domain/kids-answer.js';

/** What became of one request about children: the answer, or why there is none. */
export type KidsAnswer =
  | { readonly kind: 'answer'; readonly json: JsonObject }
  | { readonly kind: 'none'; readonly fault: KidsFault };

/** Why the children of a parent stay unknown; the sign-in goes on without them. */
export type KidsFault = EsiaFault | 'not_allowed' | 'unavailable';

export type LoadedKids =
  | { readonly ok: true; readonly value: readonly EsiaKid[] }
  | { readonly ok: false; readonly fault: KidsFault };

/**
 * The verified cards of the children of the one whose token it is. Cards come whole where ESIA embeds them, else each by
 * its own address; a collection that says it holds more than it brings is asked for once more as addresses.
 *
 * @param ask takes a path of ESIA; it carries the token
 */
export async function loadKids(
  oid: string,
  snils: SnilsRules,
  ask: (path: string) => Promise<KidsAnswer>,
): Promise<LoadedKids> {
  const path = `/rs/prns/${oid}/kids`;
  const first = page(oid, await ask(`${path}?embed=(elements)`));
  const whole = first.ok && first.cutShort ? page(oid, await ask(path)) : first;
  if (!whole.ok) return whole;
  if (whole.cutShort) return { ok: false, fault: 'answer_malformed' };
  const cards: JsonObject[] = [...whole.page.cards];
  for (const cardId of whole.page.cardIds.slice(0, MOST_KIDS)) {
    const card = await ask(`${path}/${cardId}`);
    if (card.kind === 'none') return { ok: false, fault: card.fault };
    if (card.json['id'] !== cardId) return { ok: false, fault: 'subject_mismatch' };
    cards.push(card.json);
  }
  return readKids(cards, oid, snils);
}

type ReadPage =
  | { readonly ok: true; readonly page: KidsPage; readonly cutShort: boolean }
  | { readonly ok: false; readonly fault: KidsFault };

function page(oid: string, answer: KidsAnswer): ReadPage {
  if (answer.kind === 'none') return { ok: false, fault: answer.fault };
  const read = readKidsPage(answer.json, oid);
  if (!read.ok) return read;
  return { ok: true, page: read.value, cutShort: isCutShort(answer.json, read.value) };
}

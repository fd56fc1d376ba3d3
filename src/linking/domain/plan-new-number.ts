import type { Uuid } from '../../kernel/ids.js';
import { evidenceOf } from './evidence.js';
import type { Change } from './plan.js';
import type { Situation } from './plan-sign-in.js';
import { judgeForSchool } from './school-verdict.js';

const CODE = 'OID_SNILS_CHANGED';

/**
 * After two administrators have accepted the СНИЛС that ESIA names now (EC-089): the person's other links come back where
 * the roster agrees with it and the guards hold; where the roster has another number, the case of that school goes on as
 * an ordinary difference of numbers (`renamed`). The situation must be gathered with the new number; the decided Person
 * takes it over.
 */
export function resumeAfterNewNumber(
  situation: Situation,
  decided: { readonly reviewId: Uuid; readonly accountId: Uuid; readonly personId: Uuid },
): { readonly changes: readonly Change[]; readonly renamed: readonly Uuid[] } {
  const changes: Change[] = [];
  const renamed: Uuid[] = [];
  const waiting = situation.reviews.filter(
    ({ id, code, state, esiaPersonId }) =>
      id !== decided.reviewId && code === CODE && state === 'open' && esiaPersonId === situation.esiaPersonId,
  );
  for (const review of waiting) {
    const link = situation.links.find(({ id }) => id === review.linkId);
    if (link === undefined) {
      changes.push({ kind: 'settle', reviewId: review.id, as: 'linked' });
      continue;
    }
    if (link.accountId === decided.accountId) continue;
    const account = situation.accounts.find(({ id, hasRight }) => id === link.accountId && hasRight);
    const person = situation.people.find(({ id }) => id === account?.personId);
    if (account === undefined || person === undefined || link.state !== 'suspended') {
      renamed.push(review.id);
      continue;
    }
    const verdict = judgeForSchool(person, account, situation, { code: CODE, basis: null });
    if (verdict.kind !== 'link' || (verdict.adoptsNumber && person.id !== decided.personId)) {
      renamed.push(review.id);
      continue;
    }
    const evidence = evidenceOf('R6', situation.subject.facts, person);
    const step = { event: 'resolved', reason: CODE, review: null, closesReview: true } as const;
    changes.push({ kind: 'move', link, evidence, ...step });
  }
  return { changes, renamed };
}

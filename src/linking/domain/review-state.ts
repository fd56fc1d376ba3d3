import type { Likeness } from './evidence.js';

/** Where a case stands (state-machines.md e.1.1). */
export type ReviewState = 'open' | 'linked' | 'rejected' | 'expired';

/** What may happen to a case. Reminders and escalation leave it open: no silence ends it (invariant 6 of e.1). */
export type ReviewEvent = 'approve' | 'roster_mended' | 'reject' | 'withdrawn' | 'moot';

/** The whole life of a case; what is not here may not happen. */
export const reviewMoves: Readonly<Record<ReviewState, Readonly<Partial<Record<ReviewEvent, ReviewState>>>>> =
  {
    open: {
      approve: 'linked',
      roster_mended: 'linked',
      reject: 'rejected',
      withdrawn: 'expired',
      moot: 'expired',
    },
    linked: {},
    rejected: {},
    expired: {},
  };

/** The state after an event; null when the event may not happen there. */
export function nextReviewState(state: ReviewState, event: ReviewEvent): ReviewState | null {
  return reviewMoves[state][event] ?? null;
}

/** Who a case waits for: its school first, then one level up after each thirty days of silence. */
export type ReviewLevel = 'school' | 'municipality' | 'ministry';

/** Cases in which an approval changes whose number or whose account it is, whatever the attributes say now. */
const ALWAYS_TWO: ReadonlySet<string> = new Set(['SNILS_MISMATCH', 'OID_SNILS_CHANGED', 'LINK_CONFLICT']);

/**
 * True when two administrators must say the same (roles.md, row 7; e.1.1): an approval makes a СНИЛС another one, in the
 * roster or at the ESIA person, or takes an account from its owner.
 */
export function needsTwo(code: string, likeness: Pick<Likeness, 'snils'>): boolean {
  return ALWAYS_TWO.has(code) || likeness.snils === 'different';
}

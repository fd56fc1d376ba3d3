import { suspendedCode } from './held-accounts.js';
import type { LinkFacts } from './facts.js';
import { isOpen, type LinkState } from './link-state.js';
import type { LinkOutcomeCode } from './outcome-codes.js';
import { isOutcomeCode } from './outcome-texts.js';
import type { ReviewFacts } from './plan.js';

/** How a link stands to its owner: what can be used, what waits, what is held, what a school has refused. */
export type OwnStanding = 'usable' | 'history' | 'waiting' | 'held' | 'refused';

/** Null for links that have ended otherwise: they are in the history only. */
export function standingOf({
  state,
  reason,
  until,
}: Pick<LinkFacts, 'state' | 'reason' | 'until'>): OwnStanding | null {
  switch (state) {
    case 'active':
      // An active link with a limit is a graduate's: ninety days to read (EC-075).
      return until === null ? 'usable' : 'history';
    case 'suspended':
      return reason === 'between_schools' ? 'history' : 'held';
    case 'pending_proof':
    case 'pending_review':
    case 'awaiting_consent':
      return 'waiting';
    case 'rejected':
      return 'refused';
    case 'expired':
    case 'superseded':
    case 'revoked':
      return null;
  }
}

/** The outcome that says why the link does not open; null where it does. */
export function codeOf(link: LinkFacts, reviews: readonly ReviewFacts[]): LinkOutcomeCode | null {
  if (link.state === 'awaiting_consent') return 'AWAITING_PARENT_CONSENT';
  if (link.state === 'suspended') return suspendedCode(link, reviews);
  if (!isOpen(link.state)) return null;
  return link.reason !== null && isOutcomeCode(link.reason) ? link.reason : 'DATA_INSUFFICIENT';
}

const CONFIRMED_BY: ReadonlySet<string> = new Set(['proof_given', 'school_approved', 'school_confirmed']);

/** How the link became active: by the rules alone, or after somebody's confirmation (outcome-codes.md, i.1). */
export function wayIn(step: {
  readonly event: string;
  readonly from: LinkState | null;
}): 'OK_AUTO' | 'OK_CONFIRMED' {
  return CONFIRMED_BY.has(step.event) ? 'OK_CONFIRMED' : 'OK_AUTO';
}

import type { Uuid } from '../../kernel/ids.js';
import { entries, nextLinkState } from './link-state.js';
import { type Change, outcome, type PlannedOutcome } from './plan.js';

/** What the gate knows of the accounts that a plan would open. */
export interface GateFacts {
  /** The gate is on in the region and the person is a minor. */
  readonly applies: boolean;
  /** Accounts for which a consent is due. */
  readonly due: ReadonlySet<Uuid>;
  /** Among those, the ones whose consent was withdrawn. */
  readonly withdrawn: ReadonlySet<Uuid>;
}

/** A plan's changes after the gate, and what is to be told beside the plan's own words. */
export interface Gated {
  readonly changes: readonly Change[];
  readonly outcomes: readonly PlannedOutcome[];
}

const WAITS = 'AWAITING_PARENT_CONSENT';

/** The account that a change would open; null for every other change. */
export function opens(change: Change): Uuid | null {
  switch (change.kind) {
    case 'enter':
      return entries[change.entry] === 'active' ? change.accountId : null;
    case 'move':
      return nextLinkState(change.link.state, change.event) === 'active' ? change.link.accountId : null;
    case 'limit':
    case 'case':
    case 'task':
    case 'settle':
      return null;
  }
}

/**
 * LNK-12: whoever planned it, no way into `active` goes past a consent that is due. A new or waiting link becomes or stays
 * `awaiting_consent`, a link that a withdrawal suspended stays so. Whatever else a plan does is left as it is.
 */
export function throughConsent(changes: readonly Change[], facts: GateFacts): Gated {
  const passed = changes.map((change) => gateChange(change, facts));
  return {
    changes: passed.flatMap(({ change }) => (change === null ? [] : [change])),
    outcomes: passed.flatMap(({ waits }) => (waits === null ? [] : [outcome(WAITS, waits)])),
  };
}

interface Passed {
  readonly change: Change | null;
  readonly waits: Uuid | null;
}

function gateChange(change: Change, { applies, due, withdrawn }: GateFacts): Passed {
  const accountId = opens(change);
  if (accountId === null) return { change, waits: null };
  if (!due.has(accountId)) return { change: saidRightly(change, applies), waits: null };
  if (change.kind === 'enter') {
    const waiting = { ...change, entry: 'matched_consent_due', reason: WAITS } as const;
    return { change: waiting, waits: accountId };
  }
  if (change.kind !== 'move') return { change, waits: null };
  switch (change.link.state) {
    case 'pending_proof':
    case 'pending_review':
      return { change: { ...change, event: 'consent_due', reason: WAITS }, waits: accountId };
    case 'suspended':
      // Another suspension ends as it began: the link was active before the gate asked, unless a consent was taken back.
      return withdrawn.has(accountId) ? { change: null, waits: accountId } : { change, waits: null };
    case 'awaiting_consent':
    case 'active':
    case 'rejected':
    case 'expired':
    case 'superseded':
    case 'revoked':
      return { change: null, waits: accountId };
  }
}

/** A wait for a consent ends because the consent came, or because none is asked for any more: the history tells which. */
function saidRightly(change: Change, applies: boolean): Change {
  if (change.kind !== 'move' || change.event !== 'consent_given' || applies) return change;
  return { ...change, event: 'consent_not_due', reason: 'consent_not_due' };
}

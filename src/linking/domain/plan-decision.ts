import type { Uuid } from '../../kernel/ids.js';
import type { Evidence } from './evidence.js';
import type { LinkFacts } from './facts.js';
import { isLive, isOpen, type LinkEvent } from './link-state.js';
import type { Change, Move } from './plan.js';
import type { SchoolVerdict } from './school-verdict.js';

/** What a school has decided about one account, and on what ground. */
export interface Decision {
  readonly accountId: Uuid;
  /** The case's own link, else any link of the pair that is live or open; null: the decision makes one. */
  readonly own: LinkFacts | null;
  readonly evidence: Evidence;
  /** The code of the case: what the history keeps as the reason of the step. */
  readonly code: string;
  readonly basis: string | null;
}

/** The steps that carry out an approval: whoever holds the account wrongly goes, then the link of this person comes. */
export function planApproval(
  verdict: Exclude<SchoolVerdict, { kind: 'refuse' }>,
  decision: Decision,
): readonly Change[] {
  return [...makeRoom(verdict, decision), ...becomeActive(decision)];
}

function makeRoom(
  verdict: Exclude<SchoolVerdict, { kind: 'refuse' }>,
  { evidence }: Decision,
): readonly Change[] {
  const step = { kind: 'move', evidence, review: null, closesReview: false } as const;
  switch (verdict.kind) {
    case 'link':
      return [];
    case 'take_over':
      return [{ ...step, link: verdict.old, event: 'supersede', reason: 'new_oid' }];
    case 'replace':
      return [{ ...step, link: verdict.old, event: 'revoke', reason: 'wrong_person' }];
  }
}

function becomeActive({ own, accountId, evidence, code, basis }: Decision): readonly Change[] {
  const by = { evidence, reason: code, review: null, ...(basis === null ? {} : { basis }) };
  const event = own === null ? null : approvalOf(own);
  if (own === null) {
    return [{ kind: 'enter', entry: 'school_approved', accountId, inheritsFrom: null, ...by }];
  }
  return event === null ? [] : [{ kind: 'move', link: own, event, closesReview: true, ...by }];
}

/** How a school's yes moves a link; null where nothing is to be moved. */
function approvalOf(link: LinkFacts): LinkEvent | null {
  if (link.state === 'pending_review') return 'school_approved';
  if (link.state === 'pending_proof') return 'school_confirmed';
  if (link.state === 'suspended' && link.reason === 'data_mismatch') return 'resolved';
  return null;
}

/** A school's no: an open row is refused, a live link was the wrong person's, which has no cool-down (EC-130). */
export function planRefusal(link: LinkFacts, evidence: Evidence, reason = 'school_refused'): readonly Move[] {
  const step = { kind: 'move', link, evidence, review: null, closesReview: false } as const;
  if (isLive(link.state)) return [{ ...step, event: 'revoke', reason: 'wrong_person' }];
  if (isOpen(link.state)) return [{ ...step, event: 'school_refused', reason }];
  return [];
}

/** Where a link between an ESIA person and a journal account stands (state-machines.md e.1). */
export type LinkState =
  | 'pending_proof'
  | 'pending_review'
  | 'awaiting_consent'
  | 'active'
  | 'suspended'
  | 'rejected'
  | 'expired'
  | 'superseded'
  | 'revoked';

/** How a link comes to be. `new_oid_suspended`: a suspended link stays suspended under the person's new oid (LNK-10). */
export type LinkEntry =
  | 'matched'
  | 'new_oid'
  | 'new_oid_suspended'
  | 'matched_consent_due'
  | 'school_approved'
  | 'proposed'
  | 'sent_to_review';

/** What may happen to a link afterwards. */
export type LinkEvent =
  | 'proof_given'
  | 'school_confirmed'
  | 'school_approved'
  | 'roster_mended'
  | 'consent_due'
  | 'consent_given'
  | 'consent_not_due'
  | 'evidence_contradicts'
  | 'account_taken'
  | 'rule_broken'
  | 'school_refused'
  | 'lapsed'
  | 'withdrawn'
  | 'moot'
  | 'account_closed'
  | 'suspend'
  | 'resolved'
  | 'supersede'
  | 'revoke';

export type SuspensionReason =
  'data_mismatch' | 'dispute' | 'security' | 'restriction' | 'between_schools' | 'consent_withdrawn';

export type RevocationReason =
  | 'user_request'
  | 'school_error'
  | 'wrong_person'
  | 'enrollment_ended'
  | 'staff_dismissed'
  | 'representation_ended'
  | 'guardianship_expired'
  | 'person_deceased'
  | 'security_incident'
  | 'court_order'
  | 'suspension_timeout'
  | 'account_closed';

/** The state in which each way in begins. */
export const entries: Readonly<Record<LinkEntry, LinkState>> = {
  matched: 'active',
  new_oid: 'active',
  new_oid_suspended: 'suspended',
  matched_consent_due: 'awaiting_consent',
  school_approved: 'active',
  proposed: 'pending_proof',
  sent_to_review: 'pending_review',
};

/** The whole life of a link; what is not here may not happen. A terminal row never changes: linking anew makes a new one. */
export const moves: Readonly<Record<LinkState, Readonly<Partial<Record<LinkEvent, LinkState>>>>> = {
  pending_proof: {
    proof_given: 'active',
    school_confirmed: 'active',
    roster_mended: 'active',
    consent_due: 'awaiting_consent',
    evidence_contradicts: 'pending_review',
    account_taken: 'pending_review',
    school_refused: 'rejected',
    lapsed: 'expired',
    withdrawn: 'expired',
    account_closed: 'expired',
  },
  pending_review: {
    school_approved: 'active',
    roster_mended: 'active',
    consent_due: 'awaiting_consent',
    school_refused: 'rejected',
    withdrawn: 'expired',
    moot: 'expired',
  },
  awaiting_consent: {
    consent_given: 'active',
    consent_not_due: 'active',
    rule_broken: 'pending_review',
    lapsed: 'expired',
    withdrawn: 'expired',
    account_closed: 'expired',
  },
  active: { suspend: 'suspended', supersede: 'superseded', revoke: 'revoked' },
  // A graver suspension takes the place of a milder one: `between_schools` still lets its owner read, `security` does not.
  suspended: { suspend: 'suspended', resolved: 'active', supersede: 'superseded', revoke: 'revoked' },
  rejected: {},
  expired: {},
  superseded: {},
  revoked: {},
};

/** The state after an event; null when the event may not happen there. */
export function nextLinkState(state: LinkState, event: LinkEvent): LinkState | null {
  return moves[state][event] ?? null;
}

/** A live link holds its account: nobody else can have one (invariant 1 of e.1). */
export function isLive(state: LinkState): boolean {
  return state === 'active' || state === 'suspended';
}

/** An open row waits for a proof, a school or a consent; one pair has one at most. */
export function isOpen(state: LinkState): boolean {
  return state === 'pending_proof' || state === 'pending_review' || state === 'awaiting_consent';
}

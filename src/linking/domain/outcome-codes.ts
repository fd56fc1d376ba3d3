/** What a sign-in comes to for an account, or for the person where there is no account (outcome-codes.md i.1). */
export type LinkOutcomeCode =
  | 'OK_AUTO'
  | 'OK_CONFIRMED'
  | 'NOT_ME'
  | 'NOT_FOUND'
  | 'SNILS_MISSING_IN_ROSTER'
  | 'BIRTHDATE_MISSING_IN_ROSTER'
  | 'SNILS_MISSING_IN_ESIA'
  | 'DATA_INSUFFICIENT'
  | 'SNILS_DUPLICATE'
  | 'SNILS_MISMATCH'
  | 'BIRTHDATE_MISMATCH'
  | 'NAME_DISCREPANCY'
  | 'OID_SNILS_CHANGED'
  | 'AMBIGUOUS'
  | 'WRONG_PERSON_PARENT_AS_STUDENT'
  | 'SIBLING_ACCOUNT'
  | 'SHARED_ACCOUNT'
  | 'LINK_CONFLICT'
  | 'LINK_COOLDOWN'
  | 'LINK_CODE_INVALID'
  | 'LEGACY_PROOF_INVALID'
  | 'MINOR_CANNOT_HOLD_ROLE'
  | 'AWAITING_PARENT_CONSENT'
  | 'REPRESENTATION_RESTRICTED'
  | 'SECURITY_LOCK'
  | 'STATE_INVALID'
  | 'ESIA_NOT_VERIFIED';

/** Who can change the outcome. `nobody`: there is nothing to mend. */
export type MendedBy = 'user' | 'school' | 'support' | 'parent' | 'wait' | 'nobody';

/** What an e-journal claims of one account after it has checked its password. */
export interface ClaimedLogin {
  /** The account's id in the e-journal. */
  readonly journalAccount: string;
  readonly jti: string;
  /** The handle of our request; null when the e-journal begins by itself. */
  readonly claimRequest: string | null;
}

/** Seconds. */
const CLAIM_LIVES = 300;
/** Seconds by which the clocks of the two servers may differ. */
export const CLOCKS_DIFFER = 30;

/** `typ` of the JWS: a client assertion or another token of the same key is no claim. */
export const CLAIM_TYPE = 'legacy-proof+jwt';

const JTI = /^[\w.~-]{16,128}$/;
const LONGEST_ACCOUNT = 200;

/**
 * Reads the claims of a JWS whose signature, issuer, audience and expiry hold already. Returns the name of the first
 * claim that does not hold, for the e-journal.
 */
export function readClaim(
  payload: Readonly<Record<string, unknown>>,
  claimRequest: string | null,
): ClaimedLogin | { readonly wrong: string } {
  const { iat, exp, jti, purpose, journal_account: account, claim_request: bound } = payload;
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp - iat > CLAIM_LIVES || exp <= iat)
    return { wrong: 'exp' };
  if (typeof jti !== 'string' || !JTI.test(jti)) return { wrong: 'jti' };
  if (purpose !== 'link') return { wrong: 'purpose' };
  if (
    typeof account !== 'string' ||
    account === '' ||
    account.length > LONGEST_ACCOUNT ||
    account.includes('\0')
  )
    return { wrong: 'journal_account' };
  if ((bound ?? null) !== claimRequest) return { wrong: 'claim_request' };
  return { journalAccount: account, jti, claimRequest };
}

import { createHash } from 'node:crypto';
import { type Parameters } from '../http/parameters.js';
import { EsiaRefusal } from '../refusal.js';
import { type Switches } from '../switches.js';

/** SHA-256 in base64url, 43 characters (RFC 7636, 4.2). */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/**
 * PKCE of the authorize request; names of methods are unverified [?]. Null without a challenge. The method must be
 * said: an absent one would mean `plain`, which is no protection. @throws EsiaRefusal 007003
 */
export function readChallenge(parameters: Parameters, switches: Switches): string | null {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === undefined && method === undefined) return null;
  const methods: readonly string[] = switches.pkceMethods;
  if (
    challenge === undefined ||
    !CHALLENGE.test(challenge) ||
    method === undefined ||
    !methods.includes(method)
  )
    throw new EsiaRefusal('007003');
  return challenge;
}

/** PKCE of the token request. @throws EsiaRefusal 007039, 007040 (3.4) */
export function checkVerifier(parameters: Parameters, challenge: string | null): void {
  const verifier = parameters.get('code_verifier');
  if (challenge === null) {
    if (verifier !== undefined) throw new EsiaRefusal('007039');
    return;
  }
  const computed = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  if (verifier === undefined || !VERIFIER.test(verifier) || computed !== challenge)
    throw new EsiaRefusal('007040');
}

import type { SignInOutcome } from './sign-in.js';

/** The outcomes that a code or a proof of the old login may change (outcome-codes.md i.1); the last two of attempts to do so. */
const ASKING: ReadonlySet<string> = new Set([
  'SNILS_MISSING_IN_ROSTER',
  'BIRTHDATE_MISSING_IN_ROSTER',
  'SNILS_MISSING_IN_ESIA',
  'NOT_FOUND',
  'AMBIGUOUS',
  'SNILS_DUPLICATE',
]);

/** What is said of an evidence that was worth nothing. */
const WORTHLESS: ReadonlySet<string> = new Set(['LINK_CODE_INVALID', 'LEGACY_PROOF_INVALID']);

/** True when one of these reasons may be overcome by a second evidence now. */
export function asksForEvidence(outcomes: readonly SignInOutcome[]): boolean {
  return outcomes.some(({ source, code }) => source === 'linking' && ASKING.has(code));
}

/** R7 takes a code only: an old password does not stand in for a СНИЛС that ESIA lacks. */
export function takesOldLogin(outcomes: readonly SignInOutcome[]): boolean {
  const asking = outcomes.filter(({ source, code }) => source === 'linking' && ASKING.has(code));
  return asking.length === 0 || asking.some(({ code }) => code !== 'SNILS_MISSING_IN_ESIA');
}

/** The reasons after an evidence: what it came to; a worthless one leaves what was said before beside it. */
export function afterEvidence(
  before: readonly SignInOutcome[],
  said: readonly SignInOutcome[],
): readonly SignInOutcome[] {
  if (said.length === 0) return before;
  const kept = before.filter(({ code }) => !WORTHLESS.has(code));
  return said.some(({ code }) => WORTHLESS.has(code)) ? [...said, ...kept] : said;
}

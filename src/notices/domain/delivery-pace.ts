const MINUTE_MS = 60_000;
const LONGEST_MS = 4 * 60 * MINUTE_MS;
/** RFC 5321, 4.5.4.1: mail is given up after some four or five days; a notice of a date is of use sooner than that. */
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * MINUTE_MS;

/** When to try again, or that it is time to give up. */
export type NextTry = { readonly kind: 'again'; readonly notBefore: Date } | { readonly kind: 'given_up' };

/**
 * One, two, four… minutes after the failed attempt, four hours at most, three days altogether. `attempts` counts the one that
 * failed; `askedToWaitMs` is what the other side asked for, 0 when it asked for nothing.
 */
export function nextTry(now: Date, createdAt: Date, attempts: number, askedToWaitMs: number): NextTry {
  const wait = Math.min(MINUTE_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20), LONGEST_MS);
  const notBefore = new Date(now.getTime() + Math.max(wait, Math.min(askedToWaitMs, LONGEST_MS)));
  return notBefore.getTime() - createdAt.getTime() > GIVE_UP_AFTER_MS
    ? { kind: 'given_up' }
    : { kind: 'again', notBefore };
}

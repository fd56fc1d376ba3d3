const FIRST_DELAY_MS = 10_000;
const LONGEST_DELAY_MS = 4 * 3_600_000;
/** With the delays between them some 25 hours: a receiver that is down for a working day loses nothing. */
export const ATTEMPTS = 16;

const SHORTEST_REST_MS = 10_000;
const LONGEST_REST_MS = 5 * 60_000;
/** However long a receiver asks for: a mistake in its header must not stop its lane for days. */
const LONGEST_ASKED_MS = 3_600_000;

/** When an event is brought again after a failure that follows `before` others; `deadAt` when it is given up. */
export function afterFailure(
  now: Date,
  before: number,
): { readonly notBefore: Date; readonly deadAt: Date | null } {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** before, LONGEST_DELAY_MS);
  return { notBefore: later(now, delay), deadAt: before + 1 >= ATTEMPTS ? now : null };
}

/** Until when a lane rests whose receiver answered nobody, for the `before + 1`-th time, or asked for so many seconds. */
export function restOf(now: Date, before: number, askedSeconds: number | null): Date {
  if (askedSeconds !== null) return later(now, Math.min(askedSeconds * 1_000, LONGEST_ASKED_MS));
  return later(now, Math.min(SHORTEST_REST_MS * 2 ** before, LONGEST_REST_MS));
}

const later = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);

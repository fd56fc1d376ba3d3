/** LEG-19, e.5: an outage declared by hand lasts so many hours at most. */
export const LONGEST_OUTAGE_HOURS = 12;

/** A breaker that is open for less may have met a hiccup: the region is not told of it. */
const OPEN_FOR_MS = 30_000;
/** So long after the last server that could not reach ESIA has said so, the outage is over. */
const LEASE_MS = 60_000;

/** What one server knows of ESIA: `open` is its circuit breaker's word for "we stopped asking". */
export interface Reach {
  readonly state: 'closed' | 'open';
  readonly since: Date;
}

/**
 * Until when this server vouches that ESIA is out; null while it does not. Several servers each say so for themselves: any
 * of them opens the outage, the latest word ends it, and with the last server gone it ends by itself.
 */
export function outageUntil(reach: Reach, now: Date): Date | null {
  const isOut = reach.state === 'open' && now.getTime() - reach.since.getTime() >= OPEN_FOR_MS;
  return isOut ? new Date(now.getTime() + LEASE_MS) : null;
}

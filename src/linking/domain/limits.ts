import type { LinkState } from './link-state.js';

const DAY_MS = 86_400_000;

/**
 * How long a state lasts by itself, in days from its beginning (e.1). `data_mismatch`, `dispute` and `security` go up a
 * level at their limit and never end by it; a restriction has the end that its basis gives, and a withdrawn consent has
 * none. A state that is not here has no limit.
 */
const DAYS: Readonly<Partial<Record<LinkState, number>>> = { pending_proof: 30, awaiting_consent: 90 };
const DAYS_SUSPENDED: Readonly<Record<string, number>> = {
  between_schools: 30,
  data_mismatch: 30,
  dispute: 90,
  security: 90,
};

/** Suspensions that end at their limit by themselves. */
const ENDED_BY_TIME: ReadonlySet<string | null> = new Set(['between_schools', 'restriction']);

/** When a state that begins at `at` reaches its limit; null when it has none. */
export function limitOf(state: LinkState, reason: string | null, at: Date): Date | null {
  const days = state === 'suspended' ? DAYS_SUSPENDED[reason ?? ''] : DAYS[state];
  return days === undefined ? null : new Date(at.getTime() + days * DAY_MS);
}

/** True when the limit has come and time itself decides: no person is asked. */
export function isOver(
  link: { readonly state: LinkState; readonly reason: string | null; readonly until: Date | null },
  now: Date,
): boolean {
  if (link.until === null || link.until > now) return false;
  return link.state !== 'suspended' || ENDED_BY_TIME.has(link.reason);
}

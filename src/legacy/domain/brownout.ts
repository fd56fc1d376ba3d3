import type { CampaignPhase } from './campaign-phase.js';

/** The states of a brownout window (e.5, BrownoutWindow). */
export const BROWNOUT_STATES = ['planned', 'running', 'ended', 'cancelled'] as const;

export type BrownoutState = (typeof BROWNOUT_STATES)[number];

/** What happens to a window. */
export type BrownoutEvent = 'begin' | 'end' | 'cancel';

const MOVES: Readonly<Record<BrownoutState, Partial<Record<BrownoutEvent, BrownoutState>>>> = {
  planned: { begin: 'running', cancel: 'cancelled' },
  running: { end: 'ended' },
  ended: {},
  cancelled: {},
};

/** The state after the event; null where the window does not move by it. */
export function nextBrownoutState(state: BrownoutState, event: BrownoutEvent): BrownoutState | null {
  return MOVES[state][event] ?? null;
}

/** A stretch of time; `until` does not belong to it. */
export interface Stretch {
  readonly from: Date;
  readonly until: Date;
}

/** A window as the job and the lists see it, with its campaign at the moment. */
export interface BrownoutNow {
  readonly state: BrownoutState;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly phase: CampaignPhase;
  readonly isPaused: boolean;
  /** Somebody was refused in it already: the decision looks at times, not at the job. */
  readonly hasHits: boolean;
  /** An exam, the end of a quarter or lessons that were entered after it was planned. */
  readonly isForbidden: boolean;
}

/** Phases in which a window may wait for its time; it refuses only in `brownouts` (e.3). */
const OF_BROWNOUTS: ReadonlySet<CampaignPhase> = new Set(['link_required', 'brownouts']);

/** True when windows may be planned for a campaign in this phase, and planned ones stay. */
export function mayHoldBrownouts(phase: CampaignPhase): boolean {
  return OF_BROWNOUTS.has(phase);
}

/**
 * What time, its campaign and the calendar do to a window now; null when it stays as it is. A window whose whole time has
 * passed without a refusal never was one: it is cancelled and does not count.
 */
export function brownoutEventAt(window: BrownoutNow, now: Date): BrownoutEvent | null {
  const { state, startsAt, endsAt, phase, isPaused, hasHits } = window;
  const isOver = endsAt <= now;
  const mayRun = phase === 'brownouts' && !isPaused;
  switch (state) {
    case 'planned':
      if (hasHits) return 'begin';
      if (isOver || window.isForbidden || !mayHoldBrownouts(phase)) return 'cancel';
      return startsAt <= now && mayRun ? 'begin' : null;
    case 'running':
      return isOver || !mayRun ? 'end' : null;
    case 'ended':
    case 'cancelled':
      return null;
  }
}

/** True while passwords of the window's share of accounts are refused; the decision of e.2 says the same (its item 9). */
export function isInForce(
  window: Omit<BrownoutNow, 'hasHits' | 'isForbidden'>,
  isOutage: boolean,
  now: Date,
): boolean {
  const isOpen = window.state === 'planned' || window.state === 'running';
  const isTime = window.startsAt <= now && now < window.endsAt;
  return isOpen && isTime && window.phase === 'brownouts' && !window.isPaused && !isOutage;
}

/** So much of its time a window may be without effect and still count as held: a flap of the breaker is no outage. */
const INERT_TENTHS = 1;

/**
 * Whether a window that has ended counts as held (gate of `brownouts`): it refused for nine tenths of its time. What it
 * lost to a late beginning, an early end and to outages of ESIA (LEG-19) does not count, each moment once.
 */
export function wasHeld(planned: Stretch, ran: Stretch, outages: readonly Stretch[]): boolean {
  const inert = [
    { from: planned.from, until: ran.from },
    { from: ran.until, until: planned.until },
    ...outages,
  ];
  const length = planned.until.getTime() - planned.from.getTime();
  return lengthWithin(planned, inert) * 10 <= length * INERT_TENTHS;
}

/** Milliseconds of `whole` that the parts cover together. */
function lengthWithin(whole: Stretch, parts: readonly Stretch[]): number {
  let covered = 0;
  let reached = whole.from.getTime();
  const ordered = [...parts].sort((a, b) => a.from.getTime() - b.from.getTime());
  for (const { from, until } of ordered) {
    const begin = Math.max(reached, from.getTime());
    const end = Math.min(whole.until.getTime(), until.getTime());
    if (end <= begin) continue;
    covered += end - begin;
    reached = end;
  }
  return covered;
}

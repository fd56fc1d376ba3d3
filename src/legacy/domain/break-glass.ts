/** The states of a break-glass grant (e.5): `on` is what the machine calls approved, for it works from that moment. */
export const BREAK_GLASS_STATES = ['requested', 'on', 'ended', 'lapsed'] as const;

export type BreakGlassState = (typeof BREAK_GLASS_STATES)[number];

/** LEG-12: passwords come back for so many hours at most. */
export const LONGEST_BREAK_GLASS_HOURS = 12;

const HOUR_MS = 3_600_000;
/** A request that nobody has approved in this time is over. */
const APPROVE_WITHIN_MS = HOUR_MS;

/** A request for break-glass, or what became of it. */
export interface BreakGlass {
  readonly state: BreakGlassState;
  readonly hours: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  /** The end of one that is on; null before. */
  readonly until: Date | null;
}

/** The state in force: time ends and lapses at once, whenever the job writes it down. */
export function stateInForce({ state, requestedAt, until }: BreakGlass, now: Date): BreakGlassState {
  switch (state) {
    case 'requested':
      return now.getTime() >= requestedAt.getTime() + APPROVE_WITHIN_MS ? 'lapsed' : 'requested';
    case 'on':
      return until !== null && until <= now ? 'ended' : 'on';
    case 'ended':
    case 'lapsed':
      return state;
  }
}

/** The moment before which a request must have been made to have lapsed by `now`. */
export function lapsedBefore(now: Date): Date {
  return new Date(now.getTime() - APPROVE_WITHIN_MS);
}

/** What an approval comes to. */
export type ApprovalAnswer =
  | { readonly kind: 'on'; readonly until: Date }
  | { readonly kind: 'refused'; readonly why: 'LAPSED' | 'DECIDED' | 'SAME_PERSON' };

/** Two people: whoever asked never approves, whatever account of ESIA they come with (`isSameHuman`). */
export function approve(glass: BreakGlass, isSameHuman: boolean, now: Date): ApprovalAnswer {
  const state = stateInForce(glass, now);
  if (state === 'lapsed') return { kind: 'refused', why: 'LAPSED' };
  if (state !== 'requested') return { kind: 'refused', why: 'DECIDED' };
  if (isSameHuman) return { kind: 'refused', why: 'SAME_PERSON' };
  return { kind: 'on', until: new Date(now.getTime() + glass.hours * HOUR_MS) };
}

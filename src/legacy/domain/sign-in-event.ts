import { addDays, type CalendarDate, parseCalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';

/** How somebody signed in to an e-journal, and through which of its doors (LEG-13). */
export const SIGN_IN_METHODS = ['password', 'esia', 'other'] as const;
export const SIGN_IN_CHANNELS = ['web', 'mobile', 'api', 'integration'] as const;

export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
export type SignInChannel = (typeof SIGN_IN_CHANNELS)[number];

/** One attempt to sign in, as an e-journal tells of it (INT-04); `account` is its own id of the account. */
export interface SignInEvent {
  readonly id: Uuid;
  readonly account: string;
  readonly at: Date;
  readonly method: SignInMethod;
  readonly channel: SignInChannel;
  readonly succeeded: boolean;
}

/** Why one event of a batch is not kept; the others are. */
export type EventRefusal = 'too_old' | 'in_future' | 'id_reused';
/** Why a day is not taken as complete. */
export type DayRefusal = 'not_over' | 'too_old';

/** Older events are not taken: their raw form may be gone already, and with it the proof that they are no repetition. */
const OLDEST_DAYS = 90;
/** The clocks of two servers differ; what lies further ahead is a mistake. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

const DAY_MS = 86_400_000;
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** Parses a moment of RFC 3339, with its offset; null for anything else, and for days that do not exist. */
export function parseMoment(raw: string): Date | null {
  const [, day = ''] = RFC_3339.exec(raw) ?? [];
  if (parseCalendarDate(day) === null) return null;
  const moment = new Date(raw.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** A batch that may be written: each id once, nothing too old, nothing from the future. */
export interface SortedBatch {
  readonly taken: readonly SignInEvent[];
  readonly refused: readonly { readonly id: Uuid; readonly reason: EventRefusal }[];
  /** How many events stood in the batch more than once. */
  readonly repeated: number;
}

/** Sorts a batch out: the same event twice is one; another event under an id that the batch has used is refused. */
export function sortBatch(events: readonly SignInEvent[], now: Date): SortedBatch {
  const taken = new Map<Uuid, SignInEvent>();
  const refused: { id: Uuid; reason: EventRefusal }[] = [];
  let repeated = 0;
  for (const event of events) {
    const reason = refusalOf(event, now);
    const first = taken.get(event.id);
    if (reason !== null) refused.push({ id: event.id, reason });
    else if (first === undefined) taken.set(event.id, event);
    else if (isSame(first, event)) repeated += 1;
    else refused.push({ id: event.id, reason: 'id_reused' });
  }
  return { taken: [...taken.values()], refused, repeated };
}

/** The span of moments that a batch of this moment may hold. */
export function acceptedSpan(now: Date): { readonly from: Date; readonly to: Date } {
  return {
    from: new Date(now.getTime() - OLDEST_DAYS * DAY_MS),
    to: new Date(now.getTime() + CLOCKS_DIFFER_MS),
  };
}

/** Only a day that is over can be complete; one whose events we no longer take cannot become so. */
export function dayRefusal(day: CalendarDate, today: CalendarDate): DayRefusal | null {
  if (day >= today) return 'not_over';
  return day < addDays(today, -OLDEST_DAYS) ? 'too_old' : null;
}

function refusalOf({ at }: SignInEvent, now: Date): EventRefusal | null {
  const { from, to } = acceptedSpan(now);
  if (at < from) return 'too_old';
  return at > to ? 'in_future' : null;
}

function isSame(a: SignInEvent, b: SignInEvent): boolean {
  return (
    a.account === b.account &&
    a.at.getTime() === b.at.getTime() &&
    a.method === b.method &&
    a.channel === b.channel &&
    a.succeeded === b.succeeded
  );
}

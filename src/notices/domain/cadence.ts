import { type CalendarDate, daysBetween } from '../../kernel/calendar-date.js';

/** How a message goes; as `Deliveries.enqueue` takes it. */
export const CHANNELS = ['journal', 'email', 'sms', 'messenger'] as const;
export type Channel = (typeof CHANNELS)[number];

/** One step of the cadence (NOT-04), a row of `notice_cadence`. */
export interface CadenceStep {
  readonly code: string;
  /** Before the cut-over; negative: after it. */
  readonly daysBefore: number;
  /** `leaflets`: a task for the school to print and hand out; `message`: a message to everybody who is not linked. */
  readonly kind: 'leaflets' | 'message';
  readonly channels: readonly Channel[];
  /** Cannot be opted out of (NOT-10). */
  readonly mandatory: boolean;
}

/** A campaign on a day, as the cadence sees it. */
export interface CadencePlace {
  readonly cutoverOn: CalendarDate;
  readonly isAnnounced: boolean;
  /** Steps done for this very date of the cut-over. */
  readonly done: ReadonlySet<string>;
}

/** What is due: `run` is carried out, `skip` is noted as passed by. */
export interface DueSteps {
  readonly run: readonly CadenceStep[];
  readonly skip: readonly CadenceStep[];
}

/** A message that is later than that says what is no longer true. */
const LATEST_DAYS = 14;

/**
 * What a day asks for. A step that a stopped server missed is caught up, but of several messages only the newest goes out: nobody
 * gets five at once. Messages wait for the announcement; leaflets do not, since the gate of the announcement wants them issued.
 */
export function dueSteps(steps: readonly CadenceStep[], place: CadencePlace, day: CalendarDate): DueSteps {
  const left = daysBetween(day, place.cutoverOn);
  const due = steps.filter(({ code, daysBefore }) => daysBefore >= left && !place.done.has(code));
  const leaflets = due.filter(({ kind }) => kind === 'leaflets');
  const messages = place.isAnnounced ? due.filter(({ kind }) => kind === 'message') : [];
  const newest = messages.toSorted((a, b) => a.daysBefore - b.daysBefore)[0];
  const isFresh = newest !== undefined && newest.daysBefore - left <= LATEST_DAYS;
  // Before the date has passed nobody prints leaflets any more for it to be true.
  const papers = left > 0 ? leaflets : [];
  return {
    run: [...papers, ...(isFresh ? [newest] : [])],
    skip: [
      ...leaflets.filter((one) => !papers.includes(one)),
      ...messages.filter((one) => one !== newest || !isFresh),
    ],
  };
}

import type { CalendarDate } from '../../kernel/calendar-date.js';
import { addWorkingDays, type Holiday } from './working-days.js';

/** What a person may ask of whoever holds their data (152-ФЗ, ст. 14, 20, 21; PD-06). */
export const REQUEST_KINDS = ['access', 'correction', 'blocking', 'erasure'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Where a request stands. `awaiting_second`: an erasure that another officer has to confirm. */
export const REQUEST_STATES = ['received', 'awaiting_second', 'answered', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export type RequestEvent =
  'answer' | 'refuse' | 'withdraw' | 'propose_erasure' | 'confirm_erasure' | 'decline_erasure';

/** The whole life of a request; what is not here may not happen. */
export const requestMoves: Readonly<
  Record<RequestState, Readonly<Partial<Record<RequestEvent, RequestState>>>>
> = {
  received: {
    answer: 'answered',
    refuse: 'refused',
    withdraw: 'withdrawn',
    propose_erasure: 'awaiting_second',
  },
  awaiting_second: { confirm_erasure: 'answered', decline_erasure: 'received', withdraw: 'withdrawn' },
  answered: {},
  refused: {},
  withdrawn: {},
};

/** The state after an event; null when the event may not happen there. */
export function nextRequestState(state: RequestState, event: RequestEvent): RequestState | null {
  return requestMoves[state][event] ?? null;
}

/** Ten working days; five more, once, with a reasoned notice to the person (152-ФЗ, ст. 20, ч. 1). */
const DAYS_TO_ANSWER = 10;
const DAYS_MORE = 5;

/** The last day for an answer to what came on a day. */
export function answerDueOn(
  receivedOn: CalendarDate,
  isExtended: boolean,
  holidays: readonly Holiday[],
): CalendarDate {
  return addWorkingDays(receivedOn, DAYS_TO_ANSWER + (isExtended ? DAYS_MORE : 0), holidays);
}

/** What a principal may ask of the region: a later date of their school (LEG-11), or an earlier one (EC-110). */
export type DateRequestKind = 'postpone' | 'advance';

/**
 * `asked` waits for the municipality, `agreed` for the campaign manager of the region. `lapsed`: nobody answered, and the date
 * has become that late by other ways.
 */
export const DATE_REQUEST_STATES = ['asked', 'agreed', 'approved', 'refused', 'withdrawn', 'lapsed'] as const;

export type DateRequestState = (typeof DATE_REQUEST_STATES)[number];

/** Who does what: the municipality agrees or disagrees, the region approves or refuses, the principal withdraws. */
export type DateRequestEvent = 'agree' | 'disagree' | 'approve' | 'refuse' | 'withdraw';

/**
 * What time does to a request that nobody has answered. `escalate`: the day came, the cut-over was put off by a week (EC-135)
 * and the request goes past the silent municipality to the region. `lapse`: see {@link DATE_REQUEST_STATES}.
 */
export type DateRequestTurn = 'escalate' | 'lapse';

/** The whole life of a request (LEG-11); what is not here may not happen. */
export const requestMoves: Readonly<
  Record<DateRequestState, Readonly<Partial<Record<DateRequestEvent | DateRequestTurn, DateRequestState>>>>
> = {
  asked: {
    ...{ agree: 'agreed', disagree: 'refused', withdraw: 'withdrawn' },
    ...{ escalate: 'agreed', lapse: 'lapsed' },
  },
  agreed: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn', lapse: 'lapsed' },
  approved: {},
  refused: {},
  withdrawn: {},
  lapsed: {},
};

/** The task of whoever a request waits for; its subject is the request's id. */
export const DATE_REQUEST_TASK = 'DATE_REQUESTED';

/**
 * Where a request begins: a later date of a municipal school goes through its municipality; schools that report directly,
 * and every wish to be cut over earlier, go to the region at once.
 */
export function firstState(
  kind: DateRequestKind,
  founder: 'municipal' | 'regional' | 'federal' | 'private',
): DateRequestState {
  return kind === 'postpone' && founder === 'municipal' ? 'asked' : 'agreed';
}

import { describe, expect, it } from '@jest/globals';
import {
  decideMove,
  inTime,
  isOverdue,
  REPORT_EVENTS,
  REPORT_STATES,
  type ReportEvent,
  reportMoves,
  type ReportStanding,
  type ReportState,
} from '../../../src/statistics/domain/report-moves.js';
import { dueBefore } from '../../../src/statistics/domain/report-period.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';

const DUE = new Date('2026-11-25T22:00:00Z');
const EARLIER = new Date(DUE.getTime() - 1);
const standing = (overrides: Partial<ReportStanding> = {}): ReportStanding => ({
  ...{ state: 'open', route: 'municipal', revision: 1, signedRevision: null, dueBefore: DUE, late: false },
  ...{ rollupState: 'draft', ...overrides },
});
const step = (event: ReportEvent, at = EARLIER) => ({ event, at, dueBefore: null });

/** The table of e.4, written out once more: what is not named is refused. */
const TABLE: Readonly<Record<ReportState, Readonly<Partial<Record<ReportEvent, ReportState>>>>> = {
  open: { fill: 'open', refresh: 'open', submit: 'submitted', lock: 'locked' },
  submitted: { recall: 'open', return: 'returned', accept: 'accepted', lock: 'locked' },
  returned: { fill: 'returned', refresh: 'returned', submit: 'submitted', lock: 'locked' },
  accepted: { return: 'returned', rollup_returned: 'returned', lock: 'locked' },
  locked: { correct: 'open' },
};

describe('a school’s report', () => {
  const pairs = REPORT_STATES.flatMap((state) => REPORT_EVENTS.map((event) => [state, event] as const));

  it.each(pairs)('in %s meets %s as e.4 says', (state, event) => {
    const wanted = TABLE[state][event];
    expect(reportMoves[state][event]).toBe(wanted);
    const outcome = decideMove(standing({ state }), step(event));
    expect(outcome.kind === 'moved' ? outcome.to : outcome.code).toBe(wanted ?? 'REPORT_STATE_WRONG');
  });

  it('is in time up to the last millisecond before the term, and late from its moment on (EC-121)', () => {
    const lateAt = (at: Date) => {
      const outcome = decideMove(standing(), step('submit', at));
      return outcome.kind === 'moved' && outcome.late;
    };
    expect([lateAt(EARLIER), lateAt(DUE)]).toEqual([false, true]);
    expect([inTime(EARLIER, DUE), inTime(DUE, DUE)]).toEqual([true, false]);
  });

  it.each([
    ['Europe/Kaliningrad', '2026-09-15T22:00:00.000Z'],
    ['Europe/Moscow', '2026-09-15T21:00:00.000Z'],
    ['Asia/Novokuznetsk', '2026-09-15T17:00:00.000Z'],
  ])('due «до 15 сентября» in %s is in time before %s (EC-121)', (zone, moment) => {
    expect(dueBefore('2026-09-15' as CalendarDate, zone)?.toISOString()).toBe(moment);
  });

  it('has no term in a zone that does not exist', () => {
    expect(dueBefore('2026-09-15' as CalendarDate, 'Europe/Atlantis')).toBeNull();
  });

  it('is refreshed until the term only, and submitted after it too', () => {
    expect(decideMove(standing(), step('refresh', EARLIER))).toMatchObject({ kind: 'moved', to: 'open' });
    expect(decideMove(standing(), step('refresh', DUE))).toEqual({
      kind: 'refused',
      code: 'REPORT_REFRESH_LATE',
    });
    expect(decideMove(standing({ state: 'returned' }), step('submit', DUE))).toMatchObject({
      kind: 'moved',
      late: true,
    });
  });

  it.each([
    ['draft', 'returned'],
    ['returned', 'returned'],
    ['submitted', 'REPORT_ROLLUP_SENT'],
    ['accepted', 'REPORT_ROLLUP_SENT'],
    ['locked', 'REPORT_ROLLUP_SENT'],
  ])('accepted, is returned while its roll-up is %s: %s', (rollupState, wanted) => {
    const outcome = decideMove(standing({ state: 'accepted', rollupState }), step('return'));
    expect(outcome.kind === 'moved' ? outcome.to : outcome.code).toBe(wanted);
  });

  it('that goes directly is returned after acceptance whatever any roll-up does', () => {
    const accepted = standing({ state: 'accepted', route: 'direct', rollupState: null });
    expect(decideMove(accepted, step('return'))).toMatchObject({ to: 'returned' });
  });

  it('gives each signed content a number of its own, after a return and after a recall', () => {
    const revision = (overrides: Partial<ReportStanding>, event: ReportEvent) => {
      const outcome = decideMove(standing(overrides), step(event));
      return outcome.kind === 'moved' ? outcome.revision : NaN;
    };
    expect(revision({}, 'submit')).toBe(1);
    expect(revision({ signedRevision: 1 }, 'submit')).toBe(2);
    expect(revision({ state: 'returned', signedRevision: 1 }, 'submit')).toBe(2);
    expect(revision({ state: 'locked', revision: 2, signedRevision: 2 }, 'correct')).toBe(3);
    expect(revision({ revision: 3, signedRevision: 2 }, 'submit')).toBe(3);
    expect(revision({ state: 'submitted', signedRevision: 1 }, 'recall')).toBe(1);
  });

  it('takes the new term of a return', () => {
    const due = new Date('2026-12-01T22:00:00Z');
    const move = { event: 'return', at: EARLIER, dueBefore: due } as const;
    expect(decideMove(standing({ state: 'submitted' }), move)).toMatchObject({ dueBefore: due });
  });

  it('locked without acceptance is missing, locked accepted is not', () => {
    const missing = REPORT_STATES.map((state) => {
      const outcome = decideMove(standing({ state }), step('lock'));
      return outcome.kind === 'moved' ? outcome.missing : null;
    });
    expect(missing).toEqual([true, true, true, false, null]);
  });

  it('is overdue when the term is over and nothing lies submitted', () => {
    const overdue = REPORT_STATES.filter((state) => isOverdue({ state, dueBefore: DUE }, DUE));
    expect(overdue).toEqual(['open', 'returned']);
    expect(isOverdue({ state: 'open', dueBefore: DUE }, EARLIER)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, daysBetween } from '../../../src/kernel/calendar-date.js';
import { type CadenceStep, dueSteps } from '../../../src/notices/domain/cadence.js';
import { leafletFor } from '../../../src/notices/domain/choose-leaflet.js';
import { LIVE_STATES, moved, NOTICE_STATES, statesBefore } from '../../../src/notices/domain/notice-state.js';
import { writtenTerm } from '../../../src/notices/domain/written-term.js';

const day = (text: string) => text as CalendarDate;
const CUTOVER = day('2027-03-15');
const step = (code: string, daysBefore: number, kind: CadenceStep['kind'] = 'message'): CadenceStep => ({
  ...{ code, daysBefore, kind, channels: kind === 'message' ? ['journal'] : [], mandatory: true },
});
const STEPS = [
  step('leaflets', 74, 'leaflets'),
  ...[60, 30, 14, 7, 3, 1, 0, -14].map((n) => step(`T${-n}`, n)),
];
const codes = (steps: readonly CadenceStep[]) => steps.map(({ code }) => code);

describe('the leaflet for a person (NOT-02)', () => {
  const pupil = (born: string | null, citizenship: string | null = 'RUS') =>
    leafletFor({ wave: 'pupils_under14', born: born as CalendarDate | null, citizenship }, day('2026-11-20'));

  it('goes by the age on the day, the birthday included', () => {
    expect(pupil('2012-11-21')).toBe('leaflet_under14');
    expect(pupil('2012-11-20')).toBe('leaflet_14to17');
    expect(pupil('2008-11-21')).toBe('leaflet_14to17');
    expect(pupil('2008-11-20')).toBe('leaflet_adult');
    expect(pupil(null)).toBe('leaflet_under14');
  });

  it('sends minors with a foreign certificate to a service centre', () => {
    expect(pupil('2015-01-01', 'TJK')).toBe('leaflet_foreign');
    expect(pupil('2015-01-01', null)).toBe('leaflet_under14');
    expect(pupil('2007-01-01', 'TJK')).toBe('leaflet_adult');
  });

  it('of parents and of staff is their own', () => {
    const adult = { born: day('1985-01-01'), citizenship: 'RUS' };
    expect(leafletFor({ wave: 'representatives', ...adult }, CUTOVER)).toBe('letter_parents');
    expect(leafletFor({ wave: 'staff', ...adult }, CUTOVER)).toBe('leaflet_staff');
  });
});

describe('a NoticeIssue (e.5)', () => {
  it('ends as acted or void, and every live state can end so', () => {
    for (const state of NOTICE_STATES) {
      const isLive = LIVE_STATES.some((live) => live === state);
      expect([moved(state, 'act'), moved(state, 'void')]).toEqual(isLive ? ['acted', 'void'] : [null, null]);
    }
  });

  it('is handed out from new or after it came back', () => {
    expect(statesBefore('hand_out')).toEqual(['generated', 'bounced']);
    expect(statesBefore('deliver')).toEqual(['sent']);
  });
});

describe('the cadence (NOT-04)', () => {
  const due = (left: number, done: string[] = [], isAnnounced = true) =>
    dueSteps(STEPS, { cutoverOn: CUTOVER, isAnnounced, done: new Set(done) }, addDays(CUTOVER, -left));

  it('asks for leaflets before the announcement, and for no message', () => {
    expect(codes(due(74, [], false).run)).toEqual(['leaflets']);
    expect(codes(due(60, [], false).run)).toEqual(['leaflets']);
    expect(due(75, [], false)).toEqual({ run: [], skip: [] });
  });

  it('sends one message when several days were missed, and passes the others by', () => {
    const { run, skip } = due(6, ['leaflets', 'T-60', 'T-30']);
    expect(codes(run)).toEqual(['T-7']);
    expect(codes(skip)).toEqual(['T-14']);
  });

  it('sends nothing that is two weeks late', () => {
    expect(due(44, ['leaflets'])).toEqual({ run: [], skip: [STEPS[1]] });
  });

  it('does each step once and all in their order, on whatever days the server stood', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -30, max: 80 }), { minLength: 1 }), (lefts) => {
        const done = new Set<string>();
        const ran: number[] = [];
        for (const left of lefts.toSorted((a, b) => b - a)) {
          const { run, skip } = due(left, [...done]);
          expect(run.filter(({ kind }) => kind === 'message').length).toBeLessThanOrEqual(1);
          for (const { code, daysBefore } of run) {
            expect(done.has(code)).toBe(false);
            expect(daysBefore).toBeGreaterThanOrEqual(left);
            if (code !== 'leaflets') ran.push(daysBefore);
          }
          for (const { code } of [...run, ...skip]) done.add(code);
        }
        expect(ran).toEqual(ran.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe('the term in words', () => {
  it('counts the days in good Russian', () => {
    const term = (on: string) => writtenTerm(CUTOVER, day(on));
    expect(term('2027-02-13')).toBe('прекратится 15.03.2027 (осталось 30 дней)');
    expect(term('2027-03-12')).toBe('прекратится 15.03.2027 (осталось 3 дня)');
    expect(term('2027-03-14')).toBe('прекратится 15.03.2027 (остался 1 день)');
    expect(term('2027-02-22')).toBe('прекратится 15.03.2027 (остался 21 день)');
    expect(term('2027-03-15')).toBe('прекращается сегодня, 15.03.2027');
    expect(term('2027-03-29')).toBe('прекращён 15.03.2027');
    expect(daysBetween(day('2027-03-14'), CUTOVER)).toBe(1);
  });
});

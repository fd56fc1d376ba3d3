import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, daysBetween } from '../../../src/kernel/calendar-date.js';
import {
  CALENDAR_KINDS,
  type CalendarPeriod,
  firstAllowed,
  forbiddenOn,
  isForbidden,
  isSchoolDay,
  schoolDaysBack,
} from '../../../src/legacy/domain/calendar.js';

const BASE = '2026-01-01' as CalendarDate;
const days = fc.integer({ min: 0, max: 1100 }).map((n) => addDays(BASE, n));
const periods = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...CALENDAR_KINDS),
      startsOn: days,
      length: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ kind, startsOn, length }): CalendarPeriod => ({
      kind,
      name: kind,
      startsOn,
      endsOn: addDays(startsOn, length),
    })),
  { maxLength: 12 },
);

function period(kind: CalendarPeriod['kind'], startsOn: string, endsOn: string): CalendarPeriod {
  return { kind, name: 'период', startsOn: startsOn as CalendarDate, endsOn: endsOn as CalendarDate };
}

function on(day: string): CalendarDate {
  return day as CalendarDate;
}

describe('the forbidden calendar', () => {
  it.each([
    ['2026-08-24', false],
    ['2026-08-25', true],
    ['2027-09-15', true],
    ['2027-09-16', false],
  ])('forbids 25 August to 15 September of every year: %s', (day, forbidden) => {
    expect(isForbidden(on(day), [])).toBe(forbidden);
  });

  it.each([
    ['exam', true],
    ['quarter_end', true],
    ['vacation', true],
    ['holiday', false],
  ] as const)('EC-107: a cut-over on a day of kind %s is forbidden: %s', (kind, forbidden) => {
    expect(isForbidden(on('2027-03-24'), [period(kind, '2027-03-24', '2027-03-24')])).toBe(forbidden);
  });

  it('names of several reasons the one that ends last', () => {
    const both = [
      period('exam', '2027-05-20', '2027-06-02'),
      period('quarter_end', '2027-05-24', '2027-05-31'),
    ];
    expect(forbiddenOn(on('2027-05-25'), both)).toMatchObject({ kind: 'exam', endsOn: '2027-06-02' });
  });

  it('goes over periods that touch: the first allowed day lies after the last of them', () => {
    const touching = [period('exam', '2027-08-01', '2027-08-24')];
    expect(firstAllowed(on('2027-08-10'), touching)).toBe('2027-09-16');
  });

  it('law: the first allowed day is allowed, is not before the day, and every day between is forbidden', () => {
    fc.assert(
      fc.property(days, periods, (day, rows) => {
        const allowed = firstAllowed(day, rows);
        expect(isForbidden(allowed, rows)).toBe(false);
        expect(allowed >= day).toBe(true);
        for (let one = day; one < allowed; one = addDays(one, 1)) expect(isForbidden(one, rows)).toBe(true);
      }),
    );
  });

  it('law: more rows never allow an earlier day', () => {
    fc.assert(
      fc.property(days, periods, periods, (day, some, more) => {
        expect(firstAllowed(day, [...some, ...more]) >= firstAllowed(day, some)).toBe(true);
      }),
    );
  });
});

describe('school days', () => {
  it.each([
    ['2026-11-21', true, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2027-05-31', true, 'the last of May'],
    ['2027-06-01', false, 'the first of summer'],
    ['2027-08-31', false, 'the last of summer'],
    ['2026-09-01', true, 'the first of September'],
  ])('%s: %s, %s', (day, lessons) => {
    expect(isSchoolDay(on(day), [])).toBe(lessons);
  });

  it('has no lessons in vacations and on holidays, and has them in exams and at the end of a quarter', () => {
    const day = on('2026-11-18');
    const lessons = CALENDAR_KINDS.map((kind) => isSchoolDay(day, [period(kind, day, day)]));
    expect(Object.fromEntries(CALENDAR_KINDS.map((kind, i) => [kind, lessons[i]]))).toEqual({
      exam: true,
      quarter_end: true,
      vacation: false,
      holiday: false,
    });
  });

  it('counts back over a Sunday and a vacation', () => {
    const vacation = [period('vacation', '2026-10-26', '2026-11-01')];
    expect(schoolDaysBack(on('2026-11-03'), 2, vacation)).toBe('2026-10-24');
    expect(schoolDaysBack(on('2026-09-02'), 2, [])).toBe('2026-05-30');
  });

  it('law: exactly n school days lie from the answer to the day, and the answer is one of them', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), periods, (day, n, rows) => {
        const first = schoolDaysBack(day, n, rows);
        let counted = 0;
        for (let one = first; one < day; one = addDays(one, 1)) counted += isSchoolDay(one, rows) ? 1 : 0;
        expect(counted).toBe(n);
        expect(isSchoolDay(first, rows)).toBe(true);
      }),
    );
  });

  it('law: going back further never comes nearer, and none is the day itself', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40 }), periods, (day, n, rows) => {
        expect(schoolDaysBack(day, 0, rows)).toBe(day);
        expect(daysBetween(schoolDaysBack(day, n + 1, rows), schoolDaysBack(day, n, rows))).toBeGreaterThan(
          0,
        );
      }),
    );
  });
});

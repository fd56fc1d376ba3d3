import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  ageOn,
  birthdayOn,
  type CalendarDate,
  dayIn,
  dayMonthSwapped,
  daysBetween,
  formatRussianDate,
  parseCalendarDate,
  parseWrittenDate,
} from '../../../src/kernel/calendar-date.js';

const day = (text: string): CalendarDate => parseCalendarDate(text)!;

const FIRST = day('1900-01-01');
const aDay = fc.integer({ min: 0, max: daysBetween(FIRST, day('2100-12-31')) }).map((n) => addDays(FIRST, n));
const aBirth = aDay.filter((date) => date > FIRST && date < '2080-01-01');
const leapDays = fc.integer({ min: 476, max: 519 }).map((n) => day(`${4 * n}-02-29`));

describe('ISO dates', () => {
  it.each(['2015-06-05', '2012-02-29', '2000-02-29', '1900-01-01', '2100-12-31'])('%s is a day', (text) =>
    expect(parseCalendarDate(text)).toBe(text),
  );

  it.each([
    ['2015-02-29', 'no leap year'],
    ['1900-02-29', 'no leap year either'],
    ['2015-04-31', 'April has thirty days'],
    ['2015-13-01', 'no such month'],
    ['2015-00-10', 'no such month'],
    ['2015-01-00', 'no such day'],
    ['1899-12-31', 'before 1900'],
    ['2101-01-01', 'after 2100'],
    ['2015-6-5', 'not ISO'],
    ['05.06.2015', 'not ISO'],
    ['2015-06-05T00:00:00Z', 'a moment'],
    [' 2015-06-05', 'a space'],
    ['2015-06-05\n', 'a line end'],
    ['', 'empty'],
  ])('%p is none: %s', (text) => expect(parseCalendarDate(text)).toBeNull());

  it('every accepted text is a day that the calendar has, and is returned unchanged', () => {
    const part = fc.integer({ min: 0, max: 40 }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1890, max: 2110 }), part, part, (year, month, date) => {
        const text = `${year}-${month}-${date}`;
        const iso = new Date(`${text}T00:00:00Z`);
        const real =
          !Number.isNaN(iso.getTime()) && iso.toISOString().startsWith(text) && year >= 1900 && year <= 2100;
        expect(parseCalendarDate(text)).toBe(real ? text : null);
      }),
    );
  });
});

describe('written dates', () => {
  it.each(['2015-06-05', '05.06.2015', '5.6.2015', '5.06.2015', ' 05.06.2015\t', '05.06.2015\u00A0'])(
    '%p is 5 June 2015',
    (text) => expect(parseWrittenDate(text)).toBe('2015-06-05'),
  );

  it.each([
    '05/06/2015',
    '06-05-2015',
    '05.06.15',
    '2015.06.05',
    '42160',
    '31.04.2015',
    '5 июня 2015',
    '05.06.2015 12:30',
    '-',
    '',
  ])('EC-022: %p is no date, and none is guessed', (text) => expect(parseWrittenDate(text)).toBeNull());

  it('what is written in the Russian way is read back as the same day', () => {
    fc.assert(fc.property(aDay, (date) => expect(parseWrittenDate(formatRussianDate(date))).toBe(date)));
  });

  it('5 June 2015 is written 05.06.2015', () =>
    expect(formatRussianDate(day('2015-06-05'))).toBe('05.06.2015'));
});

describe('age', () => {
  it.each([
    ['2026-11-21', '2012-11-21', 14],
    ['2026-11-21', '2012-11-22', 13],
    ['2026-11-21', '2026-11-21', 0],
    ['2026-11-20', '2026-11-21', -1],
  ])('on %s, born %s, is %i: the birthday counts', (on, born, age) =>
    expect(ageOn(day(on), day(born))).toBe(age),
  );

  it.each([
    ['2026-02-28', 13],
    ['2026-03-01', 14],
    ['2028-02-28', 15],
    ['2028-02-29', 16],
  ])('EC-023: born 29 February 2012, the age on %s is %i', (on, age) =>
    expect(ageOn(day(on), day('2012-02-29'))).toBe(age),
  );

  it('EC-023: the birthday of 29 February is 1 March in common years', () => {
    expect(birthdayOn(day('2012-02-29'), 14)).toBe('2026-03-01');
    expect(birthdayOn(day('2012-02-29'), 16)).toBe('2028-02-29');
    expect(birthdayOn(day('2012-02-29'), 88)).toBe('2100-03-01');
  });

  it('EC-029: changes on the birthday and not a day before or after', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          aBirth,
          leapDays.filter((date) => date < '2080'),
        ),
        fc.integer({ min: 0, max: 20 }),
        (born, years) => {
          const birthday = birthdayOn(born, years);
          expect(ageOn(birthday, born)).toBe(years);
          expect(ageOn(addDays(birthday, 1), born)).toBe(years);
          expect(ageOn(addDays(birthday, -1), born)).toBe(years - 1);
        },
      ),
    );
  });

  it('never falls from one day to the next', () => {
    fc.assert(
      fc.property(fc.oneof(aDay, leapDays), aDay, aDay, (born, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        expect(ageOn(earlier, born)).toBeLessThanOrEqual(ageOn(later, born));
      }),
    );
  });

  it.each([88.5, NaN, 200, -200])('a birthday after %p years is an error', (years) =>
    expect(() => birthdayOn(day('2012-02-29'), years)).toThrow(RangeError),
  );
});

describe('counting days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-11-21', 180, '2027-05-20'],
    ['2026-11-21', 0, '2026-11-21'],
  ])('%s and %i days is %s', (from, n, to) => {
    expect(addDays(day(from), n)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(n);
  });

  it('adding the days between two dates leads from one to the other', () => {
    fc.assert(fc.property(aDay, aDay, (a, b) => expect(addDays(a, daysBetween(a, b))).toBe(b)));
  });

  it('the order of the texts is the order of the days', () => {
    fc.assert(fc.property(aDay, aDay, (a, b) => expect(a < b).toBe(daysBetween(a, b) > 0)));
  });

  it.each([1.5, NaN, Infinity, 1_000_000, -1_000_000])('%p days from now is an error', (n) =>
    expect(() => addDays(day('2026-11-21'), n)).toThrow(RangeError),
  );
});

describe('the civil day of a moment', () => {
  it('EC-120: 22:00 in Kaliningrad is the next day in Novokuznetsk', () => {
    const moment = new Date('2026-11-21T20:00:00Z');
    expect(dayIn(moment, 'Europe/Kaliningrad')).toBe('2026-11-21');
    expect(dayIn(moment, 'Europe/Moscow')).toBe('2026-11-21');
    expect(dayIn(moment, 'Asia/Novokuznetsk')).toBe('2026-11-22');
  });

  it.each([
    ['Europe/Kaliningrad', '2026-11-20T21:59:59.999Z', '2026-11-20'],
    ['Europe/Kaliningrad', '2026-11-20T22:00:00.000Z', '2026-11-21'],
    ['Asia/Novokuznetsk', '2026-11-20T16:59:59.999Z', '2026-11-20'],
    ['Asia/Novokuznetsk', '2026-11-20T17:00:00.000Z', '2026-11-21'],
    ['Asia/Novokuznetsk', '2026-12-31T17:00:00.000Z', '2027-01-01'],
  ])('begins at midnight of %s: %s is %s', (zone, moment, expected) =>
    expect(dayIn(new Date(moment), zone)).toBe(expected),
  );

  it('is the UTC day of the moment moved by the offset of the zone', () => {
    const moment = fc.date({
      min: new Date('2016-01-01T00:00:00Z'),
      max: new Date('2040-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    const zone = fc.constantFrom(
      ['Europe/Kaliningrad', 2] as const,
      ['Asia/Novokuznetsk', 7] as const,
      ['UTC', 0] as const,
    );
    fc.assert(
      fc.property(moment, zone, (at, [name, hours]) =>
        expect(dayIn(at, name)).toBe(new Date(at.getTime() + hours * 3_600_000).toISOString().slice(0, 10)),
      ),
    );
  });

  it.each([
    ['an unknown zone', new Date('2026-11-21T00:00:00Z'), 'Asia/Nowhere'],
    ['an invalid moment', new Date(NaN), 'Europe/Kaliningrad'],
    ['a moment outside 1900–2100', new Date('2101-06-01T00:00:00Z'), 'Europe/Kaliningrad'],
  ])('%s is an error', (_what, moment, zone) => expect(() => dayIn(moment, zone)).toThrow(RangeError));
});

describe('day and month swapped', () => {
  it.each([
    ['2015-06-05', '2015-05-06', true],
    ['2015-05-05', '2015-05-05', false],
    ['2015-06-05', '2016-05-06', false],
    ['2015-06-05', '2015-06-06', false],
    ['2015-06-15', '2015-06-05', false],
  ])('EC-021: %s and %s: %p', (a, b, swapped) => {
    expect(dayMonthSwapped(day(a), day(b))).toBe(swapped);
    expect(dayMonthSwapped(day(b), day(a))).toBe(swapped);
  });

  it('EC-021: never holds of a date and itself', () => {
    fc.assert(fc.property(aDay, (date) => expect(dayMonthSwapped(date, date)).toBe(false)));
  });
});

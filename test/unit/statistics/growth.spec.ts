import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { type Counts, PARTIAL_COUNTS, PUPIL_COUNTS } from '../../../src/statistics/domain/counts.js';
import { growthOf, roundedGrowth } from '../../../src/statistics/domain/growth.js';
import { GROWTH_INDICATORS } from '../../../src/statistics/domain/growth-indicators.js';
import {
  acceptedTo,
  campaignTo,
  crossesNewAcademicYear,
  endOfMonthBefore,
  lastSunday,
  monthTo,
  weekTo,
  windowOf,
} from '../../../src/statistics/domain/growth-windows.js';
import { INDICATORS } from '../../../src/statistics/domain/indicators.js';

const day = (text: string) => text as CalendarDate;
const indicator = (id: string) => {
  const found = INDICATORS.find((known) => known.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const counts = (some: Partial<Counts>): Counts =>
  ({
    ...Object.fromEntries(PUPIL_COUNTS.map((column) => [column, 0])),
    ...Object.fromEntries(PARTIAL_COUNTS.map((column) => [column, null])),
    ...some,
  }) as Counts;

describe('growth of an indicator (f.3)', () => {
  it('I-20, I-21: a difference, and its rate to the first day', () => {
    const growth = growthOf(
      indicator('I-07.under14'),
      counts({ linked_under14: 40 }),
      counts({ linked_under14: 50 }),
    );
    expect([growth.absolute, roundedGrowth(growth.rate), growth.points]).toEqual([10, 25, null]);
  });

  it('I-22: percentage points of shares that were not rounded', () => {
    const share = indicator('I-12');
    const growth = growthOf(
      share,
      counts({ students_under14: 3, linked_under14: 1 }),
      counts({ students_under14: 7, linked_under14: 3 }),
    );
    expect([growth.absolute, growth.rate, growth.points]).toEqual([
      null,
      null,
      { numerator: 2, denominator: 21 },
    ]);
    expect(roundedGrowth(growth.points)).toBe(9.5);
  });

  it('EC-115: a share without a denominator on either day has no growth', () => {
    const some = counts({ students_under14: 4, linked_under14: 1 });
    expect(growthOf(indicator('I-12'), counts({}), some).points).toBeNull();
    expect(growthOf(indicator('I-12'), some, counts({})).points).toBeNull();
  });

  it('EC-116: from a base of 0 there is a difference and no rate', () => {
    const growth = growthOf(indicator('I-01'), counts({}), counts({ students: 5 }));
    expect([growth.absolute, growth.rate]).toEqual([5, null]);
  });

  it('EC-123: a fall keeps its sign, and halves round away from zero', () => {
    const growth = growthOf(indicator('I-01'), counts({ students: 2000 }), counts({ students: 1999 }));
    expect([growth.absolute, roundedGrowth(growth.rate)]).toEqual([-1, -0.1]);
    expect(roundedGrowth({ numerator: 1, denominator: 2000 })).toBe(0.1);
    expect(Object.is(roundedGrowth({ numerator: -1, denominator: 1_000_000 }), 0)).toBe(true);
  });

  it('EC-140: nothing is known from a day before the first import', () => {
    for (const { id } of INDICATORS) {
      const { absolute, rate, points } = growthOf(indicator(id), null, counts({ students: 5 }));
      expect({ id, absolute, rate, points }).toEqual({ id, absolute: null, rate: null, points: null });
    }
  });

  it('is odd: from the later day to the earlier it is the same with the other sign', () => {
    const some = fc.record({ linked: fc.nat(1_000), students: fc.integer({ min: 1_000, max: 9_000 }) });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const of = ({ linked, students }: typeof a) =>
          counts({ students_under14: students, linked_under14: linked });
        for (const id of ['I-07.under14', 'I-12']) {
          const [there, back] = [
            growthOf(indicator(id), of(a), of(b)),
            growthOf(indicator(id), of(b), of(a)),
          ];
          expect((there.absolute ?? 0) + (back.absolute ?? 0)).toBe(0);
          expect((roundedGrowth(there.points) ?? 0) + (roundedGrowth(back.points) ?? 0)).toBe(0);
        }
      }),
    );
  });

  it('rounds exactly whatever the size of a region', () => {
    // 0.05 points exactly: as doubles the product with 2000 would have lost its last digits.
    const denominator = 8_999_999_999_998_000;
    expect(roundedGrowth({ numerator: denominator / 2000, denominator })).toBe(0.1);
    expect(roundedGrowth({ numerator: denominator / 2000 - 1, denominator })).toBe(0);
  });

  it('says of each of I-20…I-24 what it is and when there is none', () => {
    expect(GROWTH_INDICATORS.map(({ id }) => id)).toEqual(['I-20', 'I-21', 'I-22', 'I-23', 'I-24']);
    for (const card of GROWTH_INDICATORS) {
      expect(card.sentence).toMatch(/^[А-Я].+\.$/);
      expect(card.nullRule).toMatch(/прочерк/);
    }
  });
});

describe('the standard windows (f.3)', () => {
  it('week: seven days back; the ISO week as of Sunday, available on Monday', () => {
    expect(weekTo(day('2026-11-22'))).toEqual({ from: '2026-11-15', to: '2026-11-22' });
    expect(lastSunday(day('2026-11-23'))).toBe('2026-11-22');
    expect(lastSunday(day('2026-11-22'))).toBe('2026-11-15');
    expect(lastSunday(day('1969-12-31'))).toBe('1969-12-28');
  });

  it('month: from the last day of the month before', () => {
    expect(monthTo(day('2026-11-30'))).toEqual({ from: '2026-10-31', to: '2026-11-30' });
    expect(monthTo(day('2027-01-15'))).toEqual({ from: '2026-12-31', to: '2027-01-15' });
    expect(endOfMonthBefore(day('2028-03-01'))).toBe('2028-02-29');
  });

  it('I-24: since the start of the campaign; none before it or without it', () => {
    expect(campaignTo(day('2026-11-22'), day('2026-09-01'))).toEqual({
      from: '2026-09-01',
      to: '2026-11-22',
    });
    expect(campaignTo(day('2026-08-31'), day('2026-09-01'))).toBeNull();
    expect(campaignTo(day('2026-11-22'), null)).toBeNull();
  });

  it('to deadline: from the last accepted report; none while nothing is accepted', () => {
    expect(acceptedTo(day('2026-11-22'), day('2026-11-08'))).toEqual({
      from: '2026-11-08',
      to: '2026-11-22',
    });
    expect(acceptedTo(day('2026-11-22'), null)).toBeNull();
  });

  it('end where they are whole, unless the asker names their last day', () => {
    const asked = { to: null, today: day('2026-11-25') };
    const start = day('2026-09-01');
    expect(windowOf('week', asked, start)).toEqual({ from: '2026-11-15', to: '2026-11-22' });
    expect(windowOf('month', asked, start)).toEqual({ from: '2026-09-30', to: '2026-10-31' });
    expect(windowOf('campaign', asked, start)).toEqual({ from: '2026-09-01', to: '2026-11-24' });
    expect(windowOf('week', { ...asked, to: day('2026-11-11') }, start)).toEqual({
      from: '2026-11-04',
      to: '2026-11-11',
    });
  });

  it('newAcademicYear: the night to a 1 September lies between the days', () => {
    const crosses = (from: string, to: string) => crossesNewAcademicYear({ from: day(from), to: day(to) });
    expect(crosses('2026-08-31', '2026-09-01')).toBe(true);
    expect(crosses('2026-08-24', '2026-08-31')).toBe(false);
    expect(crosses('2026-09-01', '2027-08-31')).toBe(false);
    expect(crosses('2026-09-01', '2027-09-01')).toBe(true);
    fc.assert(
      fc.property(fc.nat(3_000), fc.nat(900), (start, length) => {
        const from = addDays(day('2020-01-01'), start);
        const to = addDays(from, length);
        let met = false;
        for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) met ||= at.endsWith('-09-01');
        expect(crosses(from, to)).toBe(met);
      }),
      { numRuns: 50 },
    );
  });
});

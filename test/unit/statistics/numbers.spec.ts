import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counts, PARTIAL_COUNTS, PUPIL_COUNTS } from '../../../src/statistics/domain/counts.js';
import { roundedShare, valueOf } from '../../../src/statistics/domain/indicator.js';
import { INDICATORS } from '../../../src/statistics/domain/indicators.js';
import { statisticsDay } from '../../../src/statistics/domain/statistics-day.js';
import { hiddenGrades } from '../../../src/statistics/domain/suppression.js';
import { valuesOf } from '../../../src/statistics/domain/values.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';

const zeros = Object.fromEntries([
  ...PUPIL_COUNTS.map((column) => [column, 0]),
  ...PARTIAL_COUNTS.map((column) => [column, null]),
]) as unknown as Counts;

describe('a share', () => {
  it('f.0.9: is rounded to one decimal, half up', () => {
    expect(roundedShare({ numerator: 1, denominator: 3 })).toBe(33.3);
    expect(roundedShare({ numerator: 2, denominator: 3 })).toBe(66.7);
    expect(roundedShare({ numerator: 1, denominator: 16 })).toBe(6.3);
    expect(roundedShare({ numerator: 1, denominator: 2000 })).toBe(0.1);
    expect(roundedShare({ numerator: 1, denominator: 2001 })).toBe(0);
  });

  it('f.0.9: is rounded exactly, whatever binary fractions would do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 0, max: 5_000_000 }), (d, n) => {
        const [numerator, denominator] = [BigInt(n), BigInt(d)];
        const tenths = (2000n * numerator + denominator) / (2n * denominator);
        expect(roundedShare({ numerator: n, denominator: d })).toBe(Number(tenths) / 10);
      }),
    );
  });

  it('EC-115: of nobody is none, and not 0', () => {
    expect(valueOf({ numerator: 0, denominator: 0 })).toBeNull();
    expect(roundedShare({ numerator: 0, denominator: 0 })).toBeNull();
    expect(valuesOf(INDICATORS, 'school', zeros)['shareLinkedGross']).toEqual({
      ...{ numerator: 0, denominator: 0, value: null },
    });
  });

  it('EC-118: of a municipality is Σ/Σ, and not the average of its schools', () => {
    const school = (linked: number, students: number): Counts => ({
      ...zeros,
      ...{ students, students_under14: students, linked, linked_under14: linked },
    });
    const [small, large] = [school(2, 2), school(0, 98)];
    const town = school(small.linked + large.linked, small.students + large.students);
    expect(valuesOf(INDICATORS, 'municipality', town)['shareLinkedGross']?.value).toBe(2);
  });

  it('I-14: leaves out of the denominator who cannot or will not and is not linked', () => {
    const counts = { ...zeros, students_under14: 10, linked_under14: 4, out_of_reach_minors: 2 };
    const { shareLinkedGross, shareLinkedNet } = valuesOf(INDICATORS, 'school', counts);
    expect([shareLinkedGross?.value, shareLinkedNet?.value]).toEqual([40, 50]);
  });

  it('is null where the level has no such number', () => {
    const counts = { ...zeros, unplaced: 3 };
    expect(valuesOf(INDICATORS, 'school', counts)['unplaced']).toBeNull();
    expect(valuesOf(INDICATORS, 'region', counts)['unplaced']).toMatchObject({ value: 3 });
    expect(valuesOf(INDICATORS, 'region', zeros)['representativesLinked']).toBeNull();
  });
});

describe('a day of statistics', () => {
  it('EC-120: ends at the midnight of the region', () => {
    const day = '2026-11-20' as CalendarDate;
    const moments = ['Europe/Kaliningrad', 'Asia/Novokuznetsk', 'UTC'].map((zone) =>
      statisticsDay(day, zone).moment.toISOString(),
    );
    expect(moments).toEqual([
      '2026-11-20T22:00:00.000Z',
      '2026-11-20T17:00:00.000Z',
      '2026-11-21T00:00:00.000Z',
    ]);
  });

  it('counts ages on itself, or on 1 January of the next year', () => {
    const day = '2026-09-20' as CalendarDate;
    expect(statisticsDay(day, 'UTC').ageDay).toBe('2026-09-20');
    expect(statisticsDay(day, 'UTC', 'jan1_next').ageDay).toBe('2027-01-01');
  });
});

describe('grades outside their school', () => {
  const grade = (gradeLevel: number, classes: number, students: number) => ({
    gradeLevel,
    classes,
    students,
  });

  it('STAT-08: are hidden when they are one class, with another so that no subtraction tells it', () => {
    expect([...hiddenGrades([grade(1, 2, 50), grade(2, 1, 20), grade(3, 2, 40)])].sort()).toEqual([2, 3]);
    expect([...hiddenGrades([grade(1, 1, 50), grade(2, 1, 20), grade(3, 2, 40)])].sort()).toEqual([1, 2]);
    expect(hiddenGrades([grade(1, 2, 50), grade(2, 3, 60)]).size).toBe(0);
  });

  it('STAT-08: are never hidden alone beside others', () => {
    const cells = fc.uniqueArray(
      fc.record({ gradeLevel: fc.nat(12), classes: fc.nat(4), students: fc.nat(90) }),
      { selector: ({ gradeLevel }) => gradeLevel, minLength: 2 },
    );
    fc.assert(
      fc.property(cells, (grades) => {
        const hidden = hiddenGrades(grades);
        const single = grades.filter(({ classes }) => classes < 2).map(({ gradeLevel }) => gradeLevel);
        expect(single.filter((gradeLevel) => !hidden.has(gradeLevel))).toEqual([]);
        expect(hidden.size).not.toBe(1);
      }),
    );
  });
});

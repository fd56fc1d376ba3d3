import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptedLevels, type AssuranceRule } from '../../../src/esia/domain/assurance.js';
import {
  addDays,
  birthdayOn,
  type CalendarDate,
  parseCalendarDate,
} from '../../../src/kernel/calendar-date.js';

const day = (text: string): CalendarDate => parseCalendarDate(text)!;

/** The rows of the migration (c.1.1). */
const COMMON: readonly AssuranceRule[] = [
  { subject: 'student', regional: false, fromAge: 0, fromDay: 0, levels: ['KD', 'PR'] },
  { subject: 'student', regional: false, fromAge: 14, fromDay: 181, levels: ['PR'] },
  { subject: 'student', regional: false, fromAge: 18, fromDay: 0, levels: ['PR'] },
  { subject: 'representative', regional: false, fromAge: 0, fromDay: 0, levels: ['PR'] },
  { subject: 'staff', regional: false, fromAge: 0, fromDay: 0, levels: ['PR'] },
  { subject: 'administrator', regional: false, fromAge: 0, fromDay: 0, levels: ['PR'] },
];

/** A region that lets a child's account live until 18 (EC-032). */
const KD_UNTIL_18: readonly AssuranceRule[] = [
  ...COMMON,
  { subject: 'student', regional: true, fromAge: 0, fromDay: 0, levels: ['KD', 'PR'] },
  { subject: 'student', regional: true, fromAge: 18, fromDay: 0, levels: ['PR'] },
];

describe('acceptedLevels', () => {
  const born = day('2012-03-10');

  it.each([
    ['13 years 364 days', '2026-03-09', ['KD', 'PR']],
    ['14 years 0 days', '2026-03-10', ['KD', 'PR']],
    ['the 180th day after the 14th birthday', '2026-09-06', ['KD', 'PR']],
    ['the 181st day after the 14th birthday', '2026-09-07', ['PR']],
    ['the day before the 18th birthday', '2030-03-09', ['PR']],
    ['the 18th birthday', '2030-03-10', ['PR']],
  ])('EC-027, EC-028: a pupil of %s may use %s: %j', (_age, on, levels) => {
    expect(acceptedLevels(COMMON, 'student', born, day(on))).toEqual(levels);
  });

  it('EC-034: a confirmed account of a pupil of 15 is accepted, attached to a parent or not', () => {
    expect(acceptedLevels(COMMON, 'student', born, day('2027-06-01'))).toContain('PR');
  });

  it('EC-032: a child account of a 15-year-old is accepted where the region allows it, until the day before 18', () => {
    expect(acceptedLevels(KD_UNTIL_18, 'student', born, day('2027-06-01'))).toContain('KD');
    expect(acceptedLevels(KD_UNTIL_18, 'student', born, day('2030-03-09'))).toContain('KD');
    expect(acceptedLevels(KD_UNTIL_18, 'student', born, day('2030-03-10'))).toEqual(['PR']);
  });

  it('EC-023: born on 29 February, the 180 days count from 1 March of a common year', () => {
    const leap = day('2012-02-29');
    expect(birthdayOn(leap, 14)).toBe('2026-03-01');
    expect(acceptedLevels(COMMON, 'student', leap, day('2026-08-28'))).toContain('KD');
    expect(acceptedLevels(COMMON, 'student', leap, day('2026-08-29'))).toEqual(['PR']);
  });

  it('EC-023: born on 29 February, a pupil is 18 on 1 March of a common year and not a day before', () => {
    const leap = day('2012-02-29');
    expect(acceptedLevels(KD_UNTIL_18, 'student', leap, day('2030-02-28'))).toContain('KD');
    expect(acceptedLevels(KD_UNTIL_18, 'student', leap, day('2030-03-01'))).toEqual(['PR']);
  });

  it.each(['representative', 'staff', 'administrator'] as const)(
    'a %s needs a confirmed account at any age',
    (subject) => {
      expect(acceptedLevels(COMMON, subject, day('2015-01-01'), day('2026-01-01'))).toEqual(['PR']);
      expect(acceptedLevels(COMMON, subject, day('1980-01-01'), day('2026-01-01'))).toEqual(['PR']);
    },
  );

  it("a region's rows for pupils leave those for the others alone", () => {
    expect(acceptedLevels(KD_UNTIL_18, 'representative', day('1980-01-01'), day('2026-01-01'))).toEqual([
      'PR',
    ]);
  });

  it('what no rule allows is forbidden: no rows, or a birth in the future', () => {
    expect(acceptedLevels([], 'student', born, day('2026-01-01'))).toEqual([]);
    expect(acceptedLevels(COMMON, 'student', born, day('2012-03-09'))).toEqual([]);
  });

  it('law: a child account is never accepted again after it stopped being accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 7_300 }), (birth, age) => {
        const someone = addDays(day('1950-01-01'), birth % 25_000);
        const earlier = addDays(someone, age);
        const later = addDays(earlier, 1);
        const before = acceptedLevels(COMMON, 'student', someone, earlier).includes('KD');
        const after = acceptedLevels(COMMON, 'student', someone, later).includes('KD');
        return before || !after;
      }),
    );
  });
});

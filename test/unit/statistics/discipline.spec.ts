import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Discipline,
  placesOf,
  returnRate,
  submissionRate,
} from '../../../src/statistics/domain/discipline.js';

const row = (onTime: number, obliged: number, more: Partial<Discipline> = {}): Discipline => ({
  ...{
    obliged,
    onTime,
    submitted: onTime,
    late: 0,
    overdue: 0,
    missing: 0,
    returned: 0,
    latencySeconds: null,
  },
  ...more,
});

describe('the discipline of reporting', () => {
  it('f.6: submissionRate is in time among obliged, returnRate is returned among submitted', () => {
    const one = row(8, 10, { submitted: 9, late: 1, returned: 3 });
    expect(submissionRate(one)).toEqual({ numerator: 8, denominator: 10 });
    expect(returnRate(one)).toEqual({ numerator: 3, denominator: 9 });
  });

  it('STAT-07: gives no place to fewer than ten reports, and equal rates the same place', () => {
    expect(placesOf([row(9, 9), row(20, 20), row(10, 20), row(5, 10), row(0, 10)])).toEqual([
      null,
      1,
      2,
      2,
      4,
    ]);
  });

  it('STAT-07: whoever has the better rate has the lower place, whatever the sizes', () => {
    const aRow = fc
      .integer({ min: 0, max: 60 })
      .chain((obliged) => fc.nat(obliged).map((done) => row(done, obliged)));
    fc.assert(
      fc.property(fc.array(aRow, { maxLength: 30 }), (rows) => {
        const places = placesOf(rows);
        rows.forEach((one, i) => {
          expect(places[i] === null).toBe(one.obliged < 10);
          rows.forEach((other, j) => {
            const [a, b] = [places[i], places[j]];
            if (a === null || a === undefined || b === null || b === undefined) return;
            expect(Math.sign(a - b)).toBe(Math.sign(other.onTime / other.obliged - one.onTime / one.obliged));
          });
        });
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { isAllowed, judgeMassChange, type SchoolChange } from '../../../src/roster/domain/mass-change.js';

const school = (left: number, changed: number, pupils: number): SchoolChange => ({
  schoolId: 'a' as Uuid,
  schoolSourceId: 'S1',
  left,
  changed,
  pupils,
});

describe('the mass-change guard of ROS-03', () => {
  it.each([
    [9, 0, 30, false],
    [10, 0, 200, false],
    [10, 0, 199, true],
    [0, 10, 199, true],
    [5, 5, 199, true],
    [50, 0, 1_000, false],
    [51, 0, 1_000, true],
  ])('%i left and %i changed of %i pupils of a school: stops %s', (left, changed, pupils, stops) => {
    const mass = judgeMassChange({ schools: [school(left, changed, pupils)], regionPupils: 100_000 }, true);
    expect(mass !== null).toBe(stops);
  });

  it('over 1 % of the region stops though no school has 5 %, and then the ministry decides', () => {
    const schools = [school(40, 0, 1_000), school(40, 0, 1_000)];
    expect(judgeMassChange({ schools, regionPupils: 8_000 }, true)).toBeNull();
    expect(judgeMassChange({ schools, regionPupils: 7_999 }, true)).toMatchObject({
      schools: [],
      region: { affected: 80, pupils: 7_999 },
      decides: 'ministry',
    });
  });

  it('the school decides for its own upload, the ministry for that of the region', () => {
    const change = { schools: [school(20, 0, 100)], regionPupils: 100_000 };
    expect(judgeMassChange(change, true)?.decides).toBe('school');
    expect(judgeMassChange(change, false)?.decides).toBe('ministry');
  });

  it('what the school allowed beforehand is allowed only where the school decides', () => {
    const own = judgeMassChange({ schools: [school(20, 0, 100)], regionPupils: 100_000 }, true)!;
    const regional = judgeMassChange({ schools: [school(20, 0, 100)], regionPupils: 100 }, true)!;
    expect([isAllowed(own, 'school'), isAllowed(regional, 'school')]).toEqual([true, false]);
    expect([isAllowed(own, null), isAllowed(regional, 'ministry')]).toEqual([false, true]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { unusedWindow } from '../../../src/legacy/domain/unused-passwords.js';

const day = (text: string): CalendarDate => text as CalendarDate;
const MONDAY = day('2026-11-23');
const policy = (overrides: { disableUnused?: boolean; firstUseBlockedFrom?: CalendarDate | null } = {}) => ({
  ...{ disableUnused: false, firstUseBlockedFrom: null, unusedSchoolDays: 20 },
  ...overrides,
});

describe('the days in which a password has to be used', () => {
  it('LEG-05: are asked for by the policy only, which is off by default', () => {
    expect(unusedWindow(policy(), MONDAY, [])).toBeNull();
    expect(unusedWindow(policy({ disableUnused: true }), MONDAY, [])).not.toBeNull();
  });

  it('LEG-06: are asked for from the day of the block on', () => {
    const blocked = policy({ firstUseBlockedFrom: MONDAY });
    expect(unusedWindow(blocked, day('2026-11-22'), [])).toBeNull();
    expect(unusedWindow(blocked, MONDAY, [])).toEqual(
      unusedWindow(policy({ disableUnused: true }), MONDAY, []),
    );
  });

  it('are the last N school days before today, holidays and vacations excluded, of whichever school', () => {
    const plain = unusedWindow(policy({ disableUnused: true }), MONDAY, []);
    expect(plain?.from).toBe('2026-10-30');
    const vacation = {
      ...({ kind: 'vacation', name: 'осенние каникулы' } as const),
      ...{ startsOn: day('2026-10-26'), endsOn: day('2026-11-03') },
    };
    const longer = unusedWindow(policy({ disableUnused: true }), MONDAY, [vacation]);
    expect(longer?.from).toBe('2026-10-21');
    expect([plain?.schoolDays.length, longer?.schoolDays.length]).toEqual([20, 20]);
    expect(longer?.schoolDays).not.toContain('2026-10-26');
    expect(longer?.schoolDays.at(-1)).toBe('2026-11-21');
  });
});

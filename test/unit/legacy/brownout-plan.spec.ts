import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import {
  type BrownoutCampaign,
  brownoutRefusal,
  calendarRefusal,
  DEFAULT_LESSONS,
  proposedBrownouts,
} from '../../../src/legacy/domain/brownout-plan.js';

/** Kaliningrad is two hours ahead of UTC; 24.11.2026 is a Tuesday. */
const ZONE = 'Europe/Kaliningrad';
const local = (text: string): Date => new Date(`${text}:00+02:00`);
const window = (from: string, until: string) => ({ from: local(from), until: local(until) });
const day = (text: string) => text as CalendarDate;
const NOW = local('2026-11-23T10:00');
const EVENING = window('2026-11-24T18:00', '2026-11-24T20:00');
const campaign: BrownoutCampaign = {
  ...{ timeZone: ZONE, periods: [], lessons: DEFAULT_LESSONS, phase: 'brownouts' },
  ...{ cutoverOn: day('2026-12-01'), longestHours: 12, others: [] },
};
const period = (
  kind: 'exam' | 'quarter_end' | 'vacation' | 'holiday',
  startsOn: string,
  endsOn = startsOn,
) => ({
  ...{ kind, name: kind, startsOn: day(startsOn), endsOn: day(endsOn) },
});

describe('a window that somebody plans', () => {
  it.each([
    ['in the evening of a school day may be', EVENING, {}, null],
    ['waits in link_required for the phase', EVENING, { phase: 'link_required' }, null],
    ['is of no other phase', EVENING, { phase: 'soft_launch' }, 'PHASE'],
    ['is not after the cut-over', EVENING, { phase: 'grace' }, 'PHASE'],
    ['lies ahead', window('2026-11-23T09:00', '2026-11-23T11:00'), {}, 'PAST'],
    ['is as long as the policy lets it be', window('2026-11-24T14:00', '2026-11-25T02:00'), {}, null],
    ['is no longer', window('2026-11-24T14:00', '2026-11-25T02:01'), {}, 'TOO_LONG'],
    [
      'is never longer than 48 hours, whatever the policy says',
      window('2026-11-28T14:00', '2026-11-30T14:30'),
      { longestHours: 1000, lessons: { ...DEFAULT_LESSONS, weekdays: [] } },
      'TOO_LONG',
    ],
    ['ends before the day of the cut-over', window('2026-11-30T22:00', '2026-12-01T00:00'), {}, null],
    ['does not reach into it', window('2026-11-30T22:00', '2026-12-01T00:01'), {}, 'CUTOVER'],
    ['touches no lessons', window('2026-11-24T13:59', '2026-11-24T16:00'), {}, 'LESSONS'],
    ['touches none of the next morning', window('2026-11-24T22:00', '2026-11-25T08:30'), {}, 'LESSONS'],
    ['may begin as they end', window('2026-11-24T14:00', '2026-11-24T16:00'), {}, null],
    ['may fill a Sunday', window('2026-11-29T08:00', '2026-11-29T20:00'), {}, null],
    ['counts Saturday as a day of lessons', window('2026-11-28T08:00', '2026-11-28T20:00'), {}, 'LESSONS'],
    [
      'follows the school’s own hours',
      window('2026-11-28T08:00', '2026-11-28T20:00'),
      { lessons: { ...DEFAULT_LESSONS, weekdays: [1, 2, 3, 4, 5] } },
      null,
    ],
    [
      'finds no lessons in vacations',
      window('2026-11-24T08:00', '2026-11-24T20:00'),
      { periods: [period('vacation', '2026-11-23', '2026-11-29')] },
      null,
    ],
    ['EC-107: is not in exams', EVENING, { periods: [period('exam', '2026-11-24')] }, 'CALENDAR'],
    [
      'EC-107: is not at the end of a quarter',
      EVENING,
      { periods: [period('quarter_end', '2026-11-24')] },
      'CALENDAR',
    ],
    [
      'touches no exam of the day on which it ends',
      window('2026-11-24T20:00', '2026-11-25T01:00'),
      { periods: [period('exam', '2026-11-25')] },
      'CALENDAR',
    ],
    [
      'does not overlap another',
      EVENING,
      { others: [window('2026-11-24T19:59', '2026-11-24T22:00')] },
      'OVERLAPS',
    ],
    [
      'may follow another at once',
      EVENING,
      { others: [window('2026-11-24T20:00', '2026-11-24T22:00')] },
      null,
    ],
  ] as const)('%s', (_, wanted, overrides, refusal) => {
    expect(brownoutRefusal(wanted, { ...campaign, ...overrides }, NOW)).toBe(refusal);
  });

  it('LEG-07: no minute of one that may be lies in lessons, an exam, a quarter’s end, or over the policy', () => {
    const periods = [
      period('exam', '2026-11-26'),
      period('quarter_end', '2026-11-28'),
      period('vacation', '2026-11-25'),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 160 }), fc.integer({ min: 1, max: 60 }), (from, length) => {
        const wanted = {
          from: new Date(NOW.getTime() + from * 3_600_000),
          until: new Date(NOW.getTime() + (from + length) * 3_600_000),
        };
        if (brownoutRefusal(wanted, { ...campaign, periods }, NOW) !== null) return;
        expect(length).toBeLessThanOrEqual(12);
        for (let t = wanted.from.getTime(); t < wanted.until.getTime(); t += 1_800_000) {
          // The clocks of Kaliningrad, by hand.
          const clock = new Date(t + 2 * 3_600_000);
          const date = clock.toISOString().slice(0, 10);
          expect(['2026-11-26', '2026-11-28']).not.toContain(date);
          const isLesson = clock.getUTCHours() >= 8 && clock.getUTCHours() < 14 && clock.getUTCDay() !== 0;
          expect(isLesson && date !== '2026-11-25').toBe(false);
        }
      }),
    );
  });
});

describe('what is proposed', () => {
  it('two hours on the next Tuesday evening and twelve on the next Saturday, after its lessons', () => {
    expect(proposedBrownouts(campaign, NOW)).toEqual([
      EVENING,
      window('2026-11-28T14:00', '2026-11-29T02:00'),
    ]);
  });

  it('leaves out what the calendar forbids, and uses a Saturday without lessons from eight', () => {
    const place = {
      ...campaign,
      periods: [period('exam', '2026-11-24')],
      lessons: { ...DEFAULT_LESSONS, weekdays: [1, 2, 3, 4, 5] },
    };
    expect(proposedBrownouts(place, NOW)).toEqual([
      window('2026-12-01T18:00', '2026-12-01T20:00'),
      window('2026-11-28T08:00', '2026-11-28T20:00'),
    ]);
  });

  it('is never what would be refused', () => {
    const periods = [period('quarter_end', '2026-11-20', '2026-12-05'), period('holiday', '2026-12-12')];
    for (const one of proposedBrownouts({ ...campaign, periods }, NOW)) {
      expect(calendarRefusal(one, { ...campaign, periods })).toBeNull();
    }
  });
});

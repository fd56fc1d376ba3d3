import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { CALENDAR_KINDS, type CalendarPeriod, isForbidden } from '../../../src/legacy/domain/calendar.js';
import { type RoleWave, WAVES } from '../../../src/legacy/domain/campaign-phase.js';
import {
  changedThresholds,
  DEFAULT_POLICY,
  GATE_BOUNDS,
  GATE_THRESHOLDS,
  gateThresholds,
  isThreshold,
} from '../../../src/legacy/domain/campaign-policy.js';
import { DATE_REQUEST_STATES, firstState, requestMoves } from '../../../src/legacy/domain/date-request.js';
import { inheritedDates, NOTICE_DAYS } from '../../../src/legacy/domain/inherited-dates.js';
import { taskText } from '../../../src/legacy/domain/task-texts.js';

const day = (text: string) => text as CalendarDate;
const days = fc.integer({ min: 0, max: 700 }).map((n) => addDays(day('2026-09-01'), n));
const schedules = fc
  .tuple(fc.subarray([...WAVES]), fc.array(days, { minLength: 4, maxLength: 4 }))
  .map(
    ([waves, dates]) =>
      new Map(waves.map((wave, i): [RoleWave, CalendarDate] => [wave, dates[i] ?? day('2027-01-11')])),
  );
const periods = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...CALENDAR_KINDS),
      startsOn: days,
      length: fc.integer({ min: 0, max: 15 }),
    })
    .map(({ kind, startsOn, length }): CalendarPeriod => ({
      kind,
      name: kind,
      startsOn,
      endsOn: addDays(startsOn, length),
    })),
  { maxLength: 6 },
);

describe('the dates that a later school inherits', () => {
  it('are those of the schedule where these lie 60 days ahead', () => {
    const schedule = new Map<RoleWave, CalendarDate>([['staff', day('2027-03-02')]]);
    expect(inheritedDates(schedule, day('2026-11-23'), [])).toEqual(schedule);
  });

  it('are the first allowed day 60 days ahead where the schedule has passed', () => {
    const schedule = new Map<RoleWave, CalendarDate>([['staff', day('2026-10-01')]]);
    const vacation: CalendarPeriod = {
      kind: 'vacation',
      name: '',
      startsOn: day('2027-01-20'),
      endsOn: day('2027-01-25'),
    };
    expect(inheritedDates(schedule, day('2026-11-23'), [vacation]).get('staff')).toBe('2027-01-26');
  });

  it('law: every scheduled wave has one, 60 days ahead, allowed, and none before the wave before it', () => {
    fc.assert(
      fc.property(schedules, days, periods, (schedule, today, rows) => {
        const dates = inheritedDates(schedule, today, rows);
        expect([...dates.keys()].sort()).toEqual([...schedule.keys()].sort());
        let before = addDays(today, NOTICE_DAYS);
        for (const wave of WAVES) {
          const date = dates.get(wave);
          if (date === undefined) continue;
          expect(date >= before).toBe(true);
          expect(isForbidden(date, rows)).toBe(false);
          before = date;
        }
      }),
    );
  });
});

describe('a request for another date', () => {
  it.each([
    ['postpone', 'municipal', 'asked'],
    ['postpone', 'regional', 'agreed'],
    ['postpone', 'federal', 'agreed'],
    ['postpone', 'private', 'agreed'],
    ['advance', 'municipal', 'agreed'],
  ] as const)('LEG-11: to %s, of a %s school, begins as %s', (kind, founder, state) => {
    expect(firstState(kind, founder)).toBe(state);
  });

  it('is approved only after it was agreed, and never changes once it is decided', () => {
    for (const state of DATE_REQUEST_STATES) {
      const isOpen = state === 'asked' || state === 'agreed';
      expect(Object.keys(requestMoves[state]).length > 0).toBe(isOpen);
      expect(requestMoves[state].approve !== undefined).toBe(state === 'agreed');
    }
  });

  it('LEG-11: no silence refuses a request: time hands it on, or closes it when the date has come to be', () => {
    for (const state of DATE_REQUEST_STATES) {
      const { escalate, lapse } = requestMoves[state];
      expect([escalate, lapse]).not.toContain('refused');
      expect(escalate).toBe(state === 'asked' ? 'agreed' : undefined);
    }
  });
});

describe('thresholds of the gates', () => {
  it('are the defaults of e.3 where nothing was decided', () => {
    expect(DEFAULT_POLICY.gates).toMatchObject({
      ...{
        roster_age_days: 7,
        data_errors: 0.1,
        ready_for_linking: 0.85,
        notice_days: 60,
        notice_issued: 0.9,
      },
      ...{ linked_in_soft_launch: 0.5, linked_in_link_required: 0.75, brownouts_held: 2 },
      ...{
        lockout_risk_at_cutover: 0.15,
        lockout_risk_at_close: 0.02,
        small_group: 20,
        small_group_outside: 1,
      },
    });
  });

  it('law: what is kept gives back what was decided, and a bad value never counts', () => {
    const decided = fc.record(
      Object.fromEntries(
        GATE_THRESHOLDS.map((name) => [
          name,
          fc.oneof(fc.double(), fc.integer({ min: -5, max: 400 }), fc.string()),
        ]),
      ),
    );
    fc.assert(
      fc.property(decided, (given) => {
        const gates = gateThresholds(given);
        expect(gateThresholds(changedThresholds(gates))).toEqual(gates);
        for (const name of GATE_THRESHOLDS) {
          expect(isThreshold(name, gates[name])).toBe(true);
          expect(gates[name]).toBe(
            isThreshold(name, given[name]) ? given[name] : GATE_BOUNDS[name].byDefault,
          );
        }
      }),
    );
  });
});

describe('the words of a task', () => {
  it('fill in facts, write dates as people do, and leave a dash for what is missing', () => {
    expect(
      taskText('CUTOVER_ON_FORBIDDEN_DAY', { date: '2027-01-11', period: 'каникулы', schools: 3 }),
    ).toEqual({
      title: 'На 11.01.2027 назначено отключение паролей, но в этот день: каникулы',
      action: 'Перенесите дату (— кампаний, школ: 3) или подтвердите её с причиной.',
    });
    expect(taskText('SCHOOL_CANNOT_START', { codes: ['A', 'B'] }).action).toContain('Причины: A, B.');
  });

  it('are there for a code that has none of its own', () => {
    expect(taskText('NEW_KIND', {}).title).toBe('Задача кампании отключения паролей');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KEPT_DAYS } from '../../../src/kernel/kept-days.js';
import { WRITTEN_RULES, withProcessingRegister } from '../../../src/privacy/domain/processing-register.js';
import { addDays, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { type ErasureFacts, erasurePlan, evidenceUntil } from '../../../src/privacy/domain/erasure-plan.js';
import { leakClock, noticeStanding } from '../../../src/privacy/domain/leak-clock.js';
import { outlivedBefore, periodInWords } from '../../../src/privacy/domain/retention.js';
import {
  answerDueOn,
  nextRequestState,
  REQUEST_STATES,
  type RequestEvent,
  requestMoves,
} from '../../../src/privacy/domain/subject-request.js';
import { addWorkingDays, isWorkingDay } from '../../../src/privacy/domain/working-days.js';

const day = (text: string) => text as CalendarDate;
const aDay = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays(day('2024-01-01'), days));

describe('the ten working days of an answer', () => {
  it('begin on the day after, and pass over Saturdays, Sundays and holidays (ТК РФ, ст. 112)', () => {
    expect(answerDueOn(day('2026-11-20'), false, [])).toBe('2026-12-04');
    // From the last working day of the year: the 1st to the 8th of January are holidays.
    expect(answerDueOn(day('2026-12-31'), false, [])).toBe('2027-01-22');
    expect(answerDueOn(day('2026-11-20'), true, [])).toBe('2026-12-11');
  });

  it('give way to the region’s own days off', () => {
    const holidays = [{ startsOn: day('2026-11-23'), endsOn: day('2026-11-24') }];
    expect(answerDueOn(day('2026-11-20'), false, holidays)).toBe('2026-12-08');
  });

  it('end on a working day, and between lie exactly as many as were given', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const due = addWorkingDays(from, count, []);
        let working = 0;
        for (let at = addDays(from, 1); at <= due; at = addDays(at, 1))
          if (isWorkingDay(at, [])) working += 1;
        expect(working).toBe(count);
        expect(isWorkingDay(due, [])).toBe(true);
      }),
    );
  });
});

describe('the life of a request', () => {
  it('ends for good: nothing leads out of an answer, a refusal, a withdrawal', () => {
    for (const state of ['answered', 'refused', 'withdrawn'] as const)
      expect(requestMoves[state]).toEqual({});
  });

  it('knows an erasure only through two steps', () => {
    const ways = REQUEST_STATES.flatMap((state) =>
      (['confirm_erasure'] as RequestEvent[])
        .filter((event) => nextRequestState(state, event) !== null)
        .map(() => state),
    );
    expect(ways).toEqual(['awaiting_second']);
  });
});

const NONE: ErasureFacts = {
  ...{ openPlaces: 0, childrenAtSchool: 0, openLinks: 0, openCases: 0, openGrants: 0 },
  ...{ endedLinks: 0, purposeEndedOn: null, consents: 0, auditEvents: 0 },
};

describe('an erasure', () => {
  it('waits for the purpose to end: each thing in the way is named', () => {
    const facts = { ...NONE, openPlaces: 1, childrenAtSchool: 1, openLinks: 2, openCases: 1, openGrants: 1 };
    expect(erasurePlan(facts, day('2026-11-22')).obstacles).toEqual([
      ...['enrolled_or_employed', 'represents_a_pupil', 'link_not_ended', 'case_open', 'administrator'],
    ]);
  });

  it('says by which right what stays, and until when: evidence for three years', () => {
    const facts = { ...NONE, endedLinks: 1, purposeEndedOn: day('2026-06-01'), consents: 1, auditEvents: 4 };
    const { obstacles, lines } = erasurePlan(facts, day('2026-11-22'));
    expect(obstacles).toEqual([]);
    expect(lines.filter(({ fate }) => fate === 'stays').map(({ until }) => until)).toEqual([
      '2029-06-01',
      null,
      null,
    ]);
    expect(lines.every(({ basis }) => basis.length > 10)).toBe(true);
    expect(evidenceUntil(facts, day('2029-06-01'))).toBeNull();
  });
});

describe('the hours after a leak', () => {
  it('run from when it was found: 24 for the first notice, 72 for the inquiry', () => {
    const found = new Date('2026-11-22T09:00:00Z');
    const { firstNoticeDue, inquiryNoticeDue } = leakClock(found);
    expect(firstNoticeDue.toISOString()).toBe('2026-11-23T09:00:00.000Z');
    expect(inquiryNoticeDue.toISOString()).toBe('2026-11-25T09:00:00.000Z');
    const later = new Date(firstNoticeDue.getTime() + 1);
    expect(noticeStanding(firstNoticeDue, null, firstNoticeDue)).toBe('due');
    expect(noticeStanding(firstNoticeDue, null, later)).toBe('overdue');
    expect(noticeStanding(firstNoticeDue, later, later)).toBe('sent_late');
    expect(noticeStanding(firstNoticeDue, found, later)).toBe('sent');
  });
});

describe('a period of keeping', () => {
  it('counts civil months, cut to the end of a shorter one, and days', () => {
    const now = new Date('2026-03-31T10:00:00Z');
    expect(outlivedBefore(now, { months: 1, days: 0 }).toISOString()).toBe('2026-02-28T10:00:00.000Z');
    expect(outlivedBefore(now, { months: 36, days: 0 }).toISOString()).toBe('2023-03-31T10:00:00.000Z');
    expect(outlivedBefore(now, { months: 0, days: 7 }).toISOString()).toBe('2026-03-24T10:00:00.000Z');
  });

  it('is said in words', () => {
    expect(periodInWords({ months: 36, days: 0 })).toBe('лет: 3');
    expect(periodInWords({ months: 13, days: 0 })).toBe('месяцев: 13');
    expect(periodInWords({ months: 0, days: 7 })).toBe('дней: 7');
    expect(periodInWords({ months: 0, days: 0 })).toMatch(/не хранится/);
  });
});

describe('the tables of purposes and periods', () => {
  it('PD-05, PD-07: in docs/personal-data.md are the ones that follow from the data', () => {
    const text = readFileSync('docs/personal-data.md', 'utf8');
    expect(text).toBe(withProcessingRegister(text));
  });

  it('PD-07: a job of a context keeps what it deletes for as long as its rule says', () => {
    const rules = WRITTEN_RULES.filter(({ keptBy }) => keptBy === 'own_job');
    const told = Object.fromEntries(
      rules.map(({ code, months, days }) => [code, months === 0 ? days : null]),
    );
    expect(KEPT_DAYS).toEqual(told);
  });
});

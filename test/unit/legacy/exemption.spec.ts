import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, daysBetween } from '../../../src/kernel/calendar-date.js';
import { type CalendarPeriod, isForbidden } from '../../../src/legacy/domain/calendar.js';
import {
  endAfterRefusal,
  EXEMPTION_STATES,
  type ExemptionEvent,
  holdsUntil,
  latestEnd,
  mayGrant,
  mayRevoke,
  nextExemptionState,
  nextReview,
  renewalOf,
  termOf,
} from '../../../src/legacy/domain/exemption.js';

const day = (text: string) => text as CalendarDate;
const anyDay = fc.integer({ min: 0, max: 2_000 }).map((n) => addDays(day('2026-01-01'), n));
const anyPeriods = fc.array(
  fc.tuple(anyDay, fc.integer({ min: 0, max: 20 })).map(([startsOn, length]): CalendarPeriod => ({
    ...{ kind: 'quarter_end', name: 'конец четверти', startsOn, endsOn: addDays(startsOn, length) },
  })),
  { maxLength: 6 },
);
const EVENTS: readonly ExemptionEvent[] = ['approve', 'reject', 'start', 'expire', 'revoke', 'renew'];

describe('the term of an exemption', () => {
  it.each([
    ['2026-09-01', '2027-09-30'],
    ['2026-11-23', '2027-09-30'],
    ['2027-03-01', '2027-09-30'],
    ['2027-08-31', '2027-09-30'],
    ['2027-09-01', '2028-09-30'],
  ])('LEG-09: granted on %s it lasts to %s at most, 30 September of the next school year', (today, end) => {
    expect(latestEnd(day(today))).toBe(end);
    const wanted = { type: 'other', startsOn: day(today), endsOn: null, today: day(today) } as const;
    expect(termOf(wanted, [])).toEqual({ kind: 'term', endsOn: end });
    expect(termOf({ ...wanted, endsOn: addDays(day(end), 1) }, [])).toMatchObject({ code: 'end_too_late' });
  });

  it('EC-111: ends on the exact date, also on a Sunday', () => {
    const sunday = day('2027-02-28');
    const wanted = {
      type: 'other',
      startsOn: day('2026-11-23'),
      endsOn: sunday,
      today: day('2026-11-23'),
    } as const;
    expect(new Date(`${sunday}T00:00:00Z`).getUTCDay()).toBe(0);
    expect(termOf(wanted, [])).toEqual({ kind: 'term', endsOn: sunday });
  });

  it('EC-111: an end inside the forbidden calendar moves to the first day after it', () => {
    const wanted = {
      type: 'other',
      startsOn: day('2026-11-23'),
      endsOn: day('2027-09-01'),
      today: day('2026-11-23'),
    };
    expect(termOf({ ...wanted, type: 'other' }, [])).toEqual({ kind: 'term', endsOn: '2027-09-16' });
  });

  it.each(['waiting_esia_check', 'joined_late'] as const)(
    'EC-098, EC-132: %s lasts thirty days and no longer',
    (type) => {
      const wanted = { type, startsOn: day('2026-11-23'), endsOn: null, today: day('2026-11-23') };
      expect(termOf(wanted, [])).toEqual({ kind: 'term', endsOn: '2026-12-23' });
      expect(termOf({ ...wanted, endsOn: day('2026-12-24') }, [])).toMatchObject({
        kind: 'refused',
        code: 'end_too_late',
      });
    },
  );

  it('does not begin in the past nor end before it begins', () => {
    const wanted = {
      type: 'other',
      startsOn: day('2026-11-22'),
      endsOn: null,
      today: day('2026-11-23'),
    } as const;
    expect(termOf(wanted, [])).toMatchObject({ code: 'start_past' });
    const empty = { ...wanted, startsOn: day('2026-11-25'), endsOn: day('2026-11-25') };
    expect(termOf(empty, [])).toMatchObject({ code: 'end_before_start' });
  });

  it('law: a granted end is never forbidden, never before what was asked, and exactly that where no calendar speaks', () => {
    const anyTerm = fc.record({
      type: fc.constantFrom('no_esia_possible', 'waiting_esia_check', 'joined_late', 'other'),
      ...{ today: anyDay, ahead: fc.integer({ min: 0, max: 70 }), length: fc.integer({ min: 1, max: 700 }) },
      periods: anyPeriods,
    });
    fc.assert(
      fc.property(anyTerm, ({ type, today, ahead, length, periods }) => {
        const startsOn = addDays(today, ahead);
        const asked = addDays(startsOn, length);
        const term = termOf({ type, startsOn, endsOn: asked, today }, periods);
        const isTooLate =
          asked > latestEnd(today) || (type !== 'other' && type !== 'no_esia_possible' && length > 30);
        expect(term.kind).toBe(isTooLate ? 'refused' : 'term');
        fc.pre(term.kind === 'term');
        expect(isForbidden(term.endsOn, periods)).toBe(false);
        expect(term.endsOn === asked).toBe(!isForbidden(asked, periods));
        expect(term.endsOn >= asked).toBe(true);
      }),
    );
  });
});

describe('the renewal of an exemption', () => {
  const one = {
    state: 'active',
    type: 'no_esia_possible',
    endsOn: day('2027-09-30'),
    renewalUntil: null,
  } as const;
  const ask = (today: string, more: object = {}, endsOn: string | null = null) =>
    renewalOf({ ...one, ...more }, { today: day(today), endsOn: endsOn as CalendarDate | null }, []);

  it.each([
    ['2027-07-31', 'too_early'],
    ['2027-09-30', 'over'],
  ])('on %s it is refused: %s', (today, code) => {
    expect(ask(today)).toMatchObject({ kind: 'refused', code, from: '2027-08-01' });
  });

  it.each(['2027-08-01', '2027-09-29'])(
    'from T-60 to the last day it is taken, on %s, for a school year more',
    (today) => {
      expect(ask(today)).toEqual({ kind: 'term', endsOn: '2028-09-30' });
    },
  );

  it('a second one waits for the first, thirty days are no more than thirty, and what has ended is not renewed', () => {
    expect(ask('2027-09-01', { renewalUntil: day('2028-09-30') })).toMatchObject({ code: 'asked_already' });
    expect(ask('2027-09-01', { type: 'waiting_esia_check' })).toMatchObject({ code: 'short_type' });
    expect(ask('2027-09-01', { state: 'expired' })).toMatchObject({ code: 'not_active' });
    expect(ask('2027-09-01', {}, '2028-10-01')).toMatchObject({ code: 'end_too_late' });
    expect(ask('2027-09-01', {}, '2027-09-30')).toMatchObject({ code: 'end_before_start' });
  });

  it('EC-111: asked for in time it keeps the old one running until it is decided', () => {
    expect(holdsUntil(one)).toBe('2027-09-30');
    expect(holdsUntil({ ...one, renewalUntil: day('2028-09-30') })).toBe('2028-09-30');
  });

  it('refused it leaves the old end, today when that has passed, and never a forbidden day', () => {
    expect(endAfterRefusal(day('2027-09-30'), day('2027-09-20'), [])).toBe('2027-09-30');
    expect(endAfterRefusal(day('2027-09-30'), day('2027-10-05'), [])).toBe('2027-10-05');
    expect(endAfterRefusal(day('2027-08-20'), day('2027-09-01'), [])).toBe('2027-09-16');
  });
});

describe('the life of an exemption', () => {
  it('goes from a request through its days to one of its ends, and ends are final', () => {
    const moves = EXEMPTION_STATES.map((state) => [
      state,
      Object.fromEntries(
        EVENTS.map((event) => [event, nextExemptionState(state, event)] as const).filter(
          ([, to]) => to !== null,
        ),
      ),
    ]);
    expect(Object.fromEntries(moves)).toEqual({
      requested: { approve: 'approved', reject: 'rejected' },
      approved: { start: 'active', expire: 'expired', revoke: 'revoked' },
      active: { renew: 'active', expire: 'expired', revoke: 'revoked' },
      ...{ rejected: {}, expired: {}, revoked: {} },
    });
  });

  it('a principal decides about people who were not passed up, the campaign manager about all', () => {
    const scopes = ['person', 'class', 'school', 'role'] as const;
    const granted = (office: 'principal' | 'campaign_manager', isEscalated: boolean) =>
      scopes.filter((scope) => mayGrant(office, { scope, isEscalated }));
    expect(granted('principal', false)).toEqual(['person']);
    expect(granted('principal', true)).toEqual([]);
    expect(granted('campaign_manager', true)).toEqual(scopes);
  });

  it('the campaign manager does not override a legal exemption', () => {
    expect([mayRevoke('campaign_manager', 'person'), mayRevoke('campaign_manager', 'school')]).toEqual([
      false,
      true,
    ]);
    expect([mayRevoke('principal', 'person'), mayRevoke('principal', 'school')]).toEqual([true, false]);
  });

  it('EC-060: a child without documents is looked at each quarter', () => {
    expect(nextReview(day('2026-11-23'))).toBe('2027-02-23');
    expect(nextReview(day('2026-11-30'))).toBe('2027-02-28');
    fc.assert(
      fc.property(anyDay, (from) => {
        const days = daysBetween(from, nextReview(from));
        expect(days >= 87 && days <= 93).toBe(true);
      }),
    );
  });
});

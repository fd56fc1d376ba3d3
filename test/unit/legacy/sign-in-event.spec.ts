import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import { newUuid } from '../../../src/kernel/ids.js';
import {
  dayRefusal,
  parseMoment,
  type SignInEvent,
  sortBatch,
} from '../../../src/legacy/domain/sign-in-event.js';

const NOW = new Date('2026-11-23T10:00:00Z');
const at = (text: string): Date => new Date(text);
const anEvent = (overrides: Partial<SignInEvent> = {}): SignInEvent => ({
  ...{ id: newUuid(), account: 'a-1', at: NOW, method: 'password', channel: 'web', succeeded: true },
  ...overrides,
});

describe('a batch of sign-in events', () => {
  it('holds an event once, however often it stands in it', () => {
    const event = anEvent();
    const { taken, refused, repeated } = sortBatch([event, { ...event }, { ...event }], NOW);
    expect([taken, refused, repeated]).toEqual([[event], [], 2]);
  });

  it('refuses what is older than ninety days or lies more than five minutes ahead, and takes the rest', () => {
    const old = anEvent({ at: at('2026-08-25T09:59:59Z') });
    const ahead = anEvent({ at: at('2026-11-23T10:05:01Z') });
    const fits = [anEvent({ at: at('2026-08-25T10:00:00Z') }), anEvent({ at: at('2026-11-23T10:05:00Z') })];
    const sorted = sortBatch([old, ...fits, ahead], NOW);
    expect(sorted.taken).toEqual(fits);
    expect(sorted.refused).toEqual([
      { id: old.id, reason: 'too_old' },
      { id: ahead.id, reason: 'in_future' },
    ]);
  });

  it('refuses another event under an id that it has used', () => {
    const event = anEvent();
    const { taken, refused } = sortBatch([event, { ...event, channel: 'api' }], NOW);
    expect([taken, refused]).toEqual([[event], [{ id: event.id, reason: 'id_reused' }]]);
  });
});

describe('a moment of an event', () => {
  it.each(['2026-11-22T08:15:00+02:00', '2026-11-22t06:15:00z', '2026-11-22 06:15:00.000Z'])(
    'is read as RFC 3339 writes it: %s',
    (text) => expect(parseMoment(text)).toEqual(at('2026-11-22T06:15:00Z')),
  );

  it.each([
    '2026-11-22T08:15:00',
    '2026-11-22',
    '2026-02-30T00:00:00Z',
    '1700000000',
    '2026-11-22T25:00:00Z',
  ])('is not guessed from %s', (text) => expect(parseMoment(text)).toBeNull());
});

describe('a day marked complete', () => {
  it.each([
    ['2026-11-23', 'not_over'],
    ['2026-11-24', 'not_over'],
    ['2026-11-22', null],
    ['2026-08-25', null],
    ['2026-08-24', 'too_old'],
  ])('%s is %s on 2026-11-23', (day, refusal) => {
    expect(dayRefusal(day as CalendarDate, '2026-11-23' as CalendarDate)).toBe(refusal);
  });
});

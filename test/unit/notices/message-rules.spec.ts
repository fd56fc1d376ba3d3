import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { addDays, birthdayOn, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import { FOURTEEN_STAGES, fourteenMessage, stageOn } from '../../../src/notices/domain/fourteen.js';
import { mayFollow, DELIVERY_STATES, statesBefore } from '../../../src/notices/domain/delivery-state.js';
import { nextTry } from '../../../src/notices/domain/delivery-pace.js';
import { maskAddress, parseEmail, parsePhone } from '../../../src/notices/domain/address.js';

describe('the stages after the 14th birthday', () => {
  it('come in their order, whatever the grace', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 30, max: 700 }), (n, grace) => {
        const born = addDays('2008-01-01' as CalendarDate, n);
        const lastDay = addDays(birthdayOn(born, 14), grace);
        let seen = -1;
        for (let day = 0; day <= grace; day += 7) {
          const stage = stageOn(addDays(birthdayOn(born, 14), day), born, lastDay);
          const place = stage === null ? -1 : FOURTEEN_STAGES.indexOf(stage);
          expect(place).toBeGreaterThanOrEqual(seen);
          seen = place;
        }
        expect(stageOn(addDays(lastDay, 1), born, lastDay)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('name the child by the first name only, and the last day', () => {
    const { text } = fourteenMessage(
      'birthday',
      { firstName: 'Анна', own: false },
      '2027-05-22' as CalendarDate,
    );
    expect(text).toContain('Анна: исполнилось 14 лет.');
    expect(text).toContain('по 22.05.2027 включительно');
  });
});

describe('a message', () => {
  it('never comes back from an end, and no state follows itself', () => {
    for (const state of DELIVERY_STATES) {
      expect(mayFollow(state, state)).toBe(false);
      expect(mayFollow(state, 'queued')).toBe(false);
    }
    expect(statesBefore('delivered')).toEqual(['queued', 'sent']);
  });

  it('is tried later and later, as long as the other side asks, and not after three days', () => {
    const [now, created] = [new Date(1e12), new Date(1e12)];
    expect(nextTry(now, created, 1, 0)).toEqual({ kind: 'again', notBefore: new Date(1e12 + 60_000) });
    expect(nextTry(now, created, 3, 0)).toEqual({ kind: 'again', notBefore: new Date(1e12 + 240_000) });
    expect(nextTry(now, created, 1, 600_000)).toEqual({ kind: 'again', notBefore: new Date(1e12 + 600_000) });
    expect(nextTry(new Date(1e12 + 3 * 86_400_000), created, 20, 0)).toEqual({ kind: 'given_up' });
  });

  it('goes to addresses that are some, and shows little of them', () => {
    expect(parseEmail(' Anna.P@MAIL.ru ')).toBe('Anna.P@mail.ru');
    for (const raw of [
      '',
      'a',
      'a@b',
      'a b@c.ru',
      'a@b.ru\nBcc: x@y.ru',
      '<a@b.ru>',
      'a@b.ru, c@d.ru',
      `${'a'.repeat(65)}@b.ru`,
    ])
      expect(parseEmail(raw)).toBeNull();
    expect([parsePhone('8 (900) 123-45-67'), parsePhone('+7 900 123 45 67'), parsePhone('123')]).toEqual([
      '+79001234567',
      '+79001234567',
      null,
    ]);
    expect([maskAddress('email', 'anna@mail.ru'), maskAddress('sms', '+79001234567')]).toEqual([
      'a***@mail.ru',
      '+7 *** ***-**-67',
    ]);
  });
});

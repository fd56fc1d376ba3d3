import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, ageOn, birthdayOn, type CalendarDate } from '../../../src/kernel/calendar-date.js';
import {
  kindOn,
  nextTieState,
  shownKind,
  type TieActor,
  type TieEvent,
  type TieState,
} from '../../../src/roster/domain/family-tie.js';
import { mayBeExcepted } from '../../../src/roster/domain/legal-capacity.js';
import { TIE_KINDS } from '../../../src/roster/domain/vocabulary.js';

const day = (text: string) => text as CalendarDate;
const STATES: readonly TieState[] = ['asserted', 'confirmed', 'disputed', 'ended'];
const EVENTS: readonly TieEvent[] = ['confirm', 'dispute', 'end'];
const ACTORS: readonly TieActor[] = ['school', 'esia', 'representative', 'pupil', 'system'];
const born = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
  .map((moment) => day(moment.toISOString().slice(0, 10)));

describe('the machine of a family tie', () => {
  it.each<[TieState, TieEvent, TieActor, TieState | null]>([
    ['asserted', 'confirm', 'school', 'confirmed'],
    ['asserted', 'confirm', 'esia', 'confirmed'],
    ['asserted', 'dispute', 'representative', 'disputed'],
    ['asserted', 'end', 'system', 'ended'],
    ['confirmed', 'dispute', 'representative', 'disputed'],
    ['confirmed', 'confirm', 'school', null],
    ['confirmed', 'end', 'pupil', 'ended'],
    ['disputed', 'confirm', 'school', 'confirmed'],
    ['disputed', 'confirm', 'esia', null],
    ['disputed', 'dispute', 'representative', null],
    ['disputed', 'end', 'school', 'ended'],
    ['asserted', 'end', 'representative', null],
    ['asserted', 'dispute', 'school', null],
    ['asserted', 'confirm', 'representative', null],
  ])('%s, %s by %s: %s', (state, event, actor, next) => {
    expect(nextTieState(state, event, actor)).toBe(next);
  });

  it('law: an ended tie never returns, whatever is done and by whom', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...EVENTS), fc.constantFrom(...ACTORS)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.constantFrom(...STATES), steps, (begin, acts) => {
        let state = begin;
        let hasEnded = state === 'ended';
        for (const [event, actor] of acts) {
          state = nextTieState(state, event, actor) ?? state;
          hasEnded ||= state === 'ended';
          expect(state === 'ended').toBe(hasEnded);
        }
      }),
    );
  });

  it('law: only the school brings a disputed tie back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS), fc.constantFrom(...ACTORS), (event, actor) => {
        const next = nextTieState('disputed', event, actor);
        expect(next === 'confirmed' && actor !== 'school').toBe(false);
      }),
    );
  });
});

describe('kinds of representation', () => {
  it('EC-051: a guardian is a trustee from the 14th birthday on, and never a day before', () => {
    fc.assert(
      fc.property(born, (birth) => {
        const birthday = birthdayOn(birth, 14);
        expect(kindOn(birthday, 'guardian', birth)).toBe('trustee');
        expect(kindOn(addDays(birthday, -1), 'guardian', birth)).toBe('guardian');
      }),
    );
  });

  it('EC-051: other kinds stay, and a guardian of a child without a birth date too', () => {
    expect(kindOn(day('2026-11-23'), 'parent', day('2000-01-01'))).toBe('parent');
    expect(kindOn(day('2026-11-23'), 'guardian', null)).toBe('guardian');
  });

  it('an adoption is shown to nobody', () => {
    expect(shownKind('adoptive_parent')).toBe('parent');
    expect(shownKind('trustee')).toBe('trustee');
  });

  it('EC-053: a stepfather and a grandmother are no kind of legal representative: a file cannot name them', () => {
    for (const word of ['отчим', 'мачеха', 'бабушка', 'дедушка', 'stepfather'])
      expect(TIE_KINDS.has(word)).toBe(false);
  });
});

describe('EC-035: exceptions for minors who may act as adults', () => {
  it('are for those of 16 and 17, to the day', () => {
    fc.assert(
      fc.property(born, fc.integer({ min: -800, max: 800 }), (birth, days) => {
        const at = addDays(birthdayOn(birth, 17), days);
        const age = ageOn(at, birth);
        expect(mayBeExcepted(at, birth)).toBe(age === 16 || age === 17);
      }),
    );
  });

  it('need a birth date', () => {
    expect(mayBeExcepted(day('2026-11-23'), null)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  closedStates,
  isAlive,
  nextState,
  openStates,
  type SignInEvent,
  signInMoves,
  type SignInState,
} from '../../../src/signin/domain/sign-in.js';

const EVENTS: readonly SignInEvent[] = [
  ...(['profile', 'fail', 'deny', 'confirm_none', 'confirm_one', 'confirm_many', 'confirm_session'] as const),
  ...(['choose', 'take', 'expire'] as const),
];
const STATES = Object.keys(signInMoves) as SignInState[];

/** Where a story of events leads; events that may not happen are passed over. */
const play = (story: readonly SignInEvent[]): SignInState[] =>
  story.reduce<SignInState[]>(
    (way, event) => [...way, nextState(way.at(-1)!, event) ?? way.at(-1)!],
    ['started'],
  );

describe('the states of a sign-in', () => {
  it('are open or closed, never both', () => {
    expect([...openStates, ...closedStates].sort()).toEqual([...STATES].sort());
    expect(openStates).toEqual(['started', 'matched', 'unproven', 'confirmed', 'chosen']);
  });

  it('a closed sign-in never moves again', () => {
    const moves = closedStates.flatMap((state) => EVENTS.map((event) => nextState(state, event)));
    expect(new Set(moves)).toEqual(new Set([null]));
  });

  it('every open sign-in can expire; one that waited for an evidence has failed for the reason it said', () => {
    const over = openStates.map((state) => [state, nextState(state, 'expire')]);
    expect(over).toEqual(openStates.map((state) => [state, state === 'unproven' ? 'failed' : 'expired']));
  });

  it('EC-128: whatever happens, nothing is chosen or finished without «Это я»', () => {
    const confirms: readonly SignInEvent[] = ['confirm_one', 'confirm_many', 'confirm_session'];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...EVENTS.filter((event) => !confirms.includes(event)))),
        (story) => {
          const way = play(story);
          return !way.includes('chosen') && !way.includes('finished') && !way.includes('confirmed');
        },
      ),
    );
  });

  it('whatever happens, a sign-in is taken at most once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (story) => {
        const way = play(story);
        return way.filter((state, at) => state === 'finished' && way[at - 1] === 'chosen').length <= 1;
      }),
    );
  });

  it('EC-128: after «Это не я» nothing happens any more', () => {
    for (const state of openStates.filter((each) => nextState(each, 'deny') !== null)) {
      expect(nextState(state, 'deny')).toBe('ended');
    }
    expect(EVENTS.map((event) => nextState('ended', event))).toEqual(EVENTS.map(() => null));
  });

  it('is alive before its end, and not at it', () => {
    const expiresAt = new Date('2026-11-21T12:10:00Z');
    const at = (time: string) => isAlive({ state: 'matched', expiresAt }, new Date(time));
    expect([at('2026-11-21T12:09:59.999Z'), at('2026-11-21T12:10:00Z')]).toEqual([true, false]);
  });
});

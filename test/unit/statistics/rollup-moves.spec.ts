import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CORRECTION_STATES,
  type CorrectionEvent,
  correctionMoves,
} from '../../../src/statistics/domain/correction-moves.js';
import {
  missingAfterLock,
  ROLLUP_EVENTS,
  ROLLUP_STATES,
  type RollupEvent,
  rollupMoves,
  rollupRevision,
  type RollupState,
} from '../../../src/statistics/domain/rollup-moves.js';

/** state-machines.md e.4, row by row. */
const ROWS: readonly (readonly [RollupState, RollupEvent, RollupState])[] = [
  ['draft', 'build', 'draft'],
  ['returned', 'build', 'returned'],
  ['draft', 'submit', 'submitted'],
  ['submitted', 'recall', 'draft'],
  ['submitted', 'return', 'returned'],
  ['returned', 'submit', 'submitted'],
  ['submitted', 'accept', 'accepted'],
  ['accepted', 'return', 'returned'],
  ['accepted', 'lock', 'locked'],
  ['draft', 'lock', 'locked'],
  ['submitted', 'lock', 'locked'],
  ['returned', 'lock', 'locked'],
  ['locked', 'correct', 'draft'],
];

describe('the moves of a roll-up', () => {
  it.each(ROLLUP_STATES.flatMap((state) => ROLLUP_EVENTS.map((event) => [state, event] as const)))(
    'from %s by %s are those of e.4 and no others',
    (state, event) => {
      const row = ROWS.find(([from, what]) => from === state && what === event);
      expect(rollupMoves[state][event]).toBe(row?.[2]);
    },
  );

  it('leave only an accepted roll-up unmarked when the period is locked', () => {
    expect(ROLLUP_STATES.filter((state) => !missingAfterLock(state))).toEqual(['accepted']);
  });

  it('never sign two contents under one number: every submission after the first has the next one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ROLLUP_EVENTS), { maxLength: 40 }), (events) => {
        let [state, revision]: [RollupState, number] = ['draft', 1];
        const signed: number[] = [];
        for (const event of events) {
          const to: RollupState | undefined = rollupMoves[state][event];
          if (to === undefined) continue;
          revision = rollupRevision(event, revision, signed.at(-1) ?? null);
          if (event === 'submit') signed.push(revision);
          state = to;
        }
        expect(signed).toEqual(signed.map((_, index) => index + 1));
      }),
    );
  });

  it('give the next number at once to a corrected roll-up, and none to one that was never signed', () => {
    expect([rollupRevision('correct', 1, 1), rollupRevision('correct', 1, null)]).toEqual([2, 1]);
    expect([rollupRevision('return', 1, 1), rollupRevision('lock', 3, 3)]).toEqual([1, 3]);
  });
});

describe('the moves of a correction', () => {
  const EVENTS: readonly CorrectionEvent[] = ['agree', 'approve', 'refuse'];
  const ways = (route: 'municipal' | 'direct') =>
    CORRECTION_STATES.flatMap((state) =>
      EVENTS.flatMap((event) => {
        const to = correctionMoves[route][state][event];
        return to === undefined ? [] : [`${state} ${event} ${to}`];
      }),
    );

  it('go through the municipality of a municipal school before the ministry approves', () => {
    expect(ways('municipal')).toEqual([
      ...['asked agree agreed', 'asked refuse refused', 'agreed approve approved', 'agreed refuse refused'],
    ]);
  });

  it('go to the ministry at once where the school reports directly (EC-126)', () => {
    expect(ways('direct')).toEqual(['asked approve approved', 'asked refuse refused']);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BATCH_EVENTS,
  BATCH_STATES,
  type BatchState,
  eventsToApply,
  eventsToEnd,
  levelAbove,
  moveOf,
  type RunEnd,
  type RunStart,
  stateAfter,
} from '../../../src/roster/domain/import-batch.js';

/** e.5, ImportBatch, word for word; `failed` before `applying` is ours: an upload that broke off, a reader that died. */
const PATHS: readonly (readonly [BatchState, BatchState])[] = [
  ['uploaded', 'validating'],
  ['validating', 'invalid'],
  ['validating', 'ready'],
  ['ready', 'needs_approval'],
  ['ready', 'applying'],
  ['ready', 'discarded'],
  ['needs_approval', 'applying'],
  ['needs_approval', 'rejected'],
  ['applying', 'applied'],
  ['applying', 'failed'],
  ['failed', 'applying'],
  ['failed', 'rolled_back'],
  ['applied', 'rolled_back'],
  ['uploaded', 'failed'],
  ['validating', 'failed'],
];

const FINAL: readonly BatchState[] = ['invalid', 'rejected', 'discarded', 'rolled_back'];

describe('the machine of an import batch', () => {
  it('has the moves of e.5 and no other', () => {
    const moves = BATCH_STATES.flatMap((from) =>
      BATCH_EVENTS.flatMap((event) => {
        const to = stateAfter(from, event);
        return to === null ? [] : [`${from} → ${to}`];
      }),
    );
    expect([...new Set(moves)].sort()).toEqual(PATHS.map(([from, to]) => `${from} → ${to}`).sort());
  });

  it('goes only along its paths whatever happens, and never leaves a final state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BATCH_EVENTS), { maxLength: 30 }), (events) => {
        let state: BatchState = 'uploaded';
        for (const event of events) {
          const next = stateAfter(state, event);
          if (next === null) continue;
          expect(FINAL).not.toContain(state);
          expect(PATHS).toContainEqual([state, next]);
          state = next;
        }
      }),
    );
  });

  it('gives a guarded update the states from which an event leads, and its one target', () => {
    for (const event of BATCH_EVENTS) {
      const { from, to } = moveOf(event);
      for (const state of BATCH_STATES)
        expect(stateAfter(state, event)).toBe(from.includes(state) ? to : null);
    }
  });

  it.each<[RunStart, BatchState]>([
    ['first', 'validating'],
    ['dry_run_accepted', 'ready'],
    ['approved', 'applying'],
    ['resumed', 'applying'],
  ])('a run that begins as %s comes by its events to the state of its end', (start, state) => {
    const walk = (from: BatchState, events: readonly (typeof BATCH_EVENTS)[number][]) =>
      events.reduce<BatchState | null>((at, event) => (at === null ? null : stateAfter(at, event)), from);
    expect(walk(state, eventsToApply(start))).toBe('applying');
    expect(walk('applying', eventsToEnd('resumed', 'applied'))).toBe('applied');
    const judged: readonly RunEnd[] = ['invalid', 'needs_approval'];
    for (const end of judged) {
      const at = walk(state, eventsToEnd(start, end));
      expect([end, 'failed']).toContain(at);
    }
  });

  it('a dry run ends as ready', () => {
    expect(stateAfter('validating', 'accept')).toBe('ready');
    expect(eventsToEnd('first', 'ready')).toEqual(['accept']);
  });

  it('asks one level up, and above the ministry nobody', () => {
    expect(levelAbove('school')).toBe('municipality');
    expect(levelAbove('municipality')).toBe('ministry');
    expect(levelAbove('ministry')).toBeNull();
  });
});

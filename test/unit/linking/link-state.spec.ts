import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  entries,
  isLive,
  isOpen,
  type LinkEvent,
  type LinkState,
  moves,
  nextLinkState,
} from '../../../src/linking/domain/link-state.js';

const states = Object.keys(moves) as LinkState[];
const events = [...new Set(states.flatMap((state) => Object.keys(moves[state])))] as LinkEvent[];
const terminal: readonly LinkState[] = ['rejected', 'expired', 'superseded', 'revoked'];

describe('the life of a link (e.1)', () => {
  it('never leaves a terminal state', () => {
    fc.assert(
      fc.property(fc.constantFrom(...terminal), fc.constantFrom(...events), (state, event) => {
        expect(nextLinkState(state, event)).toBeNull();
      }),
    );
  });

  it('reaches every state from its entries', () => {
    const reached = new Set<LinkState>(Object.values(entries));
    for (const state of reached) for (const next of Object.values(moves[state])) reached.add(next);
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('can end from every state that is not terminal', () => {
    const ends = (state: LinkState, seen: readonly LinkState[] = []): boolean =>
      terminal.includes(state) ||
      Object.values(moves[state]).some((next) => !seen.includes(next) && ends(next, [...seen, state]));
    expect(states.filter((state) => !ends(state))).toEqual([]);
  });

  it('becomes revoked from a live state only, and never by a step that waits', () => {
    const from = states.filter((state) => Object.values(moves[state]).includes('revoked'));
    expect(from).toEqual(['active', 'suspended']);
  });

  it('a state is live, open or terminal, and one of them only', () => {
    for (const state of states) {
      expect([isLive(state), isOpen(state), terminal.includes(state)].filter(Boolean)).toHaveLength(1);
    }
  });

  it('a revoked link never returns, whatever happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(entries)),
        fc.array(fc.constantFrom(...events)),
        (start, happens) => {
          let state: LinkState = start;
          let ended = false;
          for (const event of happens) {
            state = nextLinkState(state, event) ?? state;
            expect(ended && !terminal.includes(state)).toBe(false);
            ended = terminal.includes(state);
          }
        },
      ),
    );
  });
});

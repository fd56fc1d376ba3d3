import { describe, expect, it } from '@jest/globals';
import { isOver, limitOf } from '../../../src/linking/domain/limits.js';
import type { LinkState } from '../../../src/linking/domain/link-state.js';

const AT = new Date('2026-11-23T08:00:00Z');
const days = (state: LinkState, reason: string | null) => {
  const until = limitOf(state, reason, AT);
  return until === null ? null : (until.getTime() - AT.getTime()) / 86_400_000;
};

describe('how long a state lasts by itself (e.1)', () => {
  it.each([
    ['pending_proof', 'SNILS_MISSING_IN_ROSTER', 30],
    ['awaiting_consent', 'AWAITING_PARENT_CONSENT', 90],
    ['pending_review', 'SNILS_MISMATCH', null],
    ['suspended', 'between_schools', 30],
    ['suspended', 'data_mismatch', 30],
    ['suspended', 'dispute', 90],
    ['suspended', 'security', 90],
    ['suspended', 'restriction', null],
    ['suspended', 'consent_withdrawn', null],
    ['active', 'R1', null],
    ['revoked', 'between_schools', null],
  ] as const)('%s (%s): %s days', (state, reason, expected) => {
    expect(days(state, reason)).toBe(expected);
  });

  it.each([
    ['pending_proof', null, true],
    ['active', null, true],
    ['suspended', 'between_schools', true],
    ['suspended', 'restriction', true],
    ['suspended', 'data_mismatch', false],
    ['suspended', 'dispute', false],
    ['suspended', 'security', false],
  ] as const)(
    'no silence ends a case: the limit of %s (%s) decides by itself: %s',
    (state, reason, decides) => {
      expect(isOver({ state, reason, until: AT }, AT)).toBe(decides);
      expect(isOver({ state, reason, until: new Date(AT.getTime() + 1) }, AT)).toBe(false);
      expect(isOver({ state, reason, until: null }, AT)).toBe(false);
    },
  );
});

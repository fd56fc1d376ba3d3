import { describe, expect, it } from '@jest/globals';
import { PHASES } from '../../../src/legacy/domain/campaign-phase.js';
import { STANDINGS } from '../../../src/legacy/domain/credential-moves.js';
import { reenabledUntil, reenableRefusal } from '../../../src/legacy/domain/reenable.js';

const facts = { phase: 'cutover', standing: 'disabled.cutover', isHeld: false, isUsed: false } as const;

describe('a password that works again for some days', () => {
  it.each(PHASES)('LEG-10: in %s', (phase) => {
    const expected = { brownouts: null, cutover: null, grace: null, closed: 'closed' } as Record<
      string,
      string | null
    >;
    expect(reenableRefusal({ ...facts, phase })).toBe(phase in expected ? expected[phase] : 'too_early');
  });

  it.each(STANDINGS)('from %s', (standing) => {
    const shut = ['link_required', 'disabled.unused', 'disabled.cutover'];
    const none = ['never_issued', 'purged'];
    expect(reenableRefusal({ ...facts, standing })).toBe(
      shut.includes(standing) ? null : none.includes(standing) ? 'no_password' : 'works',
    );
  });

  it('EC-114: not for whoever holds the account by a link, and once only', () => {
    expect(reenableRefusal({ ...facts, isHeld: true })).toBe('linked');
    expect(reenableRefusal({ ...facts, isUsed: true })).toBe('used');
    expect(reenableRefusal({ ...facts, standing: null })).toBe('no_password');
  });

  it('lasts whole days from its moment on', () => {
    expect(reenabledUntil(new Date('2026-12-01T10:00:00Z'), 7)).toEqual(new Date('2026-12-08T10:00:00Z'));
  });
});

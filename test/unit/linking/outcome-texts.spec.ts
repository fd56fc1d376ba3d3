import { describe, expect, it } from '@jest/globals';
import type { LinkOutcomeCode, MendedBy } from '../../../src/linking/domain/outcome-codes.js';
import { outcomeText } from '../../../src/linking/domain/outcome-texts.js';

const codes: readonly LinkOutcomeCode[] = [
  ...(['OK_AUTO', 'OK_CONFIRMED', 'NOT_ME', 'NOT_FOUND', 'SNILS_MISSING_IN_ROSTER'] as const),
  ...([
    'BIRTHDATE_MISSING_IN_ROSTER',
    'SNILS_MISSING_IN_ESIA',
    'DATA_INSUFFICIENT',
    'SNILS_DUPLICATE',
  ] as const),
  ...([
    'SNILS_MISMATCH',
    'BIRTHDATE_MISMATCH',
    'NAME_DISCREPANCY',
    'OID_SNILS_CHANGED',
    'AMBIGUOUS',
  ] as const),
  ...(['WRONG_PERSON_PARENT_AS_STUDENT', 'SIBLING_ACCOUNT', 'SHARED_ACCOUNT', 'LINK_CONFLICT'] as const),
  ...(['LINK_COOLDOWN', 'LINK_CODE_INVALID', 'LEGACY_PROOF_INVALID', 'MINOR_CANNOT_HOLD_ROLE'] as const),
  ...(['AWAITING_PARENT_CONSENT', 'REPRESENTATION_RESTRICTED', 'SECURITY_LOCK', 'STATE_INVALID'] as const),
  'ESIA_NOT_VERIFIED',
];

/** Whoever mends it stands in the advice. */
const NAMED: Readonly<Record<MendedBy, RegExp>> = {
  user: /(?:войдите|введите|начните)/i,
  school: /школ/i,
  support: /поддержк/i,
  parent: /родител/i,
  wait: /подождите/i,
  nobody: /ничего делать не нужно/i,
};

describe('what a person reads', () => {
  it.each(codes)('%s: names the cause, what to do and who mends it, in Russian sentences', (code) => {
    const { cause, advice, mendedBy } = outcomeText(code);
    for (const text of [cause, advice]) {
      expect(text).toMatch(/^[А-ЯЁ«]/);
      expect(text).toMatch(/\.$/);
    }
    expect(advice).toMatch(NAMED[mendedBy]);
  });

  it('says who mends it as outcome-codes.md does', () => {
    const mended = (code: LinkOutcomeCode) => outcomeText(code).mendedBy;
    expect(mended('NOT_FOUND')).toBe('school');
    expect(mended('WRONG_PERSON_PARENT_AS_STUDENT')).toBe('user');
    expect(mended('LINK_COOLDOWN')).toBe('wait');
    expect(mended('AWAITING_PARENT_CONSENT')).toBe('parent');
    expect(mended('STATE_INVALID')).toBe('user');
    expect(mended('OK_AUTO')).toBe('nobody');
  });

  it('a dispute reads like a restriction: the neutral text names neither', () => {
    expect(JSON.stringify(outcomeText('REPRESENTATION_RESTRICTED'))).not.toMatch(/спор|суд|развод|прав/i);
  });
});

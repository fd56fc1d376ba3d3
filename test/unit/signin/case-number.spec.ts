import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCaseNumber, parseCaseNumber } from '../../../src/signin/domain/case-number.js';

describe('the case number', () => {
  it('is read out in fours', () => {
    expect(formatCaseNumber('482109371528')).toBe('4821-0937-1528');
  });

  it('is found again however it was written down', () => {
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(digits, fc.constantFrom('', '-', ' ', '–', ' - '), (number, blank) => {
        const written = formatCaseNumber(number).split('-').join(blank);
        return parseCaseNumber(written) === number;
      }),
    );
  });

  it.each(['', '123', '4821-0937-152', '4821-0937-15280', 'номер 4821-0937-1528'])('is not %j', (written) => {
    expect(parseCaseNumber(written)).toBeNull();
  });
});

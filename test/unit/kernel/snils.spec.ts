import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatSnils,
  judgeSnils,
  maskSnils,
  parseSnils,
  type Snils,
  snilsControlNumber,
  snilsLast2,
} from '../../../src/kernel/snils.js';

const production = { allowTestNumbers: false };
const test = { allowTestNumbers: true };
const valid = (digits: string) => ({ kind: 'valid', snils: digits });
const invalid = (reason: string) => ({ kind: 'invalid', reason });
const missing = { kind: 'missing' };

/** Numbers that have a control number, 001-001-999 and up, each with its own. */
const aSnils = fc
  .integer({ min: 1_001_999, max: 999_999_999 })
  .map((n) => String(n).padStart(9, '0'))
  .map((number) => `${number}${snilsControlNumber(number)}` as Snils);

describe('control number', () => {
  it('agrees with the example of the official text, 112-233-445 95', () => {
    expect(snilsControlNumber('112233445')).toBe('95');
  });

  it.each([
    ['200-007-999 00', 'the sum is 100'],
    ['200-008-899 00', 'the sum is 101'],
    ['900-087-997 00', 'the sum is 201, its remainder 100'],
    ['900-079-898 00', 'the sum is 202, its remainder 0'],
  ])('EC-015: %s is valid, %s', (written) => {
    expect(judgeSnils(written, production)).toEqual(valid(written.replace(/\D/g, '')));
  });

  it.each(['112-233-445 94', '200-007-999 01', '112-233-454 95'])(
    'EC-013: %s has a wrong control number',
    (written) => {
      expect(judgeSnils(written, production)).toEqual(invalid('checksum'));
    },
  );

  it('EC-013: any other control number than the right one is refused', () => {
    fc.assert(
      fc.property(aSnils, fc.integer({ min: 1, max: 99 }), (snils, shift) => {
        const other = String((Number(snilsLast2(snils)) + shift) % 100).padStart(2, '0');
        expect(judgeSnils(snils.slice(0, 9) + other, production)).toEqual(invalid('checksum'));
      }),
    );
  });

  it('EC-014: is not asked up to 001-001-998, and is from 001-001-999', () => {
    expect(judgeSnils('001-001-998 99', production)).toEqual(valid('00100199899'));
    expect(judgeSnils('001-001-999 99', production)).toEqual(invalid('checksum'));
    expect(judgeSnils(`001-001-999 ${snilsControlNumber('001001999')}`, production).kind).toBe('valid');
  });

  it.each(['12345678', '1234567890', '12345678a', ''])(
    'is not computed of «%s», which is not nine digits',
    (number) => {
      expect(() => snilsControlNumber(number)).toThrow(RangeError);
    },
  );
});

describe('test numbers', () => {
  it.each(['000-000-600 06', '000-000-601 11', '00000060099'])(
    'EC-014: %s is good for test ESIA only',
    (written) => {
      expect(judgeSnils(written, test)).toEqual(valid(written.replace(/\D/g, '')));
      expect(judgeSnils(written, production)).toEqual(invalid('zero_prefix'));
    },
  );

  it('EC-014: are forbidden unless the rules allow them', () => {
    expect(parseSnils('000-000-600 06')).toBeNull();
    expect(parseSnils('000-000-600 06', test)).toBe('00000060006');
  });

  it.each([production, test])("do not make nine zeros anybody's number (%p)", (rules) => {
    expect(judgeSnils('000-000-000 00', rules)).toEqual(invalid('zero_prefix'));
  });
});

describe('written forms', () => {
  it.each([
    '112-233-445 95',
    '11223344595',
    '112 233 445 95',
    '112-233-445-95',
    ' 112-233-445 95\t',
    '112-233-445\u00A095',
    '112\u2011233\u2013445\u202F95',
    '112\u2212233\u2014445 95\r\n',
    '\uFEFF112-233-445 95',
    '11 223 344 595',
  ])('EC-016: «%s» is 11223344595', (written) => {
    expect(judgeSnils(written, production)).toEqual(valid('11223344595'));
  });

  it('EC-016: any spaces and dashes between the digits give the same canonical number', () => {
    const gap = fc.array(fc.constantFrom(' ', '-', '\u00A0', '\u2013', '\u2011', '\u2009', '\u200B'), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(aSnils, fc.array(gap, { minLength: 12, maxLength: 12 }), (snils, gaps) => {
        const written = gaps.map((signs, index) => signs.join('') + (snils[index] ?? '')).join('');
        expect(parseSnils(written)).toBe(snils);
      }),
    );
  });

  it.each([
    '112-233-445 9',
    '112-233-445 950',
    '112233445',
    '0',
    'СНИЛС 112-233-445 95',
    '112-233-445 9S',
    '112.233.445.95',
    '1.1223344595E+10',
    'нет 1',
    'есть',
  ])('«%s» is not the writing of a number', (written) => {
    expect(judgeSnils(written, production)).toEqual(invalid('format'));
  });

  it.each([
    null,
    undefined,
    '',
    '   ',
    '\u00A0',
    '-',
    '—',
    '--- --- --- --',
    '___-___-___ __',
    '.',
    'нет',
    'Отсутствует',
  ])('%p says that there is none', (written) => {
    expect(judgeSnils(written, production)).toEqual(missing);
  });

  it('no text throws, and what is valid is eleven digits', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789- \u00A0')) }),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (raw, allowTestNumbers) => {
        const verdict = judgeSnils(raw, { allowTestNumbers });
        expect(verdict.kind !== 'valid' || /^\d{11}$/.test(verdict.snils)).toBe(true);
      }),
    );
  });
});

describe('a zero lost in Excel', () => {
  it.each(['8765430300', '8 765 430 300', ' 8765430300 '])(
    'EC-017: «%s» gets it back, the control number agrees',
    (written) => {
      expect(judgeSnils(written, production)).toEqual(valid('08765430300'));
    },
  );

  it('EC-017: is given back to every number with exactly one leading zero', () => {
    const one = fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => `0${String(n)}`);
    fc.assert(
      fc.property(one, (number) => {
        const snils = number + snilsControlNumber(number);
        expect(parseSnils(String(Number(snils)))).toBe(snils);
      }),
    );
  });

  it('EC-017: is not given back where the control number disagrees', () => {
    expect(judgeSnils('8765430301', production)).toEqual(invalid('format'));
  });

  it('EC-017: is not guessed where Excel cannot be the cause, for dashes or a zero in front', () => {
    const snils = `008765430${snilsControlNumber('008765430')}`;
    expect(judgeSnils('87-654-303 00', production)).toEqual(invalid('format'));
    expect(judgeSnils(snils.slice(1), production)).toEqual(invalid('format'));
  });

  it('EC-017: nine digits may as well lack the control number and are refused', () => {
    const snils = `008765430${snilsControlNumber('008765430')}`;
    expect(parseSnils(snils)).toBe(snils);
    expect(judgeSnils(snils.slice(2), production)).toEqual(invalid('format'));
  });
});

describe('showing', () => {
  it('formats as the card and ESIA do', () => {
    expect(formatSnils(parseSnils('11223344595')!)).toBe('112-233-445 95');
  });

  it('masks all but the last two digits', () => {
    expect(maskSnils(parseSnils('11223344595')!)).toBe('***-***-*** 95');
    expect(snilsLast2(parseSnils('11223344595')!)).toBe('95');
  });

  it('what is formatted is read back as the same number', () => {
    fc.assert(fc.property(aSnils, (snils) => expect(parseSnils(formatSnils(snils))).toBe(snils)));
  });
});

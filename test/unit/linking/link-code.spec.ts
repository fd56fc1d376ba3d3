import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newUuid } from '../../../src/kernel/ids.js';
import { LinkCodeMint } from '../../../src/linking/application/link-code-mint.js';
import {
  ALPHABET,
  CODE_LENGTH,
  parseLinkCode,
  printLinkCode,
} from '../../../src/linking/domain/link-code.js';
import { LinkingSettings } from '../../../src/linking/index.js';

const mint = new LinkCodeMint(new LinkingSettings());

describe('a link code', () => {
  it('has no look-alikes and at least 38 bits', () => {
    expect(ALPHABET).not.toMatch(/[01ILOBSZ]/);
    expect(new Set(ALPHABET).size).toBe(ALPHABET.length);
    expect(CODE_LENGTH * Math.log2(ALPHABET.length)).toBeGreaterThanOrEqual(38);
  });

  it.each([
    ['as printed', '7KMT-4WXA', '7KMT4WXA'],
    ['in lower case, with spaces and a long dash', ' 7kmt — 4wxa ', '7KMT4WXA'],
    ['on a Russian keyboard', '7кмт-4wха', '7KMT4WXA'],
    ['with a misread digit', 'вB9S-ZзAA', '88952' + '3AA'],
  ])('is read %s', (_, typed, code) => {
    expect(parseLinkCode(typed)).toBe(code);
  });

  it.each(['', '7KMT4WX', '7KMT4WXAA', '0KMT4WXA', 'ЖKMT4WXA', '7KMT\u00004WXA'])('%p is none', (typed) => {
    expect(parseLinkCode(typed)).toBeNull();
  });

  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(4), (seed, turn) => {
        const code = mint.code(seed, newUuid(), turn);
        expect(parseLinkCode(printLinkCode(code).toLowerCase())).toBe(code);
      }),
    );
  });

  it('is another for another seed, account or turn, and the same for the same', () => {
    const [account, other] = [newUuid(), newUuid()];
    const codes = [
      mint.code('a', account, 0),
      mint.code('b', account, 0),
      mint.code('a', other, 0),
      mint.code('a', account, 1),
    ];
    expect(new Set(codes).size).toBe(4);
    expect(mint.code('a', account, 0)).toBe(codes[0]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { stateOfKey } from '../../../src/access/domain/api-key.js';
import { parseApiKey, writeApiKey } from '../../../src/access/domain/api-key-text.js';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const numberOf = (text: string): bigint =>
  Array.from(text).reduce((number, digit) => number * 62n + BigInt(BASE62.indexOf(digit)), 0n);

const prefixes = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 12, maxLength: 12 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));
const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the text of an API key', () => {
  it('is recognised by its mark, says its prefix, and holds all 256 bits of the secret', () => {
    fc.assert(
      fc.property(prefixes, secrets, (prefix, secret) => {
        const text = writeApiKey(prefix, secret);
        expect(text).toMatch(/^ph_live_[0-9a-f]{12}_[0-9A-Za-z]{49}$/);
        expect(parseApiKey(text)).toEqual({ prefix, text });
        expect(numberOf(text.slice(21, 64))).toBe(BigInt(`0x${Buffer.from(secret).toString('hex')}`));
      }),
    );
  });

  it('ends with the CRC-32 of the rest, so that a scanner of leaked keys needs nobody’s answer', () => {
    fc.assert(
      fc.property(prefixes, secrets, (prefix, secret) => {
        const text = writeApiKey(prefix, secret);
        expect(numberOf(text.slice(-6))).toBe(BigInt(crc32(text.slice(0, -6))));
      }),
    );
  });

  it('is none when one character is another one', () => {
    const key = writeApiKey('0123456789ab', new Uint8Array(32).fill(7));
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...Array.from(BASE62)), (index, other) => {
        fc.pre(key[index] !== other);
        expect(parseApiKey(key.slice(0, index) + other + key.slice(index + 1))).toBeNull();
      }),
    );
  });

  it.each(['', 'ph_live_', 'Bearer x', `ph_test_0123456789ab_${'0'.repeat(49)}`])('is none: %s', (raw) => {
    expect(parseApiKey(raw)).toBeNull();
  });
});

describe('the state of an API key', () => {
  const noon = new Date('2026-11-22T12:00:00Z');
  const before = new Date(noon.getTime() - 1);
  const after = new Date(noon.getTime() + 1);
  const live = { expiresAt: after, retiresAt: null, revokedAt: null };

  it.each([
    ['live', live],
    ['expired', { ...live, expiresAt: noon }],
    ['retiring', { ...live, retiresAt: after }],
    ['retired', { ...live, retiresAt: noon }],
    ['revoked', { ...live, revokedAt: before }],
    ['revoked', { expiresAt: before, retiresAt: before, revokedAt: before }],
  ] as const)('is %s to the moment', (state, times) => {
    expect(stateOfKey(times, noon)).toBe(state);
  });
});

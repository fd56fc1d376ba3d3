import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseSigningKeys } from '../../../src/journal/domain/signing-keys.js';

const rsa = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ format: 'jwk' });
const ec = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' });
const good = { ...rsa(2048), kid: 'a' };

describe('the signing keys', () => {
  it('are read in their order, with their algorithms', () => {
    const { keys, complaints } = parseSigningKeys({ keys: [good, { ...ec('P-256'), kid: 'b' }] });
    expect(complaints).toEqual([]);
    expect(keys.map(({ kid, alg }) => [kid, alg])).toEqual([
      ['a', 'RS256'],
      ['b', 'ES256'],
    ]);
  });

  it.each([
    ['no list', [], 'нужно { "keys"'],
    ['no kid', { keys: [rsa(2048)] }, 'ключ № 1: нужен kid'],
    ['a public key', { keys: [{ ...good, d: undefined }] }, 'ключ a: нужен закрытый'],
    ['a short RSA key', { keys: [{ ...rsa(1024), kid: 'c' }] }, 'ключ c: нужен RSA не короче 2048'],
    ['another curve', { keys: [{ ...ec('P-384'), kid: 'd' }] }, 'ключ d: нужен RSA'],
    ['an encryption key', { keys: [{ ...good, use: 'enc' }] }, 'ключ a: use'],
    ['one kid twice', { keys: [good, good] }, 'kid повторяется'],
    ['no RSA key', { keys: [{ ...ec('P-256'), kid: 'e' }] }, 'нужен хотя бы один ключ RSA'],
  ])('%s is refused', (_, raw, why) => {
    const { complaints } = parseSigningKeys(raw);
    expect(complaints).toEqual([expect.stringContaining(why)]);
    expect(complaints.join()).not.toContain(good.d);
  });
});

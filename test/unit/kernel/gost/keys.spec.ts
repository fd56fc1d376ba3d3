import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  curveByOid,
  generateKeyPair,
  GOST_CURVE_OIDS,
  GostError,
  parsePrivateKey,
  parsePublicKey,
  writePrivateKey,
  writePrivateKeyPem,
  writePublicKey,
  writePublicKeyPem,
} from '../../../../src/kernel/gost/index.js';
import { derInteger, derOctets, derOid, derSequence } from '../../../../src/kernel/gost/der-writer.js';
import { readPem, writePem } from '../../../../src/kernel/gost/pem.js';
import {
  AES128_KEY,
  ENCRYPTED_KEY,
  fromBase64,
  hex,
  HMAC_SHA1_KEY,
  KEY_512,
  PLAIN_KEY,
  SCRYPT_KEY,
  utf8,
} from './vectors.js';

const D = 0x606750f6d08b4a957ffe3e9af50feee55dfb729c8cdc51143033ee7137a14ac4n;
const XCH_A = '1.2.643.2.2.36.0';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof GostError) return error.code;
    throw error;
  }
  return 'none';
};

const keyInfo = (curveOid: string, number: Uint8Array, algorithm = '1.2.643.7.1.1.1.1'): Uint8Array =>
  derSequence(derInteger(0n), derSequence(derOid(algorithm), derSequence(derOid(curveOid))), number);

describe('PKCS#8 of openssl', () => {
  it('a plain key is read, DER and PEM', () => {
    const der = fromBase64(PLAIN_KEY);
    expect(parsePrivateKey(der).exposeScalar()).toBe(D);
    expect(parsePrivateKey(utf8(`text before\r\n${writePem('PRIVATE KEY', der)}`)).curve.oid).toBe(XCH_A);
  });

  it('an encrypted key opens with its passphrase', () => {
    const pem = utf8(writePem('ENCRYPTED PRIVATE KEY', fromBase64(ENCRYPTED_KEY)));
    expect(parsePrivateKey(pem, { passphrase: 'проба' }).exposeScalar()).toBe(D);
  });

  it('an encrypted key stays closed without it', () => {
    const der = fromBase64(ENCRYPTED_KEY);
    expect(codeOf(() => parsePrivateKey(der))).toBe('wrong_password');
    expect(codeOf(() => parsePrivateKey(der, { passphrase: 'проба1' }))).toBe('wrong_password');
  });

  it.each([
    ['AES-128', AES128_KEY, 'AES-256-CBC'],
    ['PBKDF2 with HMAC-SHA1', HMAC_SHA1_KEY, 'HMAC-SHA256'],
    ['scrypt', SCRYPT_KEY, 'PBKDF2'],
    ['a 512-bit key', KEY_512, '512'],
  ])('%s is refused by name', (_name, text, mention) => {
    const read = (): unknown => parsePrivateKey(fromBase64(text), { passphrase: 'проба' });
    expect(codeOf(read)).toBe('unsupported');
    expect(read).toThrow(mention);
  });
});

describe('forms that are refused', () => {
  const number = new Uint8Array(32).fill(1);

  it.each([
    ['a masked key', keyInfo(XCH_A, derOctets(new Uint8Array(64).fill(1))), 'под маской'],
    ['a nested OCTET STRING', keyInfo(XCH_A, derOctets(derOctets(number))), 'не 32 байтами'],
    ['an INTEGER inside', keyInfo(XCH_A, derOctets(derInteger(2n ** 255n))), 'не 32 байтами'],
    ['an unknown curve', keyInfo('1.2.643.2.2.99.1', derOctets(number)), '1.2.643.2.2.99.1'],
    ['the example curve of the RFC', keyInfo('1.2.643.2.2.35.0', derOctets(number)), '1.2.643.2.2.35.0'],
    ['GOST R 34.10-2001', keyInfo('1.2.643.2.2.35.1', derOctets(number), '1.2.643.2.2.19'), '1.2.643.2.2.19'],
  ])('%s', (_name, der, mention) => {
    expect(codeOf(() => parsePrivateKey(der))).toBe('unsupported');
    expect(() => parsePrivateKey(der)).toThrow(mention);
  });

  it('a PEM file without a key names the blocks that it has', () => {
    const pem = utf8(writePem('CERTIFICATE', number));
    expect(codeOf(() => parsePrivateKey(pem))).toBe('bad_pem');
    expect(() => parsePrivateKey(pem)).toThrow('CERTIFICATE');
    expect(codeOf(() => readPem('-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----'))).toBe(
      'bad_pem',
    );
  });

  it('a zero key', () => {
    expect(codeOf(() => parsePrivateKey(keyInfo(XCH_A, derOctets(new Uint8Array(32)))))).toBe(
      'bad_private_key',
    );
  });

  it('damaged or random bytes end in a GostError, never in another one', () => {
    const sound = fromBase64(PLAIN_KEY);
    fc.assert(
      fc.property(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 }), (place, byte) => {
        const damaged = Uint8Array.from(sound);
        damaged[place] = byte;
        expect(() => codeOf(() => parsePrivateKey(damaged))).not.toThrow();
        expect(() => codeOf(() => parsePrivateKey(sound.subarray(0, place)))).not.toThrow();
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
        expect(codeOf(() => parsePrivateKey(noise))).not.toBe('none');
        expect(codeOf(() => parsePublicKey(noise))).not.toBe('none');
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is written is what was read', () => {
  it('PKCS#8 byte for byte', () => {
    expect(hex(writePrivateKey(parsePrivateKey(fromBase64(PLAIN_KEY))))).toBe(hex(fromBase64(PLAIN_KEY)));
  });

  it.each(GOST_CURVE_OIDS)('keys on %s make the round trip', (oid) => {
    const { privateKey, publicKey } = generateKeyPair(curveByOid(oid)!);
    const again = parsePrivateKey(utf8(writePrivateKeyPem(privateKey)));
    expect(again.exposeScalar()).toBe(privateKey.exposeScalar());
    expect(again.curve.oid).toBe(oid);
    expect(parsePublicKey(writePublicKey(publicKey)).equals(publicKey)).toBe(true);
    expect(hex(readPem(writePublicKeyPem(publicKey))[0]!.der)).toBe(hex(writePublicKey(publicKey)));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  curveByOid,
  generateKeyPair,
  GOST_CURVE_OIDS,
  GostPrivateKey,
  GostPublicKey,
  parsePrivateKey,
  parsePublicKey,
  sign,
  signDigest,
  streebog256,
  verify,
  verifyDigest,
  type GostCurve,
} from '../../../../src/kernel/gost/index.js';
import { signDigestWithNonce } from '../../../../src/kernel/gost/gost3410.js';
import { toLittleEndian } from '../../../../src/kernel/gost/gost-key.js';
import { fromBase64, fromHex, hex, TESTIS01_KEY_HEX, utf8 } from './vectors.js';

const TEST_CURVE = curveByOid('1.2.643.2.2.35.0', { allowTestCurve: true })!;
const K = 0x77105c9b20bcd3122823c8cf6fcc7b956de33814e95b7fe64fed924594dceab3n;
const D = 0x7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28n;
const TC26_A = '1.2.643.7.1.2.1.1.1';

const curve = (oid: string): GostCurve => curveByOid(oid)!;
const base64url = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'));
const reversed = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes).reverse();
const swapped = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.of(...bytes.subarray(32), ...bytes.subarray(0, 32));

interface Affine {
  readonly x: bigint;
  readonly y: bigint;
}

/** Textbook k·P, null for O: slow, and owes nothing to the library that it checks. */
function multiplyAffine(k: bigint, point: Affine, a: bigint, p: bigint): Affine | null {
  const mod = (value: bigint): bigint => ((value % p) + p) % p;
  const power = (base: bigint, exponent: bigint): bigint => {
    let result = 1n;
    for (let left = exponent, square = base; left > 0n; left >>= 1n, square = mod(square * square)) {
      if (left & 1n) result = mod(result * square);
    }
    return result;
  };
  const add = (one: Affine | null, two: Affine | null): Affine | null => {
    if (one === null || two === null) return one ?? two;
    if (one.x === two.x && mod(one.y + two.y) === 0n) return null;
    const [rise, run] =
      one.x === two.x ? [3n * one.x * one.x + a, 2n * one.y] : [two.y - one.y, two.x - one.x];
    const slope = mod(rise * power(mod(run), p - 2n));
    const x = mod(slope * slope - one.x - two.x);
    return { x, y: mod(slope * (one.x - x) - one.y) };
  };
  let result: Affine | null = null;
  let doubled: Affine | null = point;
  for (let left = k; left > 0n; left >>= 1n, doubled = add(doubled, doubled)) {
    if (left & 1n) result = add(result, doubled);
  }
  return result;
}

describe('RFC 7091, section 7.1', () => {
  const key = new GostPrivateKey(TEST_CURVE, D);
  const digest = toLittleEndian(0x2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5n, 32);

  it('the public key is the one printed', () => {
    expect(key.publicKey.point.toAffine()).toStrictEqual({
      x: 0x7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80bn,
      y: 0x26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77dan,
    });
  });

  it('the signature with the printed nonce is the one printed, and verifies', () => {
    const signature = signDigestWithNonce(digest, key, K);
    expect(hex(signature)).toBe(
      '01456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40' +
        '41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493',
    );
    expect(verifyDigest(digest, signature, key.publicKey)).toBe(true);
  });

  it('its curve is not there for real keys', () => {
    expect(curveByOid('1.2.643.2.2.35.0')).toBeNull();
    expect(GOST_CURVE_OIDS).toHaveLength(9);
    expect(GOST_CURVE_OIDS).not.toContain('1.2.643.2.2.35.0');
    expect(curveByOid('1.2.3')).toBeNull();
  });
});

describe('vectors made by openssl with gost-engine (gost.md, 2.7)', () => {
  const message = utf8(
    'TESTSYSopenid fullname2026.11.21 22:00:00 +03007648d7bd-6369-4073-b545-90250f68025ehttps://example.org/cb',
  );

  it('the digest agrees', () => {
    expect(hex(streebog256(message))).toBe(
      'e1365fa2df6344aeb4769d21dd7d753759f4f904080662d405b62ddf3f10413f',
    );
  });

  it.each([
    [
      'CryptoPro-XchA',
      'MEYCAQAwHwYIKoUDBwEBAQEwEwYHKoUDAgIkAAYIKoUDBwEBAgIEIClxMHckKatD+06wDUhSexjZXu6P8k/TXvz8xCpdH1x3',
      'MGYwHwYIKoUDBwEBAQEwEwYHKoUDAgIkAAYIKoUDBwEBAgIDQwAEQJtySjJPxpKTOmdrlOW6jjUaYCwWtqj95MOeT/F4SAAEZ6gndm1o1dYuMTg+RQD+09+FXfFrfMATalg6TtQidQA=',
      'OcLMCnZT8zfbPe_uStv_blu8WfonhvfsiqltnxXuu3Al_nn5CTEI-X2UVWj9TJaDEPRdhTPF51JKgzgfhgTSmQ',
    ],
    [
      'TC26-256-A',
      'MD4CAQAwFwYIKoUDBwEBAQEwCwYJKoUDBwECAQEBBCDjsvkho5N1AzfwY8QdDd9YNgld4M7+qs2yka66gQo+JQ==',
      'MF4wFwYIKoUDBwEBAQEwCwYJKoUDBwECAQEBA0MABECfK7373Hot/Xx5B83kl9ZKafkEBWl9idweSzx/e1VePsiccWDDm8Du1+YbJyiSjisV+9S8yiKQk7dm/NO0pxRY',
      'FOw_rB0j3US_HZTEcQ-KSlNFQi62zKNs3F4ncRBVCSYBRfi4e25rLJyMjc61PayhO8T3_7crx7lhKWRMXYlDSg',
    ],
  ])(
    '%s: the keys belong together, and the signature verifies only as it stands',
    (name, pkcs8, spki, text) => {
      const privateKey = parsePrivateKey(fromBase64(pkcs8));
      const publicKey = parsePublicKey(fromBase64(spki));
      const signature = base64url(text);
      expect(privateKey.curve.name).toBe(name);
      expect(privateKey.publicKey.equals(publicKey)).toBe(true);
      expect(verify(message, signature, publicKey)).toBe(true);
      expect(verify(message, reversed(signature), publicKey)).toBe(false);
      expect(verify(message, swapped(signature), publicKey)).toBe(false);
    },
  );
});

describe('the worked example of ESIA (esia-protocol.md, 9.7 and appendix A)', () => {
  const key = parsePrivateKey(fromHex(TESTIS01_KEY_HEX));
  const message = utf8(
    'TESTIS01openid fullname snils kid_fullname2026.11.21 20:04:08 +00007648d7bd-6369-4073-b545-90250f68025ehttps://journal.example.ru/auth/esia/callback',
  );
  const secret = '30qKshPxgG0CltT_TJhNgiqCyVlTCqztnUKDAmZqAHR06TnGN6eaW3453BWXa--zJKzbdOL6jUNKug2p6_jejw';

  it('the key is the one printed', () => {
    expect(key.exposeScalar()).toBe(0x770481e2d12f9d2be5b516d6fe15dbca56f9c0fcd1424adac0ec3200bfb6f2bfn);
    expect(key.publicKey.point.toAffine()).toStrictEqual({
      x: 0x216ece3ce52f3a27536d0efd8e644817c91fb2141c31f56a9fe7e4e915804791n,
      y: 0x6390870c669a95ab875dcca2a7c6eececede7f056dd9dbcac55435ddb0fb20b7n,
    });
  });

  it('the fixed nonce gives the printed client_secret', () => {
    const digest = streebog256(message);
    expect(message).toHaveLength(148);
    expect(hex(digest)).toBe('45e6f2573140a89a045fbbadcb00f89a6e8ec9714fa073b061ad184493fbd0f9');
    expect(Buffer.from(signDigestWithNonce(digest, key, K)).toString('base64url')).toBe(secret);
  });

  it('both printed secrets verify; the byte orders of appendix A do not', () => {
    const other = 'lsPihH2-Vqy6AIOh6NHBpj_21ySIpk95YPjtMz7Cifs2MztKupU1THAaOkjqQBk7G9IBC0dI5sv1nodQo6F1Nw';
    expect(verify(message, base64url(secret), key.publicKey)).toBe(true);
    expect(verify(message, base64url(other), key.publicKey)).toBe(true);
    const bytesReversed =
      'j97466kNukpDjfridNusJLPva5cV3Dl-W5qnN8Y56XR0AGpmAoNCne2sClNZyYIqgk2YTP_UlgJtgPETsopK3w';
    const halvesSwapped =
      'dOk5xjenmlt-OdwVl2vvsySs23Ti-o1DSroNqev43o_fSoqyE_GAbQKW1P9MmE2CKoLJWVMKrO2dQoMCZmoAdA';
    expect(verify(message, base64url(bytesReversed), key.publicKey)).toBe(false);
    expect(verify(message, base64url(halvesSwapped), key.publicKey)).toBe(false);
  });
});

describe.each(GOST_CURVE_OIDS)('laws on curve %s', (oid) => {
  const { privateKey, publicKey } = generateKeyPair(curve(oid));
  publicKey.forManyVerifications();
  const stranger = generateKeyPair(curve(oid)).publicKey;
  const bytes = fc.uint8Array({ maxLength: 200 });

  // Sixty messages: a digest that is not reduced mod q fails on half of them on B, C and TC26-A (gost.md, 2.4).
  it('a signature verifies, and nothing near it does', () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 511 }), fc.nat({ max: 7 }), (message, place, bit) => {
        const signature = sign(message, privateKey);
        expect(verify(message, signature, publicKey)).toBe(true);
        const flipped = Uint8Array.from(signature);
        flipped[place >> 3] = flipped[place >> 3]! ^ (1 << bit);
        expect(verify(message, flipped, publicKey)).toBe(false);
        expect(verify(Uint8Array.of(...message, 0), signature, publicKey)).toBe(false);
        expect(verify(message, signature, stranger)).toBe(false);
        expect(verify(message, reversed(signature), publicKey)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('garbage is refused without an exception', () => {
    fc.assert(
      fc.property(bytes, fc.uint8Array({ maxLength: 80 }), (message, signature) => {
        expect(verify(message, signature, publicKey)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('refusals', () => {
  const { privateKey, publicKey } = generateKeyPair(curve(TC26_A));
  const { q, Point } = privateKey.curve;
  const message = utf8('x');
  const be32 = (value: bigint): Uint8Array => reversed(toLittleEndian(value, 32));
  const halves = (s: bigint, r: bigint): Uint8Array => Uint8Array.of(...be32(s), ...be32(r));

  it.each([
    ['both zero', halves(0n, 0n)],
    ['s zero', halves(0n, 1n)],
    ['r zero', halves(1n, 0n)],
    ['s = q', halves(q, 1n)],
    ['r = q', halves(1n, q)],
    ['all ones', new Uint8Array(64).fill(0xff)],
    ['no bytes', new Uint8Array(0)],
    ['63 bytes', new Uint8Array(63).fill(1)],
    ['65 bytes', new Uint8Array(65).fill(1)],
  ])('signature with %s', (_name, signature) => {
    expect(verify(message, signature, publicKey)).toBe(false);
  });

  it('s + q in place of s', () => {
    const signature = sign(message, privateKey);
    const s = BigInt(`0x${hex(signature.subarray(0, 32))}`);
    expect(verify(message, Uint8Array.of(...be32(s + q), ...signature.subarray(32)), publicKey)).toBe(false);
  });

  it('a sum at infinity', () => {
    // With Q = P and s = r the sum z1·P + z2·Q is O.
    const key = new GostPrivateKey(privateKey.curve, 1n);
    expect(verify(message, halves(5n, 5n), key.publicKey)).toBe(false);
  });

  it('a public key off the curve', () => {
    const { x, y } = publicKey.point.toAffine();
    expect(() => new GostPublicKey(publicKey.curve, x, y + 1n)).toThrow('не лежит на кривой');
    expect(() => new GostPublicKey(publicKey.curve, 0n, 0n)).toThrow('не лежит на кривой');
    expect(() => GostPublicKey.fromBytes(publicKey.curve, new Uint8Array(64).fill(0xff))).toThrow('не лежит');
    expect(() => GostPublicKey.fromBytes(publicKey.curve, new Uint8Array(63))).toThrow('64');
  });

  it('a public key outside the subgroup of prime order, which the cofactor 4 of TC26-A allows', () => {
    const { p, a, b } = Point.CURVE();
    const onCurve: Affine[] = [];
    for (let x = 1n; onCurve.length < 24; x++) {
      const square = (x * x * x + a * x + b) % p;
      if (Point.Fp.pow(square, (p - 1n) / 2n) === 1n) onCurve.push({ x, y: Point.Fp.sqrt(square) });
    }
    const accepted = onCurve.filter((point) => {
      try {
        return new GostPublicKey(privateKey.curve, point.x, point.y).curve === privateKey.curve;
      } catch {
        return false;
      }
    });
    const inSubgroup = onCurve.filter((point) => multiplyAffine(q, point, a, p) === null);
    expect(accepted).toStrictEqual(inSubgroup);
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.length).toBeLessThan(onCurve.length);
  });

  it('a private number outside (0, q)', () => {
    expect(() => new GostPrivateKey(privateKey.curve, 0n)).toThrow('вне допустимых границ');
    expect(() => new GostPrivateKey(privateKey.curve, q)).toThrow('вне допустимых границ');
  });

  it('a digest of another length is a mistake of the caller when signing, and false when verifying', () => {
    expect(() => signDigest(new Uint8Array(64), privateKey)).toThrow(RangeError);
    expect(() => signDigestWithNonce(new Uint8Array(31), privateKey, 5n)).toThrow(RangeError);
    expect(verifyDigest(new Uint8Array(64), sign(message, privateKey), publicKey)).toBe(false);
  });
});

describe('properties of keys', () => {
  it('the digest 0 counts as e = 1, and a digest ≥ q is reduced', () => {
    const { privateKey, publicKey } = generateKeyPair(curve(TC26_A));
    for (const digest of [
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      toLittleEndian(privateKey.curve.q, 32),
    ]) {
      expect(verifyDigest(digest, signDigest(digest, privateKey), publicKey)).toBe(true);
    }
    const one = toLittleEndian(1n, 32);
    expect(verifyDigest(one, signDigest(new Uint8Array(32), privateKey), publicKey)).toBe(true);
  });

  it('two signatures of one message differ', () => {
    const { privateKey } = generateKeyPair(curve(TC26_A));
    expect(hex(sign(utf8('x'), privateKey))).not.toBe(hex(sign(utf8('x'), privateKey)));
  });

  it('a private key does not show its number when printed', () => {
    const { privateKey } = generateKeyPair(curve('1.2.643.2.2.36.0'));
    expect(Object.keys(privateKey)).toStrictEqual(['curve']);
  });
});

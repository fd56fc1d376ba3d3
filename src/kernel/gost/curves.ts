import { randomBytes } from 'node:crypto';
import {
  weierstrass,
  type WeierstrassPoint,
  type WeierstrassPointCons,
} from '@noble/curves/abstract/weierstrass.js';

export type CurvePoint = WeierstrassPoint<bigint>;

/** A named parameter set of GOST R 34.10-2012 with a 256-bit key. */
export interface GostCurve {
  /** The object identifier in dotted text; it names the set in keys and certificates. */
  readonly oid: string;
  readonly name: string;
  /** True where a key's parameters also name the digest: CryptoPro sets do, TC26 sets must not (RFC 9215, 4.2). */
  readonly digestNamedInKey: boolean;
  /** Order of the subgroup of the base point. */
  readonly q: bigint;
  /** Points of the curve; sets with equal numbers share one class and its precomputed tables. */
  readonly Point: WeierstrassPointCons<bigint>;
}

interface Numbers {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly q: bigint;
  readonly h: bigint;
  readonly x: bigint;
  readonly y: bigint;
}

const P_256_617 = 2n ** 256n - 617n;

/** RFC 4357, 11.4, CryptoPro-A; also XchA and, in RFC 7836, TC26 256-B. */
const CRYPTO_PRO_A: Numbers = {
  p: P_256_617,
  a: P_256_617 - 3n,
  b: 0xa6n,
  q: 0xffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893n,
  h: 1n,
  x: 1n,
  y: 0x8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14n,
};

/** RFC 4357, 11.4, CryptoPro-B; also TC26 256-C. */
const CRYPTO_PRO_B: Numbers = {
  p: 2n ** 255n + 3225n,
  a: 2n ** 255n + 3222n,
  b: 0x3e1af419a269a5f866a7d3c25c3df80ae979259373ff2b182f49d4ce7e1bbc8bn,
  q: 0x800000000000000000000000000000015f700cfff1a624e5e497161bcc8a198fn,
  h: 1n,
  x: 1n,
  y: 0x3fa8124359f96680b83d1c3eb2c070e5c545c9858d03ecfb744bf8d717717efcn,
};

const P_C = 0x9b9f605f5a858107ab1ec85e6b41c8aacf846e86789051d37998f7b9022d759bn;

/** RFC 4357, 11.4, CryptoPro-C; also XchB and TC26 256-D. */
const CRYPTO_PRO_C: Numbers = {
  p: P_C,
  a: P_C - 3n,
  b: 0x805an,
  q: 0x9b9f605f5a858107ab1ec85e6b41c8aa582ca3511eddfb74f02f3a6598980bb9n,
  h: 1n,
  x: 0n,
  y: 0x41ece55743711a8c3cbf3783cd08c0ee4d4dc440d4641a8f366e550dfdb3bb67n,
};

/** RFC 7836, A.2, TC26 256-A: a twisted Edwards curve in Weierstrass form, cofactor 4. */
const TC26_A: Numbers = {
  p: P_256_617,
  a: 0xc2173f1513981673af4892c23035a27ce25e2013bf95aa33b22c656f277e7335n,
  b: 0x295f9bae7428ed9ccc20e7c359a9d41a22fccd9108e17bf7ba9337a6f8ae9513n,
  q: 0x400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67n,
  h: 4n,
  x: 0x91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28n,
  y: 0x32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5cn,
};

/** RFC 7091, 7.1: the standard's worked example. Its keys are public, so it must stay out of real keys. */
const TEST: Numbers = {
  p: 2n ** 255n + 1073n,
  a: 7n,
  b: 0x5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7en,
  q: 0x8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3n,
  h: 1n,
  x: 2n,
  y: 0x08e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8n,
};

/** Identifier of CryptoPro-XchA, the set that real ESIA certificates use (gost.md, 1.2). */
export const CRYPTO_PRO_XCH_A = '1.2.643.2.2.36.0';

const TEST_CURVE_OID = '1.2.643.2.2.35.0';

const SETS: readonly (readonly [oid: string, name: string, digestNamedInKey: boolean, numbers: Numbers])[] = [
  ['1.2.643.2.2.35.1', 'CryptoPro-A', true, CRYPTO_PRO_A],
  ['1.2.643.2.2.35.2', 'CryptoPro-B', true, CRYPTO_PRO_B],
  ['1.2.643.2.2.35.3', 'CryptoPro-C', true, CRYPTO_PRO_C],
  [CRYPTO_PRO_XCH_A, 'CryptoPro-XchA', true, CRYPTO_PRO_A],
  ['1.2.643.2.2.36.1', 'CryptoPro-XchB', true, CRYPTO_PRO_C],
  ['1.2.643.7.1.2.1.1.1', 'TC26-256-A', false, TC26_A],
  ['1.2.643.7.1.2.1.1.2', 'TC26-256-B', false, CRYPTO_PRO_A],
  ['1.2.643.7.1.2.1.1.3', 'TC26-256-C', false, CRYPTO_PRO_B],
  ['1.2.643.7.1.2.1.1.4', 'TC26-256-D', false, CRYPTO_PRO_C],
  [TEST_CURVE_OID, 'Test', true, TEST],
];

const pointsOf = new Map<Numbers, WeierstrassPointCons<bigint>>();
const curves = new Map<string, GostCurve>();

function pointsFor(numbers: Numbers): WeierstrassPointCons<bigint> {
  const known = pointsOf.get(numbers);
  if (known !== undefined) return known;
  const { p, a, b, q, h, x, y } = numbers;
  const made = weierstrass(
    { p, a, b, n: q, h, Gx: x, Gy: y },
    // Blinding inside noble draws from Node's generator, not from a global that a test could replace.
    { randomBytes: (length = 32) => Uint8Array.from(randomBytes(length)) },
  );
  // A table of width 8 is filled at the first multiplication (60 ms) and makes signing a quarter faster than width 6.
  made.BASE.precompute(8);
  pointsOf.set(numbers, made);
  return made;
}

export interface CurveOptions {
  /** Admits the example curve of RFC 7091, whose private keys are printed in standards. Only tests say true. */
  readonly allowTestCurve?: boolean;
}

/** The parameter set with this object identifier, or null when it is unknown or not admitted. */
export function curveByOid(oid: string, options: CurveOptions = {}): GostCurve | null {
  if (oid === TEST_CURVE_OID && options.allowTestCurve !== true) return null;
  const known = curves.get(oid);
  if (known !== undefined) return known;
  const set = SETS.find(([candidate]) => candidate === oid);
  if (set === undefined) return null;
  const [, name, digestNamedInKey, numbers] = set;
  const curve: GostCurve = { oid, name, digestNamedInKey, q: numbers.q, Point: pointsFor(numbers) };
  curves.set(oid, curve);
  return curve;
}

/** Identifiers of every parameter set that real keys may use. */
export const GOST_CURVE_OIDS: readonly string[] = SETS.map(([oid]) => oid).filter(
  (oid) => oid !== TEST_CURVE_OID,
);

import { randomBytes } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { type GostCurve } from './curves.js';
import {
  fromBigEndian,
  fromLittleEndian,
  toBigEndian,
  type GostPrivateKey,
  type GostPublicKey,
} from './gost-key.js';
import { streebog256 } from './streebog.js';

const HALF = 32;

/** Length of a signature: s and r, 32 bytes each. */
export const GOST_SIGNATURE_BYTES = 2 * HALF;

const mod = (value: bigint, q: bigint): bigint => {
  const rest = value % q;
  return rest < 0n ? rest + q : rest;
};

/** e of RFC 7091, 6.1 steps 1–2: the digest as a little-endian number mod q, and 1 in place of 0. */
function digestNumber(digest: Uint8Array, q: bigint): bigint {
  const e = fromLittleEndian(digest) % q;
  return e === 0n ? 1n : e;
}

/**
 * A nonce that stays secret if the generator is weak (it depends on d and e) and differs between equal messages if a
 * fault is induced (it depends on fresh randomness). 512 bits mod q leave a bias of about 2^-256.
 */
function hedgedNonce(d: bigint, e: bigint, q: bigint): bigint {
  const material = new Uint8Array(2 * HALF);
  material.set(toBigEndian(e, HALF));
  material.set(randomBytes(HALF), HALF);
  return fromBigEndian(hmac(sha512, toBigEndian(d, HALF), material)) % q;
}

/** RFC 7091, 6.1 steps 4–6; null when the nonce must be replaced (r = 0 or s = 0). */
function signNumber(curve: GostCurve, d: bigint, e: bigint, k: bigint): Uint8Array | null {
  const { q, Point } = curve;
  const r = Point.BASE.multiply(k).toAffine().x % q;
  const s = mod(r * d + k * e, q);
  if (r === 0n || s === 0n) return null;
  const signature = new Uint8Array(GOST_SIGNATURE_BYTES);
  signature.set(toBigEndian(s, HALF));
  signature.set(toBigEndian(r, HALF), HALF);
  return signature;
}

/**
 * Signs a 32-byte Streebog-256 digest (GOST R 34.10-2012, RFC 7091, 6.1). Returns 64 bytes s ‖ r, both big-endian:
 * the order of openssl, X.509 and ESIA (gost.md, section 0).
 */
export function signDigest(digest: Uint8Array, privateKey: GostPrivateKey): Uint8Array {
  requireDigest(digest);
  const { curve } = privateKey;
  const d = privateKey.exposeScalar();
  const e = digestNumber(digest, curve.q);
  for (;;) {
    const k = hedgedNonce(d, e, curve.q);
    const signature = k === 0n ? null : signNumber(curve, d, e, k);
    if (signature !== null) return signature;
  }
}

/**
 * Signs with a given nonce, so that the vectors of the standards can be reproduced. A nonce used twice gives the
 * private key away: never call this outside tests.
 */
export function signDigestWithNonce(digest: Uint8Array, privateKey: GostPrivateKey, k: bigint): Uint8Array {
  requireDigest(digest);
  const { curve } = privateKey;
  const e = digestNumber(digest, curve.q);
  const signature = signNumber(curve, privateKey.exposeScalar(), e, k);
  if (signature === null) throw new RangeError('this nonce gives no signature');
  return signature;
}

function requireDigest(digest: Uint8Array): void {
  if (digest.length !== HALF) throw new RangeError('a Streebog-256 digest has 32 bytes');
}

/** Signs a message: Streebog-256, then {@link signDigest}. */
export function sign(message: Uint8Array, privateKey: GostPrivateKey): Uint8Array {
  return signDigest(streebog256(message), privateKey);
}

/**
 * Checks 64 bytes s ‖ r over a digest (RFC 7091, 6.2). False, never an exception, for anything malformed: wrong
 * lengths, r or s outside (0, q), a sum that is the point at infinity.
 */
export function verifyDigest(digest: Uint8Array, signature: Uint8Array, publicKey: GostPublicKey): boolean {
  if (digest.length !== HALF || signature.length !== GOST_SIGNATURE_BYTES) return false;
  const { q, Point } = publicKey.curve;
  const s = fromBigEndian(signature.subarray(0, HALF));
  const r = fromBigEndian(signature.subarray(HALF));
  if (s <= 0n || s >= q || r <= 0n || r >= q) return false;
  const v = Point.Fn.inv(digestNumber(digest, q));
  const z1 = mod(s * v, q);
  const z2 = mod(-r * v, q);
  // Both multipliers are public, so the faster multiplication whose time depends on them is allowed here.
  const sum = Point.BASE.multiplyUnsafe(z1).add(publicKey.point.multiplyUnsafe(z2));
  return !sum.is0() && sum.toAffine().x % q === r;
}

/** Checks 64 bytes s ‖ r over a message. False, never an exception, for anything malformed. */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: GostPublicKey): boolean {
  return verifyDigest(streebog256(message), signature, publicKey);
}

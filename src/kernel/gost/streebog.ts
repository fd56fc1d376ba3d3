import { A_HEX, C_HEX, PI_HEX } from './streebog-tables.js';

/*
 * GOST R 34.11-2012 (RFC 6986). Bytes are taken in memory order, which is the order that openssl and gost12sum
 * print and that certificates, keys and ESIA use; the RFC prints the same vectors as numbers, so reversed.
 *
 * A 512-bit vector is sixteen 32-bit words, least significant first: word 2i is the low and 2i+1 the high half of
 * the i-th 64-bit row. S, P and L together are one table look-up for each byte.
 */

const WORDS = 16;
const ROUNDS = 12;
const BLOCK_BYTES = 64;

/** L(π(byte)) for each of the eight places of a byte in a row: entry (place·256 + byte)·2 is low, +1 high. */
const TABLE = buildTable();
const ROUND_CONSTANTS = C_HEX.map((hex) => loadWords(fromHex(hex).reverse(), 0, new Int32Array(WORDS)));

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function buildTable(): Int32Array {
  const pi = fromHex(PI_HEX);
  const high = A_HEX.map((row) => parseInt(row.slice(0, 8), 16) | 0);
  const low = A_HEX.map((row) => parseInt(row.slice(8), 16) | 0);
  const table = new Int32Array(8 * 256 * 2);
  for (let place = 0; place < 8; place++) {
    for (let byte = 0; byte < 256; byte++) {
      const at = (place * 256 + byte) * 2;
      for (let bit = 0; bit < 8; bit++) {
        if ((((pi[byte] ?? 0) >> bit) & 1) === 0) continue;
        const row = 63 - (8 * place + bit);
        table[at] = (table[at] ?? 0) ^ (low[row] ?? 0);
        table[at + 1] = (table[at + 1] ?? 0) ^ (high[row] ?? 0);
      }
    }
  }
  return table;
}

function loadWords(bytes: Uint8Array, offset: number, out: Int32Array): Int32Array {
  for (let i = 0, at = offset; i < WORDS; i++, at += 4) {
    out[i] =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
  }
  return out;
}

/**
 * out = L(P(S(x ⊕ y))); `out` may be `x` or `y`. Row i of the result takes byte i of every row: bytes 0–3 from the
 * low halves, 4–7 from the high ones. Written out by hand because this is the whole cost of the hash; the casts say
 * that an index is inside its array, where a check would cost speed.
 */
function lps(x: Int32Array, y: Int32Array, out: Int32Array): void {
  const h0 = (x[1] as number) ^ (y[1] as number);
  const h1 = (x[3] as number) ^ (y[3] as number);
  const h2 = (x[5] as number) ^ (y[5] as number);
  const h3 = (x[7] as number) ^ (y[7] as number);
  const h4 = (x[9] as number) ^ (y[9] as number);
  const h5 = (x[11] as number) ^ (y[11] as number);
  const h6 = (x[13] as number) ^ (y[13] as number);
  const h7 = (x[15] as number) ^ (y[15] as number);
  mixHalf(
    (x[0] as number) ^ (y[0] as number),
    (x[2] as number) ^ (y[2] as number),
    (x[4] as number) ^ (y[4] as number),
    (x[6] as number) ^ (y[6] as number),
    (x[8] as number) ^ (y[8] as number),
    (x[10] as number) ^ (y[10] as number),
    (x[12] as number) ^ (y[12] as number),
    (x[14] as number) ^ (y[14] as number),
    out,
    0,
  );
  mixHalf(h0, h1, h2, h3, h4, h5, h6, h7, out, 8);
}

function mixHalf(
  r0: number,
  r1: number,
  r2: number,
  r3: number,
  r4: number,
  r5: number,
  r6: number,
  r7: number,
  out: Int32Array,
  from: number,
): void {
  const t = TABLE;
  for (let at = from, shift = 0; shift < 32; at += 2, shift += 8) {
    const i0 = (((r0 >>> shift) & 255) << 1) + 0;
    const i1 = (((r1 >>> shift) & 255) << 1) + 512;
    const i2 = (((r2 >>> shift) & 255) << 1) + 1024;
    const i3 = (((r3 >>> shift) & 255) << 1) + 1536;
    const i4 = (((r4 >>> shift) & 255) << 1) + 2048;
    const i5 = (((r5 >>> shift) & 255) << 1) + 2560;
    const i6 = (((r6 >>> shift) & 255) << 1) + 3072;
    const i7 = (((r7 >>> shift) & 255) << 1) + 3584;
    out[at] =
      (t[i0] as number) ^
      (t[i1] as number) ^
      (t[i2] as number) ^
      (t[i3] as number) ^
      (t[i4] as number) ^
      (t[i5] as number) ^
      (t[i6] as number) ^
      (t[i7] as number);
    out[at + 1] =
      (t[i0 + 1] as number) ^
      (t[i1 + 1] as number) ^
      (t[i2 + 1] as number) ^
      (t[i3 + 1] as number) ^
      (t[i4 + 1] as number) ^
      (t[i5 + 1] as number) ^
      (t[i6 + 1] as number) ^
      (t[i7 + 1] as number);
  }
}

const ZERO = new Int32Array(WORDS);

/** The working memory of one hash computation; reused, since a computation never yields to another. */
const key = new Int32Array(WORDS);
const state = new Int32Array(WORDS);

/** h := g_N(h, m) (RFC 6986, 8: the function E is twelve rounds of XOR, LPS and a new key). */
function compress(h: Int32Array, n: Int32Array, m: Int32Array): void {
  lps(h, n, key);
  lps(key, m, state);
  for (let round = 0; round < ROUNDS - 1; round++) {
    lps(key, ROUND_CONSTANTS[round] as Int32Array, key);
    lps(key, state, state);
  }
  lps(key, ROUND_CONSTANTS[ROUNDS - 1] as Int32Array, key);
  for (let i = 0; i < WORDS; i++) {
    h[i] = (h[i] as number) ^ (key[i] as number) ^ (state[i] as number) ^ (m[i] as number);
  }
}

/** sum := sum + m mod 2^512. */
function addWords(sum: Int32Array, m: Int32Array): void {
  let carry = 0;
  for (let i = 0; i < WORDS; i++) {
    const total = ((sum[i] as number) >>> 0) + ((m[i] as number) >>> 0) + carry;
    sum[i] = total | 0;
    carry = total > 0xffffffff ? 1 : 0;
  }
}

/** Puts a count of bits, below 2^53, into the two low words of N. */
function setBits(n: Int32Array, bits: number): void {
  n[0] = bits | 0;
  n[1] = Math.floor(bits / 0x100000000) | 0;
}

function digest(data: Uint8Array, filling: number): Uint8Array {
  const h = new Int32Array(WORDS).fill(filling);
  const n = new Int32Array(WORDS);
  const sum = new Int32Array(WORDS);
  const block = new Int32Array(WORDS);
  let offset = 0;
  for (; data.length - offset >= BLOCK_BYTES; offset += BLOCK_BYTES) {
    loadWords(data, offset, block);
    setBits(n, offset * 8);
    compress(h, n, block);
    addWords(sum, block);
  }
  const last = new Uint8Array(BLOCK_BYTES);
  last.set(data.subarray(offset));
  last[data.length - offset] = 1;
  loadWords(last, 0, block);
  setBits(n, offset * 8);
  compress(h, n, block);
  addWords(sum, block);
  setBits(n, data.length * 8);
  compress(h, ZERO, n);
  compress(h, ZERO, sum);
  return storeWords(h);
}

function storeWords(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(BLOCK_BYTES);
  for (let i = 0; i < BLOCK_BYTES; i++) bytes[i] = (words[i >> 2] as number) >>> ((i & 3) * 8);
  return bytes;
}

/**
 * Streebog-256 of `data`: 32 bytes in the order that openssl and gost12sum print.
 * Source: GOST R 34.11-2012, RFC 6986 (initial vector of 64 bytes 0x01; the upper half of the state is the result).
 */
export function streebog256(data: Uint8Array): Uint8Array {
  return digest(data, 0x01010101).slice(32);
}

/** Streebog-512 of `data`: 64 bytes in the order that openssl and gost12sum print. Source: RFC 6986. */
export function streebog512(data: Uint8Array): Uint8Array {
  return digest(data, 0);
}

import { createHash } from 'node:crypto';

/**
 * The generator xoshiro128** of D. Blackman and S. Vigna (prng.di.unimi.it, public domain): small, fast, and the same
 * on every machine, which Math.random is not. Not for secrets.
 */
export class Random {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private d: number,
  ) {}

  /** Starts from any text: its SHA-256 is never all zeros, the one state that the generator may not have. */
  static fromSeed(seed: string): Random {
    const digest = createHash('sha256').update(seed, 'utf8').digest();
    return new Random(
      digest.readUInt32LE(0),
      digest.readUInt32LE(4),
      digest.readUInt32LE(8),
      digest.readUInt32LE(12),
    );
  }

  /** Starts from a given state of four 32-bit words, not all zero: for the published test vectors. */
  static fromState(a: number, b: number, c: number, d: number): Random {
    return new Random(a, b, c, d);
  }

  /** The next 32 random bits as an integer 0 … 2^32 − 1. */
  next(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.b, 5), 7), 9) >>> 0;
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = rotateLeft(this.d, 11);
    return result;
  }

  /** A number in [0, 1) of 32 bits. */
  unit(): number {
    return this.next() / 4_294_967_296;
  }

  /** A whole number in [0, n); the bias for n far below 2^32 is beneath notice. */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True with the probability `p`. */
  chance(p: number): boolean {
    return this.unit() < p;
  }

  /** One of the items, all equally likely. @throws RangeError when there are none */
  pick<T>(items: readonly T[]): T {
    return at(items, this.below(items.length));
  }

  /** One of the items, the first ones oftener, as names are. @throws RangeError when there are none */
  pickSkewed<T>(items: readonly T[]): T {
    return at(items, Math.floor(this.unit() ** 1.6 * items.length));
  }

  /** One of the items by its weight. @throws RangeError when there are none */
  pickWeighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.unit() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return at(items, items.length - 1)[0];
  }
}

function at<T>(items: readonly T[], index: number): T {
  if (index >= items.length) throw new RangeError('nothing to pick from');
  return items[index] as T;
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

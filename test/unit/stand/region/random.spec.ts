import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Random } from '../../../../src/stand/region/random.js';

const WORD = (1n << 32n) - 1n;
const rotate = (word: bigint, by: bigint) => ((word << by) | (word >> (32n - by))) & WORD;

/** The authors' C code (prng.di.unimi.it/xoshiro128starstar.c) in big integers. */
function* reference(state: readonly [number, number, number, number]): Generator<number> {
  let [a, b, c, d] = state.map(BigInt) as [bigint, bigint, bigint, bigint];
  for (;;) {
    yield Number((rotate((b * 5n) & WORD, 7n) * 9n) & WORD);
    const shifted = (b << 9n) & WORD;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11n);
  }
}

const aWord = fc.integer({ min: 0, max: 0xffffffff });

describe('xoshiro128**', () => {
  it('gives the first numbers of the published example from the state 1, 2, 3, 4', () => {
    const random = Random.fromState(1, 2, 3, 4);
    expect(Array.from({ length: 4 }, () => random.next())).toEqual([11520, 0, 5927040, 70819200]);
  });

  it('agrees with the definition from every state', () => {
    fc.assert(
      fc.property(fc.tuple(aWord, aWord, aWord, aWord), (state) => {
        const random = Random.fromState(...state);
        const expected = reference(state);
        for (let n = 0; n < 50; n += 1) expect(random.next()).toBe(expected.next().value);
      }),
    );
  });

  it('repeats itself for one seed and differs for another', () => {
    const draw = (seed: string) => {
      const random = Random.fromSeed(seed);
      return Array.from({ length: 10 }, () => random.next());
    };
    expect(draw('один')).toEqual(draw('один'));
    expect(draw('один')).not.toEqual(draw('два'));
  });
});

describe('draws', () => {
  it('stay inside their bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_000 }), (seed, n) => {
        const random = Random.fromSeed(seed);
        const drawn = random.below(n);
        const between = random.between(-n, n);
        expect(drawn >= 0 && drawn < n).toBe(true);
        expect(between >= -n && between <= n).toBe(true);
        expect(random.pickSkewed([1, 2, 3])).toBeLessThan(4);
      }),
    );
  });

  it('follow the weights', () => {
    const random = Random.fromSeed('weights');
    const drawn = Array.from({ length: 10_000 }, () =>
      random.pickWeighted([
        ['rare', 1],
        ['never', 0],
        ['usual', 9],
      ]),
    );
    expect(drawn).not.toContain('never');
    expect(drawn.filter((item) => item === 'rare').length / 10_000).toBeCloseTo(0.1, 1);
  });

  it('refuse an empty stock', () => {
    expect(() => Random.fromSeed('x').pick([])).toThrow(RangeError);
  });
});

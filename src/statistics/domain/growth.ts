import type { Counts } from './counts.js';
import type { CountIndicator, Fraction } from './indicator.js';

/** How one indicator of one unit grew between two days (f.3). */
export interface Growth {
  readonly from: Fraction | null;
  readonly to: Fraction | null;
  /** I-20; for counts. */
  readonly absolute: number | null;
  /** I-21 as a fraction of 1, not yet rounded; for counts. */
  readonly rate: Fraction | null;
  /** I-22 as an exact difference of two fractions of 1; for shares. */
  readonly points: Fraction | null;
}

/**
 * Growth of any indicator of levels between two rows of counts. A row is null for a day before the first import, and then
 * nothing is known of the growth (EC-140); from a base of 0 there is a difference but no rate (EC-116). A fall keeps its sign
 * and is never clipped (EC-123).
 */
export function growthOf(indicator: CountIndicator, earlier: Counts | null, later: Counts | null): Growth {
  const from = earlier === null ? null : indicator.of(earlier);
  const to = later === null ? null : indicator.of(later);
  const isCount = indicator.kind === 'count';
  const absolute = isCount ? (difference(to, from)?.numerator ?? null) : null;
  return {
    ...{ from, to, absolute },
    rate: absolute === null || from === null ? null : rateOf(absolute, from.numerator),
    points: isCount ? null : difference(to, from),
  };
}

function rateOf(absolute: number, base: number): Fraction | null {
  return base === 0 ? null : { numerator: absolute, denominator: base };
}

/**
 * I-20 for counts, I-22 for shares: exact, of whole numbers; ×100 gives percentage points. Null when either is null or has
 * no denominator (EC-115, EC-140). Negative growth keeps its sign (EC-123).
 */
export function difference(later: Fraction | null, earlier: Fraction | null): Fraction | null {
  if (later === null || earlier === null) return null;
  const [d2, d1] = [later.denominator, earlier.denominator];
  if (d2 === null || d1 === null)
    return { numerator: later.numerator - earlier.numerator, denominator: null };
  if (d2 === 0 || d1 === 0) return null;
  const numerator = later.numerator * d1 - earlier.numerator * d2;
  const divisor = greatestCommonDivisor(Math.abs(numerator), d1 * d2);
  return { numerator: numerator / divisor, denominator: (d1 * d2) / divisor };
}

/**
 * Per cent or percentage points with one decimal, half away from zero (f.0.9). In whole numbers of any length: the product of
 * two denominators of a large region, times 2000, is more than a double holds exactly.
 */
export function roundedGrowth(fraction: Fraction | null): number | null {
  if (fraction === null || fraction.denominator === null || fraction.denominator === 0) return null;
  const [n, d] = [BigInt(Math.abs(fraction.numerator)), BigInt(fraction.denominator)];
  const tenths = Number((2000n * n + d) / (2n * d));
  return tenths === 0 ? 0 : (Math.sign(fraction.numerator) * tenths) / 10;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

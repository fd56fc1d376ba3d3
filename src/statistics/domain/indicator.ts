import type { Counts, Level } from './counts.js';

/** The rules by which the numbers of this programme are counted; another text of f.0–f.5 is another version (EC-124). */
export const METHODOLOGY = '2026-11';

/** What every indicator says of itself: docs/statistics.md is made of these. */
export interface IndicatorCard {
  /** As in indicators.md: `I-12`; parts of one indicator carry a suffix: `I-07.under14`. */
  readonly id: string;
  readonly key: string;
  /** Its Russian name in tables. */
  readonly name: string;
  /** What it says, in one Russian sentence. */
  readonly sentence: string;
  readonly numerator: string;
  /** Null for a count. */
  readonly denominator: string | null;
  /** When there is no number, and what stands instead. */
  readonly nullRule: string;
}

/** An indicator of levels or shares: a function of one row of counts. */
export interface CountIndicator extends IndicatorCard {
  readonly kind: 'count' | 'share';
  readonly levels: readonly Level[];
  /** Distinct persons at each level: a sum of the levels below would count some twice (f.0.8). */
  readonly distinct: boolean;
  /** Null: not known at this level or for this day. */
  readonly of: (counts: Counts) => Fraction | null;
}

/** A number of statistics before it is rounded; a count has the denominator null. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number | null;
}

/** 100·n/d unrounded; null where the denominator is 0 (EC-115). For a count, the count. */
export function valueOf(fraction: Fraction | null): number | null {
  if (fraction === null) return null;
  const { numerator, denominator } = fraction;
  if (denominator === null) return numerator;
  return denominator === 0 ? null : (100 * numerator) / denominator;
}

/**
 * A share as people read it: one decimal, half up (f.0.9), exact because it is computed from whole numbers; «—» for none.
 * Negative differences (EC-123) round half away from zero, so that −0.05 and 0.05 are the same step.
 */
export function roundedShare(fraction: Fraction | null): number | null {
  if (fraction === null || fraction.denominator === null || fraction.denominator === 0) return null;
  const { numerator, denominator } = fraction;
  const tenths = Math.floor((2000 * Math.abs(numerator) + denominator) / (2 * denominator));
  return (Math.sign(numerator) * tenths) / 10;
}

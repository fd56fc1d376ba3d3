import type { Counts, Level } from './counts.js';
import { type CountIndicator, roundedShare, valueOf } from './indicator.js';

/** A number as readers get it: whole parts, and the value rounded once, at the end (f.0.9). */
export interface IndicatorValue {
  readonly numerator: number;
  readonly denominator: number | null;
  /** A count, or a share in per cent with one decimal; null where the denominator is 0 (EC-115). */
  readonly value: number | null;
}

/** Values by the key of their indicator; null where there is no such number at this level or for this day. */
export type IndicatorValues = Readonly<Record<string, IndicatorValue | null>>;

/** What the indicators say of one row of counts. */
export function valuesOf(
  indicators: readonly CountIndicator[],
  level: Level,
  counts: Counts,
): IndicatorValues {
  return Object.fromEntries(
    indicators.map((indicator) => {
      const fraction = indicator.levels.includes(level) ? indicator.of(counts) : null;
      if (fraction === null) return [indicator.key, null];
      const value = indicator.kind === 'share' ? roundedShare(fraction) : valueOf(fraction);
      return [indicator.key, { ...fraction, value }];
    }),
  );
}

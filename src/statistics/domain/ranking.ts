import type { Uuid } from '../../kernel/ids.js';
import type { Counts } from './counts.js';
import { roundedShare } from './indicator.js';
import { minorsOf } from './indicators.js';
import { SMALL } from './small-cells.js';

/** A share of fewer is chance (STAT-07). */
const LEAST_DENOMINATOR = 10;

export interface RankedUnit {
  readonly id: Uuid;
  readonly name: string;
  /** From 1; equal shares have one place, and the next one is free. Null: not ranked. */
  readonly place: number | null;
  /** I-12, one decimal; null where it is kept back or there is none. */
  readonly share: number | null;
  readonly minors: number | null;
  readonly linked: number | null;
  /** Why a figure or a place is not there. */
  readonly note: 'too_few' | 'nobody' | 'small_cell' | null;
}

/**
 * Ranks units by I-12. Fewer than {@link LEAST_DENOMINATOR} minors are not ranked, nobody to be counted is not either
 * (EC-115). Where fewer than {@link SMALL} are linked or not linked the place stands, and the figures are kept back (STAT-08):
 * a place alone tells no count.
 */
export function ranking(
  units: readonly { readonly id: Uuid; readonly name: string; readonly counts: Counts }[],
): readonly RankedUnit[] {
  const figures = units.map(({ id, name, counts }) => ({
    ...{ id, name },
    ...{ minors: minorsOf(counts, 'students'), linked: minorsOf(counts, 'linked') },
  }));
  const enough = figures
    .filter(({ minors }) => minors >= LEAST_DENOMINATOR)
    .sort((a, b) => b.linked * a.minors - a.linked * b.minors || a.name.localeCompare(b.name, 'ru'));
  const ranked = enough.map((unit): RankedUnit => {
    const place =
      1 + enough.filter((other) => other.linked * unit.minors > unit.linked * other.minors).length;
    const { id, name, minors, linked } = unit;
    if (linked < SMALL || minors - linked < SMALL) {
      return { ...{ id, name, place }, ...{ share: null, minors: null, linked: null }, note: 'small_cell' };
    }
    return {
      id,
      name,
      place,
      share: roundedShare({ numerator: linked, denominator: minors }),
      minors,
      linked,
      note: null,
    };
  });
  const rest = figures
    .filter(({ minors }) => minors < LEAST_DENOMINATOR)
    .map(({ id, name, minors }): RankedUnit => ({
      ...{ id, name, place: null, share: null, minors: null, linked: null },
      note: minors === 0 ? 'nobody' : 'too_few',
    }));
  return [...ranked, ...rest];
}

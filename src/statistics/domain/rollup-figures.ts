import type { Counts } from './counts.js';
import { difference } from './growth.js';
import type { Fraction } from './indicator.js';
import { type Cell, type Cells, cellsOf, type CellSources, indicatorById } from './report-cells.js';
import { type ComputedColumn, type GrowthWindow, isComputed, type ReportColumn } from './report-form.js';

/** What the figures of a level above the school are made of. */
export interface LevelSources {
  /** Cells of the accepted reports, one record each. */
  readonly schools: readonly Cells[];
  /** Rows of counts behind those reports: for differences of shares, which do not add up. */
  readonly counts: readonly SchoolCounts[];
  /** The level's own rows: distinct adults are read there, never added up (f.0.8). */
  readonly level: Pick<CellSources, 'now' | 'bases'>;
  readonly place: CellSources['place'];
}

/** The counts of one school on the day of the report, and on the days growth is counted from; null: no data then (EC-140). */
export interface SchoolCounts {
  readonly now: Counts | null;
  readonly bases: Readonly<Record<GrowthWindow, Counts | null>>;
}

/**
 * The figures of a municipality or a region in the columns of a form: pupils and their growth are added up, shares are Σ/Σ,
 * a difference of shares is the difference of the level's shares, distinct adults come from the level's own row. A school
 * without a number adds none; where no school has one there is none.
 */
export function figuresOf(columns: readonly ReportColumn[], sources: LevelSources): Cells {
  const places = cellsOf(
    columns.filter(({ kind }) => kind === 'place'),
    { ...sources.level, place: sources.place },
  );
  const computed = columns
    .filter(isComputed)
    .map((column) => [column.key, figureOf(column, sources)] as const);
  return { ...places, ...Object.fromEntries(computed) };
}

function figureOf(column: ComputedColumn, sources: LevelSources): Cell {
  if (indicatorById(column.indicator)?.distinct === true) {
    return cellsOf([column], { ...sources.level, place: sources.place })[column.key] ?? null;
  }
  if (column.kind === 'growth' && column.measure === 'I-22')
    return differenceOfShares(column, sources.counts);
  return sumOf(sources.schools.map((cells) => fractionOf(cells[column.key])));
}

function differenceOfShares(
  { indicator, window }: ComputedColumn & { readonly kind: 'growth' },
  counts: readonly SchoolCounts[],
): Fraction | null {
  const of = (row: Counts | null): Fraction | null =>
    row === null ? null : (indicatorById(indicator)?.of(row) ?? null);
  return difference(
    sumOf(counts.map(({ now }) => of(now))),
    sumOf(counts.map(({ bases }) => of(bases[window]))),
  );
}

/** Σ numerators over Σ denominators; of counts Σ. Null where nothing is known. */
function sumOf(fractions: readonly (Fraction | null)[]): Fraction | null {
  return fractions.reduce<Fraction | null>((sum, one) => {
    if (one === null || sum === null) return sum ?? one;
    const denominator =
      sum.denominator === null || one.denominator === null ? null : sum.denominator + one.denominator;
    return { numerator: sum.numerator + one.numerator, denominator };
  }, null);
}

/** The number of a cell; null for words of the place and for «—». */
export function fractionOf(cell: Cell | undefined): Fraction | null {
  return typeof cell === 'object' ? cell : null;
}

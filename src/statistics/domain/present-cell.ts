import { roundedShare } from './indicator.js';
import type { Cell, Cells } from './report-cells.js';
import { indicatorById } from './report-cells.js';
import type { ReportColumn } from './report-form.js';
import type { OwnStatements } from './report-own.js';

/** A cell as people read it; shares and their differences with one decimal (f.0.9), null is «—». */
export interface PresentedCell {
  readonly key: string;
  readonly title: string;
  readonly group: string | null;
  readonly kind: ReportColumn['kind'];
  readonly indicator: string | null;
  readonly unit: 'count' | 'percent' | 'points' | 'text';
  readonly value: number | string | null;
  /** Of shares and differences of shares: what the value was rounded from. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly explanation: string | null;
}

/** One column of a report filled with its frozen cell, or with what the school has stated. */
export function presentCell(column: ReportColumn, cells: Cells, own: OwnStatements): PresentedCell {
  const { key, title, group, kind } = column;
  const rest = { key, title, group, kind, explanation: own.explanations[key] ?? null };
  const plain = { indicator: null, numerator: null, denominator: null };
  switch (column.kind) {
    case 'text':
      return { ...rest, ...plain, unit: 'text', value: own.texts[key] ?? null };
    case 'own':
      return { ...rest, ...plain, unit: 'count', value: own.figures[key] ?? null };
    case 'place':
    case 'indicator':
    case 'growth': {
      const indicator = column.kind === 'place' ? null : column.indicator;
      return { ...rest, indicator, unit: unitOf(column), ...numbersOf(cells[key] ?? null) };
    }
  }
}

function unitOf(
  column: Extract<ReportColumn, { kind: 'place' | 'indicator' | 'growth' }>,
): PresentedCell['unit'] {
  if (column.kind === 'place') return 'text';
  if (column.kind === 'growth') return column.measure === 'I-22' ? 'points' : 'count';
  const share = indicatorById(column.indicator)?.kind === 'share';
  return share && column.show === 'value' ? 'percent' : 'count';
}

function numbersOf(cell: Cell): Pick<PresentedCell, 'value' | 'numerator' | 'denominator'> {
  if (cell === null || typeof cell === 'string') return { value: cell, numerator: null, denominator: null };
  const { numerator, denominator } = cell;
  return denominator === null
    ? { value: numerator, numerator: null, denominator: null }
    : { value: roundedShare(cell), numerator, denominator };
}

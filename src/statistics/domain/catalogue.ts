import type { IndicatorCard } from './indicator.js';
import { INDICATORS } from './indicators.js';

/** One part of docs/statistics.md: indicators of one kind under one heading. */
export interface CataloguePart {
  readonly title: string;
  /** What must be said of all of them before the first. */
  readonly preface: string;
  readonly cards: readonly IndicatorCard[];
}

/** Every indicator of the programme, in the order in which the handbook shows them. A new kind is another part. */
export const CATALOGUE: readonly CataloguePart[] = [
  {
    title: 'Уровни, доли и качество данных',
    preface:
      'Считаются из одной строки снимка дня: регион, муниципалитет (по территории и по учредителю), школа, параллель, класс.',
    cards: INDICATORS,
  },
];

import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Counts } from './counts.js';
import { difference } from './growth.js';
import { monthTo, weekTo } from './growth-windows.js';
import type { CountIndicator, Fraction } from './indicator.js';
import { INDICATORS } from './indicators.js';
import type { ComputedColumn, GrowthWindow, Place, ReportColumn } from './report-form.js';

const byId = new Map(INDICATORS.map((indicator) => [indicator.id, indicator]));

/** The indicator of levels and shares by its id; null when the catalogue has none. */
export function indicatorById(id: string): CountIndicator | null {
  return byId.get(id) ?? null;
}

/** A frozen cell: a number before it is rounded, a word of the place, or null, «—». */
export type Cell = Fraction | string | null;
/** By column key. */
export type Cells = Readonly<Record<string, Cell>>;

/** What cells of one unit are filled from; null: nothing is known of that day (EC-140). */
export interface CellSources {
  readonly now: Counts | null;
  readonly bases: Readonly<Record<GrowthWindow, Counts | null>>;
  readonly place: Readonly<Record<Exclude<Place, 'number'>, string | null>>;
}

/**
 * Prefills the cells of a report from rows of counts (REP-02): place and computed columns; the school's own ones and texts
 * are not cells. The line number is the table's, not the school's.
 */
export function cellsOf(columns: readonly ReportColumn[], sources: CellSources): Cells {
  const cells = columns.flatMap((column): [string, Cell][] => {
    switch (column.kind) {
      case 'place':
        return column.of === 'number' ? [] : [[column.key, sources.place[column.of]]];
      case 'indicator':
      case 'growth':
        return [[column.key, computedCell(column, sources)]];
      case 'own':
      case 'text':
        return [];
    }
  });
  return Object.fromEntries(cells);
}

function computedCell(column: ComputedColumn, { now, bases }: CellSources): Fraction | null {
  const value = read(column.indicator, now);
  if (column.kind === 'growth') return difference(value, read(column.indicator, bases[column.window]));
  return column.show === 'numerator' && value !== null ? { ...value, denominator: null } : value;
}

function read(id: string, counts: Counts | null): Fraction | null {
  return counts === null ? null : (indicatorById(id)?.of(counts) ?? null);
}

/** The day from which a window of f.3 counts; «accepted» has none of its own: it is the day of the last accepted report. */
export function baseDay(window: 'week' | 'month', day: CalendarDate): CalendarDate {
  return (window === 'week' ? weekTo(day) : monthTo(day)).from;
}

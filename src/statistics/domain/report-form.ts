import type { AgeBasis } from './statistics-day.js';

/** Kinds of schools that a form may name; without another word the general ones (f.0.3). */
export const SCHOOL_KINDS = [
  ...(['primary', 'basic', 'secondary', 'gymnasium', 'lyceum', 'boarding', 'cadet'] as const),
  ...(['special', 'evening', 'preschool', 'vocational'] as const),
] as const;
export type SchoolKind = (typeof SCHOOL_KINDS)[number];

export const PLACES = ['number', 'municipality', 'oktmo', 'school', 'inn'] as const;
export type Place = (typeof PLACES)[number];

/** From when growth is counted: a week before, the last day of the previous month, the last accepted report (f.3). */
export const WINDOWS = ['week', 'month', 'accepted'] as const;
export type GrowthWindow = (typeof WINDOWS)[number];

export const COLUMN_KINDS = ['place', 'indicator', 'growth', 'own', 'text'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

interface Header {
  readonly key: string;
  /** As it stands over the column. */
  readonly title: string;
  /** The header above several columns; null for a column of its own. */
  readonly group: string | null;
}

/** Where the school is; `number` is its line in the table. */
export type PlaceColumn = Header & { readonly kind: 'place'; readonly of: Place };
/** A number of the snapshot. `numerator`: of a share only how many, as «Привязано представителей». */
export type IndicatorColumn = Header & {
  readonly kind: 'indicator';
  readonly indicator: string;
  readonly show: 'value' | 'numerator';
};
/** I-20 of a count, I-22 of a share. */
export type GrowthColumn = Header & {
  readonly kind: 'growth';
  readonly measure: 'I-20' | 'I-22';
  readonly indicator: string;
  readonly window: GrowthWindow;
};
/** The school's own figure beside a computed count (REP-02). */
export type OwnColumn = Header & { readonly kind: 'own'; readonly beside: string };
/** Words of the school. */
export type TextColumn = Header & { readonly kind: 'text' };

export type ReportColumn = PlaceColumn | IndicatorColumn | GrowthColumn | OwnColumn | TextColumn;
export type ComputedColumn = IndicatorColumn | GrowthColumn;

/** A form of reports: versioned, never changed after it was published (REP-01). */
export interface ReportForm {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly schoolKinds: readonly SchoolKind[];
  readonly ageBasis: AgeBasis;
  readonly columns: readonly ReportColumn[];
}

export function isComputed(column: ReportColumn): column is ComputedColumn {
  return column.kind === 'indicator' || column.kind === 'growth';
}

/** What people call a cell: «Создано УЗ: 14–17»; the group is said once. */
export function nameOfColumn({ title, group }: Header): string {
  return group === null || title.startsWith(group) ? title : `${group}: ${title}`;
}

import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import { type Fraction, roundedShare } from './indicator.js';

/** What a report file says of itself above its figures (f.7). */
export interface ReportHeader {
  readonly title: string;
  readonly formCode: string;
  readonly formVersion: number;
  /** Name of the period; for a bare date null. */
  readonly period: string | null;
  /** Whose table it is: a region, a municipality, a school. */
  readonly scope: string;
  readonly asOf: CalendarDate;
  /** IANA name, the region's. */
  readonly timeZone: string;
  /** T(D) of f.0.1: the moment before which events count; files print it in UTC (EC-120). */
  readonly moment: Date;
  readonly snapshotId: Uuid;
  readonly revision: number;
  readonly methodology: string;
  /** `draft`: figures that nobody has accepted yet, for the own view of a school or municipality only. */
  readonly status: 'draft' | 'published';
}

interface ColumnWords {
  readonly key: string;
  readonly title: string;
  /** The upper line of the two-level header; columns of one group stand together. */
  readonly group: string | null;
}

/** How the total of a share is made: Σ of some columns over Σ of others, never an average (EC-118). */
export interface ShareParts {
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
}

/**
 * `count`: pupils, adds up over rows. `share`: Σ/Σ. `points`: a share minus the same share of an earlier day (I-22).
 * `distinct`: people counted anew at each level, never added up (f.0.8). `text`: words.
 */
export type ReportColumn = ColumnWords &
  (
    | { readonly kind: 'count' | 'points' | 'distinct' | 'text' }
    | {
        readonly kind: 'share';
        /** Columns of this table that make the share; null where it rests on figures that are not in it. */
        readonly of: ShareParts | null;
      }
  );

/**
 * A share with the figures it was made of. In a column of points `base` is the earlier share, null where there was none;
 * without `base` the ratio is the difference itself, as reports freeze it, which no sum can be made of.
 */
export interface Ratio extends Fraction {
  readonly numerator: number;
  readonly denominator: number;
  readonly base?: Omit<Ratio, 'base'> | null;
}

/** Kept back by the rule of small cells (STAT-08); whoever reads the file sees «…». */
export const SUPPRESSED = { suppressed: true } as const;

/** A figure, a share, words, nothing to say («—»), or kept back. */
export type ReportCell = number | Ratio | string | null | typeof SUPPRESSED;
export type ReportCells = Readonly<Record<string, ReportCell>>;

/** One school. */
export interface ReportRow {
  readonly schoolId: Uuid;
  readonly municipality: string;
  readonly oktmo: string;
  readonly name: string;
  readonly inn: string | null;
  readonly cells: ReportCells;
  /** The school's own figures by column, beside the computed ones («по данным ОО», REP-02). */
  readonly own: Readonly<Record<string, number>>;
}

/** The schools that report through one municipality, or directly, and what is counted anew at their level. */
export interface ReportPart {
  readonly name: string;
  readonly oktmo: string;
  /** What the line under its schools is called: «Итого по МО». */
  readonly total: string;
  readonly rows: readonly ReportRow[];
  /** Figures of the level that are no sum of its rows: distinct people (f.0.8), differences of shares. */
  readonly given: ReportCells;
}

/** A school whose figures are not in the table, and why. */
export interface MissingSchool {
  readonly name: string;
  readonly municipality: string;
  readonly reason: string;
}

/** Who signs; null leaves a line to write on. */
export interface ReportFooter {
  readonly head: string | null;
  readonly performer: string | null;
  readonly phone: string | null;
}

/** A report as people sign it: plain values, from which every format is written. */
export interface ReportTable {
  readonly header: ReportHeader;
  readonly columns: readonly ReportColumn[];
  readonly parts: readonly ReportPart[];
  /** As of a part, for the whole table. */
  readonly given: ReportCells;
  readonly missing: readonly MissingSchool[];
  readonly footer: ReportFooter;
}

export const isRatio = (cell: ReportCell | undefined): cell is Ratio =>
  typeof cell === 'object' && cell !== null && 'denominator' in cell;

export const isSuppressed = (cell: ReportCell | undefined): boolean =>
  typeof cell === 'object' && cell !== null && 'suppressed' in cell;

/**
 * A difference of two shares in percentage points, one decimal, half away from zero; exact, because it is computed from
 * whole numbers. Null without a base, and where a denominator is 0 (I-22: any null → null).
 */
export function roundedPoints({ numerator, denominator, base }: Ratio): number | null {
  if (base === undefined) return roundedShare({ numerator, denominator });
  if (base === null) return null;
  return roundedShare({
    numerator: numerator * base.denominator - base.numerator * denominator,
    denominator: denominator * base.denominator,
  });
}

/** The figure that people read; null for none, words and what is kept back. */
export function shownNumber(column: ReportColumn, cell: ReportCell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  if (!isRatio(cell)) return null;
  return column.kind === 'points' ? roundedPoints(cell) : roundedShare(cell);
}

/** Columns beside which some school states its own figure. */
export function ownColumns(table: ReportTable): ReadonlySet<string> {
  return new Set(table.parts.flatMap(({ rows }) => rows.flatMap(({ own }) => Object.keys(own))));
}

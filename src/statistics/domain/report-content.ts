import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Cells } from './report-cells.js';
import type { OwnStatements } from './report-own.js';

/** What is signed with a revision, whole: whoever reads it needs nothing else to know what was stated. */
export interface ReportContent {
  readonly form: { readonly code: string; readonly version: number };
  readonly period: { readonly id: Uuid; readonly asOf: CalendarDate };
  readonly schoolId: Uuid;
  readonly revision: number;
  readonly snapshot: { readonly id: Uuid; readonly revision: number; readonly methodology: string };
  readonly cells: Cells;
  readonly own: OwnStatements;
  /** What the checks warned of when it was signed. */
  readonly warnings: readonly { readonly cell: string; readonly message: string }[];
}

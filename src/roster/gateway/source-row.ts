import type { IssueCode } from '../domain/import-issue.js';

/** A row may hold so many characters; more is a mistake of quotes, or an attack. */
export const LONGEST_ROW = 64 * 1024;

/** A cell that could not be read at all; `index` counts from 0. */
export interface CellFault {
  readonly index: number;
  readonly code: IssueCode;
}

/** One row of a roster file in any format; the first one that a reader gives is the header. */
export interface SourceRow {
  /** Its number, unique within the file's kind; as Excel shows it where the format has rows. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly faults?: readonly CellFault[];
  /** The row says that its record is no more (`tobedeleted`, OneRoster 1.2, section 3.1). */
  readonly removed?: boolean;
  /** The row cannot be taken at all, for this one reason; its id still counts as present (EC-137). */
  readonly refused?: IssueCode;
  /** When the source changed it last; only JSON tells. */
  readonly modifiedAt?: string;
}

/** A fault of the file's structure: nothing behind `row` can be trusted. */
export class StructureFault extends Error {
  override readonly name = 'StructureFault';

  constructor(
    readonly code: IssueCode,
    readonly row: number | null,
    readonly column: string | null = null,
  ) {
    super(code);
  }
}

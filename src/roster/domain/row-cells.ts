import { type CalendarDate, parseWrittenDate } from '../../kernel/calendar-date.js';
import { tidySpaces } from '../../kernel/written-text.js';
import { importIssue, type IssueCode, type IssueLog } from './import-issue.js';
import type { Layout } from './roster-file.js';

const LONGEST = 200;
const PLAIN = /^[\p{L}\p{N}._|/-]*$/u;

/**
 * The cells of one row with the judgements that every file needs. A reading that fails writes its issue and, where the
 * issue is of the row, marks the row as set aside; the caller reads on, so that all faults of a row are told at once.
 */
export class RowCells {
  private isAside = false;
  private faults = 0;

  constructor(
    private readonly file: string,
    private readonly row: number,
    private readonly cells: readonly string[],
    private readonly layout: Layout,
    private readonly log: IssueLog,
  ) {}

  get aside(): boolean {
    return this.isAside;
  }

  get rowNumber(): number {
    return this.row;
  }

  fault(code: IssueCode, column: string | null): void {
    const issue = importIssue(code, { file: this.file, row: this.row, column });
    this.log.add(issue);
    this.faults += 1;
    if (issue.severity === 'row') this.isAside = true;
  }

  /** The tidied text of a cell, at most 200 characters; null when it is empty or its column is absent. */
  optional(column: string, longest = LONGEST): string | null {
    const raw = this.cells[this.layout.get(column) ?? -1];
    if (raw === undefined || raw === '') return null;
    // Most cells are plain words, and the Unicode passes of tidySpaces cost more than all the rest of a row.
    const text = PLAIN.test(raw) ? raw.normalize('NFC') : tidySpaces(raw);
    if (text.length <= longest) return text === '' ? null : text;
    this.fault('VALUE_TOO_LONG', column);
    return null;
  }

  /** As {@link optional}, but an empty cell sets the row aside; the value is then '' and never used. */
  required(column: string, longest = LONGEST): string {
    const faults = this.faults;
    const text = this.optional(column, longest);
    if (text !== null) return text;
    if (faults === this.faults) this.fault('VALUE_MISSING', column);
    return '';
  }

  /** One of a closed set, written in its code or in Russian; null for an empty cell, a row error for anything else. */
  word<T extends string>(column: string, words: ReadonlyMap<string, T>): T | null {
    const text = this.optional(column);
    if (text === null) return null;
    const word = words.get(text) ?? words.get(text.toLowerCase().replaceAll('ё', 'е'));
    if (word === undefined) this.fault('VALUE_UNKNOWN', column);
    return word ?? null;
  }

  requiredWord<T extends string>(column: string, words: ReadonlyMap<string, T>): T | null {
    if (this.required(column) === '') return null;
    return this.word(column, words);
  }

  date(column: string): CalendarDate | null {
    const text = this.optional(column);
    if (text === null) return null;
    const date = parseWrittenDate(text);
    if (date === null) this.fault('DATE_INVALID', column);
    return date;
  }

  requiredDate(column: string): CalendarDate | null {
    if (this.required(column) === '') return null;
    return this.date(column);
  }

  /** Two dates in order; the later one is the first day on which the thing no longer holds. */
  period(from: CalendarDate | null, toColumn: string): CalendarDate | null {
    const to = this.date(toColumn);
    if (from !== null && to !== null && to < from) this.fault('DATES_OUT_OF_ORDER', toColumn);
    return to;
  }
}

import type { IssueCode } from '../../domain/import-issue.js';
import { type CellFault, LONGEST_ROW, type SourceRow, StructureFault } from '../source-row.js';
import { civilDay, plainNumber, unescapeText } from './cell-values.js';
import type { Sheet, Workbook } from './open-workbook.js';
import { readXml, type XmlListener } from './read-xml.js';
import { readSharedStrings } from './shared-strings.js';

/** No roster file has a tenth of it; Excel's own limit of 16,384 would only cost memory. */
const MOST_COLUMNS = 256;
/** Our report puts an apostrophe before what might be a formula; a mended report comes back. */
const GUARDED = /^'([=+\-@\t\r])/;
/** Excel's own limit. */
const LAST_ROW = 1_048_576;

/**
 * Yields the rows of a sheet that hold anything, numbered as Excel shows them, in bounded memory. Every value is the text
 * that a CSV file would hold: numbers without exponent, dates as YYYY-MM-DD, of a formula its last computed value.
 *
 * @throws StructureFault for a broken or too large workbook
 */
export async function* readSheet(workbook: Workbook, sheet: Sheet): AsyncGenerator<SourceRow> {
  const listener = new SheetListener(workbook, await readSharedStrings(workbook));
  let width: number | null = null;
  const pieces = readXml(workbook.archive, sheet.part, listener, workbook.limits);
  for (let piece = await pieces.next(); ; piece = await pieces.next()) {
    for (const row of listener.take()) {
      width ??= lengthOf(row.cells);
      yield { ...row, cells: fitted(row.cells, width) };
    }
    if (piece.done === true) return;
  }
}

/** Excel writes no empty cells at the end of a row, or writes formatted ones behind the last column: neither means anything. */
function fitted(cells: readonly string[], width: number): readonly string[] {
  const length = lengthOf(cells);
  if (length >= width) return cells.slice(0, length);
  return [...cells.slice(0, length), ...Array<string>(width - length).fill('')];
}

function lengthOf(cells: readonly string[]): number {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return length;
}

/** The cell that is being read. */
interface OpenCell {
  readonly index: number;
  readonly type: string;
  readonly isDate: boolean;
  hasFormula: boolean;
  text: string;
}

class SheetListener implements XmlListener {
  private rows: SourceRow[] = [];
  private row = 0;
  private cells: string[] = [];
  private faults: CellFault[] = [];
  private size = 0;
  private cell: OpenCell | null = null;
  private nextColumn = 0;
  private taking = false;
  private reading = false;

  constructor(
    private readonly workbook: Workbook,
    private readonly strings: readonly string[],
  ) {}

  /** The rows that ended since the last call. */
  take(): readonly SourceRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(element: string, attributes: Readonly<Record<string, string>>): void {
    switch (element) {
      case 'row':
        this.openRow(attributes['r']);
        return;
      case 'c':
        this.openCell(attributes);
        return;
      case 'f':
        if (this.cell !== null) this.cell.hasFormula = true;
        return;
      case 'rPh':
        this.reading = true;
        return;
      case 'v':
      case 't':
        this.taking = this.cell !== null && !this.reading;
        return;
    }
  }

  text(text: string): void {
    if (!this.taking || this.cell === null) return;
    this.cell.text += text;
    if (this.size + this.cell.text.length > LONGEST_ROW) throw new StructureFault('ROW_TOO_LONG', this.row);
  }

  close(element: string): void {
    this.taking = false;
    if (element === 'rPh') this.reading = false;
    if (element === 'c') this.closeCell();
    if (element === 'row') this.closeRow();
  }

  private openRow(written: string | undefined): void {
    const row = written === undefined ? this.row + 1 : Number(written);
    if (!Number.isInteger(row) || row <= this.row || row > LAST_ROW)
      throw new StructureFault('WORKBOOK_BROKEN', null);
    this.row = row;
    this.cells = [];
    this.faults = [];
    this.size = 0;
    this.nextColumn = 0;
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const index = columnOf(attributes['r']) ?? this.nextColumn;
    this.nextColumn = index + 1;
    this.cell = {
      index,
      type: attributes['t'] ?? 'n',
      isDate: this.workbook.dateFormats[Number(attributes['s'] ?? 0)] ?? false,
      hasFormula: false,
      text: '',
    };
  }

  private closeCell(): void {
    const { cell } = this;
    this.cell = null;
    if (cell === null) return;
    const read = this.valueOf(cell);
    const value = typeof read === 'string' ? read.replace(GUARDED, '$1') : '';
    if (value === '' && typeof read === 'string') return;
    if (cell.index >= MOST_COLUMNS) throw new StructureFault('COLUMNS_TOO_MANY', this.row);
    while (this.cells.length <= cell.index) this.cells.push('');
    this.cells[cell.index] = value;
    this.size += value.length;
    if (this.size > LONGEST_ROW) throw new StructureFault('ROW_TOO_LONG', this.row);
    if (typeof read !== 'string') this.faults.push({ index: cell.index, code: read.code });
  }

  private closeRow(): void {
    const { row, cells, faults } = this;
    if (faults.length > 0 || cells.some((cell) => cell.trim() !== ''))
      this.rows.push(faults.length > 0 ? { row, cells, faults } : { row, cells });
  }

  /** ECMA-376 part 1, 18.18.11 (ST_CellType). */
  private valueOf({ type, text, isDate, hasFormula }: OpenCell): string | { readonly code: IssueCode } {
    if (type === 'e') return { code: 'CELL_ERROR' };
    if (text === '') return hasFormula && type !== 'str' ? { code: 'FORMULA_NOT_COMPUTED' } : '';
    switch (type) {
      case 's': {
        const shared = this.strings[Number(text)];
        if (shared === undefined) throw new StructureFault('WORKBOOK_BROKEN', this.row);
        return shared;
      }
      case 'str':
      case 'inlineStr':
        return unescapeText(text);
      case 'b':
        return text === '1' ? 'ИСТИНА' : 'ЛОЖЬ';
      case 'd':
        return text.slice(0, 10);
      default:
        return (isDate ? civilDay(Number(text), this.workbook.from1904) : null) ?? plainNumber(text);
    }
  }
}

/** `BC12` → 54; null when the cell does not say where it is. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

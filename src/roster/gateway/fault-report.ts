import { type Cell, type Worksheet, WorkbookWriter } from '@cj-tech-master/excelts';
import type { ImportIssue, Severity } from '../domain/import-issue.js';
import { readHeader, REPORT_COLUMN, sheetTitle } from '../domain/roster-file.js';
import { readRows } from './read-rows.js';
import { type RosterFile, shownPlace } from './roster-folder.js';
import { type SourceRow, StructureFault } from './source-row.js';

/** Excel's own limit; what does not fit goes on in one more sheet. */
const ROWS_PER_SHEET = 1_048_576;
const NOTES_SHEET = 'Ошибки файлов';
const RED = 'FFFFC7CE';
const YELLOW = 'FFFFEB9C';
/** What Excel, or a program that reads what Excel saves as CSV, would take for a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r]/;

type Sheet = Pick<Worksheet, 'getRow' | 'autoFilter'> & { commit(): void };

/**
 * Writes the uploader's own files as one workbook: their rows in their columns, faulty cells filled with a note, and a last
 * column «Ошибки» by which faulty rows are filtered (ROS-04). Faults of whole files are a sheet of their own. Bounded
 * memory: the rows are streamed, the issues of a batch are at most 10,000.
 */
export async function writeFaultReport(
  files: readonly RosterFile[],
  issues: readonly ImportIssue[],
  path: string,
): Promise<void> {
  const workbook = new WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  const places = new IssuePlaces(issues);
  for (const file of files) await new FileReport(workbook, file, places).write();
  writeRest(workbook, places.rest());
  await workbook.commit();
}

/** The issues of a batch by file and row; each is told at its row, or among the rest. */
class IssuePlaces {
  private readonly byPlace = new Map<string, ImportIssue[]>();
  private readonly told = new Set<ImportIssue>();

  constructor(private readonly issues: readonly ImportIssue[]) {
    for (const issue of issues) {
      const key = keyOf(issue.file, issue.row);
      const here = this.byPlace.get(key);
      if (here === undefined) this.byPlace.set(key, [issue]);
      else here.push(issue);
    }
  }

  /** The issues at a row of which `concerns` holds; they count as told. */
  at(file: string, row: number | null, concerns: (issue: ImportIssue) => boolean): readonly ImportIssue[] {
    const found = (this.byPlace.get(keyOf(file, row)) ?? []).filter(concerns);
    for (const issue of found) this.told.add(issue);
    return found;
  }

  rest(): readonly ImportIssue[] {
    return this.issues.filter((issue) => !this.told.has(issue));
  }
}

const keyOf = (file: string, row: number | null): string => `${row ?? ''} ${file}`;

/** One file on its way into its sheet. */
class FileReport {
  private sheet: Sheet | null = null;
  private sheets = 0;
  private width = 0;
  private header: readonly string[] = [];
  /** The columns by the names under which issues tell of them. */
  private columns = new Map<string, number>();
  private written = 0;

  constructor(
    private readonly workbook: WorkbookWriter,
    private readonly file: RosterFile,
    private readonly places: IssuePlaces,
  ) {}

  async write(): Promise<void> {
    try {
      for await (const source of readRows(this.file)) {
        if (this.sheet === null) this.begin(source);
        else this.row(this.sheet, source);
      }
    } catch (error) {
      // What the import could not read is told by its own issue; the rows before it are in the sheet.
      if (!(error instanceof StructureFault)) throw error;
    }
    this.finish();
  }

  private begin({ cells, row }: SourceRow): void {
    const { layout } = readHeader(this.file.kind, cells);
    this.columns = new Map(
      [...layout].map(([column, index]) => [
        shownPlace(this.file, { file: '', row: 1, column }).column ?? column,
        index,
      ]),
    );
    this.header = cells.filter((cell, index) => index !== cells.length - 1 || cell !== REPORT_COLUMN);
    this.width = this.header.length;
    this.open(Math.max(row, 1));
  }

  private open(headerRow: number): void {
    this.sheets += 1;
    const name = sheetTitle(this.file.kind) + (this.sheets === 1 ? '' : ` ${this.sheets}`);
    const views = [{ state: 'frozen' as const, ySplit: headerRow }];
    const sheet = this.workbook.addWorksheet(name, { views });
    const line = sheet.getRow(headerRow);
    this.header.forEach((cell, index) => write(line.getCell(index + 1), cell));
    write(line.getCell(this.width + 1), REPORT_COLUMN);
    for (let index = 1; index <= this.width + 1; index += 1) line.getCell(index).font = { bold: true };
    line.commit();
    sheet.autoFilter = {
      from: { row: headerRow, col: 1 },
      to: { row: headerRow, col: this.width + 1 },
    };
    this.sheet = sheet;
    this.written = headerRow;
  }

  /** Rows stand at their own numbers, so that messages which name a number stay true; JSON has no numbers of its own. */
  private row(sheet: Sheet, source: SourceRow): void {
    if (source.cells.every((cell) => cell === '') && source.faults === undefined) return;
    const isTable = this.file.content.format !== 'json' && this.sheets === 1;
    const at = isTable ? source.row : this.written + 1;
    if (at > ROWS_PER_SHEET) {
      this.finish();
      this.open(1);
      if (this.sheet !== null) this.row(this.sheet, source);
      return;
    }
    const line = sheet.getRow(at);
    source.cells.slice(0, this.width).forEach((cell, index) => {
      if (cell !== '') write(line.getCell(index + 1), cell);
    });
    const shown = shownPlace(this.file, { file: '', row: source.row, column: null });
    const issues = this.places.at(
      shown.file,
      shown.row,
      ({ column }) => this.file.content.format !== 'json' || column === null || this.columns.has(column),
    );
    if (issues.length > 0) this.mark(line, issues);
    line.commit();
    this.written = at;
  }

  private mark(line: { getCell(column: number): Cell }, issues: readonly ImportIssue[]): void {
    const last = this.width + 1;
    const byCell = new Map<number, ImportIssue[]>();
    for (const issue of issues) {
      const index = issue.column === null ? undefined : this.columns.get(issue.column);
      const column = index === undefined ? last : index + 1;
      byCell.set(column, [...(byCell.get(column) ?? []), issue]);
    }
    for (const [column, here] of byCell) {
      const cell = line.getCell(column);
      fill(
        cell,
        here.map(({ severity }) => severity),
      );
      if (column !== last) cell.note = textOf(here);
    }
    const summary = line.getCell(last);
    write(summary, textOf(issues));
    fill(
      summary,
      issues.map(({ severity }) => severity),
    );
  }

  private finish(): void {
    this.sheet?.commit();
    this.sheet = null;
  }
}

function write(cell: Cell, text: string): void {
  cell.value = FORMULA.test(text) ? `'${text}` : text;
  cell.numFmt = '@';
}

function fill(cell: Cell, severities: readonly Severity[]): void {
  const isMild = severities.every((severity) => severity === 'warning');
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: isMild ? YELLOW : RED } };
}

function textOf(issues: readonly ImportIssue[]): string {
  return issues
    .map(({ column, message }) => (column === null ? message : `${column}: ${message}`))
    .join('; ');
}

/** Faults of whole files and of rows that are in no sheet. */
function writeRest(workbook: WorkbookWriter, rest: readonly ImportIssue[]): void {
  const sheet = workbook.addWorksheet(NOTES_SHEET, { views: [{ state: 'frozen', ySplit: 1 }] });
  const rows = [
    ['Файл', 'Строка', 'Столбец', REPORT_COLUMN],
    ...rest.map(({ file, row, column, message }) => [
      file,
      row === null ? '' : String(row),
      column ?? '',
      message,
    ]),
  ];
  for (const values of rows) {
    const line = sheet.addRow([]);
    values.forEach((value, index) => write(line.getCell(index + 1), value));
    line.commit();
  }
  sheet.commit();
}

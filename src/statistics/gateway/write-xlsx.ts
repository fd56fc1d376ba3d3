import { type Cell, Workbook, type Worksheet } from '@cj-tech-master/excelts';
import type { ReportTable } from '../domain/report-table.js';
import { footerLines, headerLines, noteLines, withoutFormula } from './report-words.js';
import { columnLetter, type SheetCell, type SheetColumn, type SheetLine, tableSheet } from './table-sheet.js';

/** Name of the sheet with the report; a reader of the file looks for it. */
export const REPORT_SHEET = 'Отчёт';
const A4 = 9;
const EDGE = { style: 'thin' } as const;
const BORDER = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE };
const GREY = 'FFE7E7E7';
/** Numbers of a line and names of schools stay in view. */
const FROZEN_COLUMNS = 4;

/**
 * The report as a workbook in the layout of f.7: header block, two-level header, figures as numbers, totals as formulas
 * that carry their value, A4 landscape with the header on every page.
 *
 * @returns the bytes of the file
 */
export async function writeXlsx(table: ReportTable): Promise<Uint8Array> {
  const book = new Workbook();
  book.creator = 'Переход';
  // The file of the same figures is the same file: its dates are those of the report.
  book.created = table.header.moment;
  book.modified = table.header.moment;
  const above = headerLines(table.header);
  const headAt = above.length + 3;
  const { columns, lines } = tableSheet(table, headAt + 2);
  const sheet = book.addWorksheet(REPORT_SHEET, {
    views: [{ state: 'frozen', xSplit: FROZEN_COLUMNS, ySplit: headAt + 1 }],
  });
  columns.forEach(({ width, hidden }, index) => {
    Object.assign(sheet.getColumn(index + 1), { width, hidden });
  });
  writeAbove(sheet, table.header.title, above);
  writeHead(sheet, headAt, columns);
  lines.forEach((line, index) => writeLine(sheet, headAt + 2 + index, line, columns));
  const end = writeBelow(sheet, headAt + 2 + lines.length + 1, table);
  printSetUp(sheet, headAt, columns, end);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function writeAbove(sheet: Worksheet, title: string, lines: ReturnType<typeof headerLines>): void {
  text(sheet.getCell(1, 1), title).font = { bold: true, size: 14 };
  lines.forEach(([name, value], index) => {
    text(sheet.getCell(index + 2, 1), name).font = { bold: true };
    text(sheet.getCell(index + 2, 4), value);
  });
}

/** Columns of one group share the upper line; a column without a group takes both. */
function writeHead(sheet: Worksheet, at: number, columns: readonly SheetColumn[]): void {
  let start = 0;
  columns.forEach((column, index) => {
    const last = columns[index + 1]?.group !== column.group || column.group === null;
    if (column.group === null) {
      head(sheet.getCell(at, index + 1), column.title);
      head(sheet.getCell(at + 1, index + 1), '');
      sheet.mergeCells(at, index + 1, at + 1, index + 1);
    } else {
      head(sheet.getCell(at, index + 1), index === start ? column.group : '');
      head(sheet.getCell(at + 1, index + 1), column.title);
      if (last && index > start) sheet.mergeCells(at, start + 1, at, index + 1);
    }
    if (last) start = index + 1;
  });
  sheet.getRow(at).height = 32;
  sheet.getRow(at + 1).height = 64;
}

function head(cell: Cell, title: string): void {
  text(cell, title);
  cell.font = { bold: true, size: 9 };
  cell.alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' };
  cell.border = BORDER;
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: GREY } };
}

function writeLine(
  sheet: Worksheet,
  at: number,
  { role, cells }: SheetLine,
  columns: readonly SheetColumn[],
): void {
  cells.forEach((content, index) => {
    const cell = sheet.getCell(at, index + 1);
    figure(cell, content);
    cell.border = BORDER;
    const isWords = content.kind === 'text' && (columns[index]?.width ?? 0) > 10;
    cell.alignment = { vertical: 'top', wrapText: isWords, horizontal: isWords ? 'left' : 'right' };
    cell.font = { size: 9, bold: role !== 'school' };
    if (role !== 'school') cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: GREY } };
  });
}

function figure(cell: Cell, content: SheetCell): void {
  switch (content.kind) {
    case 'text':
      text(cell, content.text);
      return;
    case 'number':
      cell.value = content.value;
      cell.numFmt = content.decimals === 1 ? '0.0' : '0';
      return;
    case 'formula':
      cell.value = { formula: content.formula, result: content.value };
      cell.numFmt = content.decimals === 1 ? '0.0' : '0';
  }
}

/** Words stay words, whatever they begin with. */
function text(cell: Cell, words: string): Cell {
  if (words !== '') cell.value = withoutFormula(words);
  cell.numFmt = '@';
  return cell;
}

/** @returns the last line written */
function writeBelow(sheet: Worksheet, at: number, table: ReportTable): number {
  let line = at;
  for (const note of noteLines(table)) text(sheet.getCell(line++, 1), note).font = { size: 9, italic: true };
  line += 1;
  for (const [who, value] of footerLines(table)) {
    text(sheet.getCell(line, 1), who);
    text(sheet.getCell(line++, 4), value);
  }
  return line - 1;
}

function printSetUp(sheet: Worksheet, headAt: number, columns: readonly SheetColumn[], end: number): void {
  const visible = columns.filter(({ hidden }) => !hidden).length;
  Object.assign(sheet.pageSetup, {
    ...{ paperSize: A4, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    printTitlesRow: `${headAt}:${headAt + 1}`,
    printArea: `A1:${columnLetter(visible)}${end}`,
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 },
  });
  sheet.headerFooter.oddFooter = '&L&A&RСтраница &P из &N';
}

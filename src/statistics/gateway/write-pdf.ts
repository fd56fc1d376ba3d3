import type { Content, TableCell } from 'pdfmake';
import { writeDocument } from '../../platform/pdf/write-document.js';
import type { ReportTable } from '../domain/report-table.js';
import { headerLines, noteLines, utcMinute } from './report-words.js';
import {
  type SheetCell,
  type SheetColumn,
  type SheetLine,
  type TableSheet,
  tableSheet,
} from './table-sheet.js';

/** A4 across, in points, without the margins. */
const PAGE_WIDTH = 841.9 - 2 * 28;
/** One figure column at 8 points holds six digits and a heading in three or four lines. */
const FIGURE_WIDTH = 43;
/** A heading over both lines is longer words. */
const ALONE_WIDTH = 60;
const WORDS_WIDTH = 120;
/** pdfmake does not make room for a cell over two lines: these heights do. */
const HEAD_HEIGHTS = [12, 26] as const;
/** Padding and rule of a column. */
const GUTTER = 6.5;
/** № п/п and the school, on every part of the table; the municipality's lines carry its name. */
const LEAD_WIDTHS = [20, 150] as const;
const MUNICIPALITY = 1;
const SCHOOL = 3;
const FIRST_FIGURE = 5;
const GREY = '#e7e7e7';

/**
 * The report for signature: A4 across, the same figures as in the workbook. A table wider than a sheet is cut between groups
 * of columns into parts, each with the school's name, so that print stays readable; lines for signatures stand at the end.
 *
 * @param chart an SVG picture for the last page, or null
 */
export async function writePdf(table: ReportTable, chart: string | null): Promise<Uint8Array> {
  const sheet = tableSheet(table, 1);
  const parts = cut(sheet.columns);
  const { header } = table;
  return writeDocument({
    ...{ pageSize: 'A4', pageOrientation: 'landscape', pageMargins: [28, 28, 28, 34] },
    info: {
      title: header.title,
      subject: header.period ?? header.asOf,
      creator: 'Переход',
      creationDate: header.moment,
    },
    defaultStyle: { fontSize: 8 },
    content: [
      { text: header.title, fontSize: 13, bold: true, margin: [0, 0, 0, 6] },
      aboutOf(table),
      ...parts.flatMap((columns, index) => partOf(sheet, columns, { number: index + 1, of: parts.length })),
      { stack: noteLines(table).map((note) => ({ text: note, italics: true })), margin: [0, 6, 0, 0] },
      signatures(table),
      ...(chart === null ? [] : [pictureOf(chart)]),
    ],
    footer: (page, pages) => ({
      margin: [28, 8, 28, 0],
      columns: [
        {
          text: `Снимок ${header.snapshotId}, редакция ${header.revision}; ранее ${utcMinute(header.moment)}`,
          fontSize: 7,
        },
        { text: `Страница ${page} из ${pages}`, alignment: 'right', fontSize: 7, width: 90 },
      ],
    }),
  });
}

function aboutOf(table: ReportTable): Content {
  return {
    layout: 'noBorders',
    table: {
      widths: [130, '*'],
      body: headerLines(table.header).map(([name, value]) => [{ text: name, bold: true }, { text: value }]),
    },
    margin: [0, 0, 0, 8],
  };
}

/** Which columns each part holds, by index; a group is cut only when it alone is wider than a sheet. */
function cut(columns: readonly SheetColumn[]): readonly (readonly number[])[] {
  const room = PAGE_WIDTH - LEAD_WIDTHS.reduce((all, width) => all + width + GUTTER, 0);
  const parts: number[][] = [];
  let free = 0;
  for (const group of groupsOf(columns)) {
    const wide = group.reduce((all, index) => all + widthOf(columns[index]) + GUTTER, 0);
    if (wide > free && wide <= room) {
      parts.push([]);
      free = room;
    }
    for (const index of group) {
      const width = widthOf(columns[index]) + GUTTER;
      if (width > free) {
        parts.push([]);
        free = room;
      }
      parts.at(-1)?.push(index);
      free -= width;
    }
  }
  return parts;
}

function widthOf(column: SheetColumn | undefined): number {
  if ((column?.width ?? 0) > 20) return WORDS_WIDTH;
  return column?.group === null ? ALONE_WIDTH : FIGURE_WIDTH;
}

function groupsOf(columns: readonly SheetColumn[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  columns.forEach(({ group, hidden }, index) => {
    if (hidden || index < FIRST_FIGURE) return;
    const previous = groups.at(-1)?.at(-1);
    if (group !== null && previous !== undefined && columns[previous]?.group === group)
      groups.at(-1)?.push(index);
    else groups.push([index]);
  });
  return groups;
}

function partOf(
  { columns, lines }: TableSheet,
  shown: readonly number[],
  { number, of }: { readonly number: number; readonly of: number },
): Content[] {
  const title: Content[] =
    of === 1
      ? []
      : [
          {
            text: `Часть ${number} из ${of}`,
            bold: true,
            margin: [0, 0, 0, 4],
            ...(number > 1 ? { pageBreak: 'before' as const } : {}),
          },
        ];
  const widths = [...LEAD_WIDTHS, ...shown.map((index) => widthOf(columns[index]))];
  return [
    ...title,
    {
      layout: {
        ...{ hLineWidth: () => 0.5, vLineWidth: () => 0.5 },
        ...{ paddingLeft: () => 3, paddingRight: () => 3, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
      },
      table: {
        ...{ widths, headerRows: 2, dontBreakRows: true, keepWithHeaderRows: 1 },
        heights: (row: number) => HEAD_HEIGHTS[row] ?? ('auto' as const),
        body: [...headOf(columns, shown), ...lines.map((line) => lineOf(line, columns, shown))],
      },
    },
  ];
}

/** The two-level header: a group over its columns, a column without one over both lines. */
function headOf(columns: readonly SheetColumn[], shown: readonly number[]): TableCell[][] {
  const upper: TableCell[] = ['№ п/п', 'Наименование ОО'].map((text) => ({ ...headCell(text), rowSpan: 2 }));
  const lower: TableCell[] = [{}, {}];
  shown.forEach((index, at) => {
    const column = columns[index];
    const group = column?.group ?? null;
    const before = columns[shown[at - 1] ?? -1];
    const after = shown.slice(at).findIndex((other) => columns[other]?.group !== group);
    const span = after === -1 ? shown.length - at : after;
    if (group === null) upper.push({ ...headCell(column?.title ?? ''), rowSpan: 2 });
    else upper.push(before?.group === group ? {} : { ...headCell(group), colSpan: span });
    lower.push(group === null ? {} : headCell(column?.title ?? ''));
  });
  return [upper, lower];
}

const headCell = (text: string) => ({
  text,
  bold: true,
  fontSize: 7,
  alignment: 'center' as const,
  fillColor: GREY,
});

function lineOf(
  { role, cells }: SheetLine,
  columns: readonly SheetColumn[],
  shown: readonly number[],
): TableCell[] {
  const look = role === 'school' ? {} : { bold: true, fillColor: GREY };
  const name = textOf(cells[SCHOOL]);
  const place = textOf(cells[MUNICIPALITY]);
  const lead: TableCell[] = [
    { text: textOf(cells[0]), alignment: 'right', ...look },
    { text: role === 'municipality' && place !== '' ? `${name}: ${place}` : name, ...look },
  ];
  const figures = shown.map((index): TableCell => ({
    text: textOf(cells[index]),
    alignment: widthOf(columns[index]) === WORDS_WIDTH ? 'left' : 'right',
    ...look,
  }));
  return [...lead, ...figures];
}

function textOf(cell: SheetCell | undefined): string {
  if (cell === undefined) return '';
  if (cell.kind === 'text') return cell.text;
  if (typeof cell.value === 'string') return cell.value;
  return (cell.decimals === 1 ? cell.value.toFixed(1) : String(cell.value))
    .replace('.', ',')
    .replace('-', '−');
}

/** Who signs writes by hand: signature, name, day. */
function signatures({ footer }: ReportTable): Content {
  const line = '_______________________';
  const signer = (who: string, name: string | null): TableCell[] => [
    { text: who, bold: true },
    { text: line },
    { text: name ?? line },
    { text: '«___» ______________ 20___ г.' },
  ];
  return {
    layout: 'noBorders',
    unbreakable: true,
    margin: [0, 14, 0, 0],
    fontSize: 9,
    table: {
      widths: [90, 150, 150, '*'],
      body: [
        signer('Руководитель', footer.head),
        [
          '',
          ...['(подпись)', '(расшифровка)', ''].map((text) => ({
            text,
            fontSize: 7,
            margin: [0, -4, 0, 4] as [number, number, number, number],
          })),
        ],
        signer('Исполнитель', footer.performer),
        [{ text: 'Телефон', bold: true }, { text: footer.phone ?? line }, { text: 'М.П.' }, ''],
      ],
    },
  };
}

const pictureOf = (svg: string): Content => ({ svg, width: 760, pageBreak: 'before' });

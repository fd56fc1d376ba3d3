import {
  isRatio,
  isSuppressed,
  ownColumns,
  type Ratio,
  type ReportCell,
  type ReportCells,
  type ReportColumn,
  type ReportTable,
  roundedPoints,
  shownNumber,
} from '../domain/report-table.js';
import { roundedShare } from '../domain/indicator.js';
import { partTotals, tableTotals } from '../domain/table-totals.js';

/** What stands where there is no figure, and where one is kept back. */
const NO_FIGURE = '—';
export const KEPT_BACK = '…';

/** A cell of a sheet: words, a figure, or a formula with the figure that it gives. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly decimals: 0 | 1 }
  | {
      readonly kind: 'formula';
      readonly formula: string;
      readonly value: number | string;
      readonly decimals: 0 | 1;
    };

export interface SheetColumn {
  readonly group: string | null;
  readonly title: string;
  readonly width: number;
  /** Figures that only formulas need stand right of the table, hidden and outside the print. */
  readonly hidden: boolean;
}

/** A line under the header; totals are printed bold. */
export interface SheetLine {
  readonly role: 'school' | 'municipality' | 'total';
  readonly cells: readonly SheetCell[];
}

/** The table of f.7 with the place of each cell: the same for XLSX, PDF and CSV. */
export interface TableSheet {
  readonly columns: readonly SheetColumn[];
  readonly lines: readonly SheetLine[];
}

const LEAD: readonly SheetColumn[] = [
  { group: null, title: '№ п/п', width: 6, hidden: false },
  { group: null, title: 'Муниципальное образование', width: 24, hidden: false },
  { group: null, title: 'ОКТМО', width: 11, hidden: false },
  { group: null, title: 'Наименование ОО', width: 34, hidden: false },
  { group: null, title: 'ИНН', width: 13, hidden: false },
];

/** A physical column: how it is filled for a school, and for a total over lines of the sheet. */
interface Slot {
  readonly head: SheetColumn;
  readonly school: (row: {
    readonly cells: ReportCells;
    readonly own: Readonly<Record<string, number>>;
  }) => SheetCell;
  readonly total: (totals: ReportCells, lines: readonly number[]) => SheetCell;
}

/**
 * Lays the table out.
 *
 * @param firstLine number of the first line under the header, as formulas count: 1 is the top of the sheet
 */
export function tableSheet(table: ReportTable, firstLine: number): TableSheet {
  const slots = slotsOf(table);
  const lines: SheetLine[] = [];
  const totalLines: number[] = [];
  let number = 0;
  for (const part of table.parts) {
    const from = firstLine + lines.length;
    for (const row of part.rows) {
      const lead = [String(++number), row.municipality, row.oktmo, row.name, row.inn ?? NO_FIGURE];
      lines.push({ role: 'school', cells: [...leadCells(lead), ...slots.map(({ school }) => school(row))] });
    }
    const own = Array.from({ length: part.rows.length }, (_, i) => from + i);
    const totals = partTotals(table.columns, part);
    totalLines.push(firstLine + lines.length);
    const lead = leadCells(['', part.name, part.oktmo, part.total, '']);
    lines.push({ role: 'municipality', cells: [...lead, ...slots.map(({ total }) => total(totals, own))] });
  }
  const totals = tableTotals(table);
  const lead = leadCells(['', '', '', 'Итого', '']);
  lines.push({ role: 'total', cells: [...lead, ...slots.map(({ total }) => total(totals, totalLines))] });
  return { columns: [...LEAD, ...slots.map(({ head }) => head)], lines };
}

/** Numbers of lines and of OKTMO and INN are words here: leading zeros must stay. */
function leadCells(texts: readonly string[]): SheetCell[] {
  return texts.map((text, index) =>
    index === 0 && text !== ''
      ? { kind: 'number', value: Number(text), decimals: 0 }
      : { kind: 'text', text },
  );
}

function slotsOf(table: ReportTable): readonly Slot[] {
  const stated = ownColumns(table);
  const visible = table.columns.flatMap((column) =>
    stated.has(column.key) ? [column, 'own' as const] : [column],
  );
  const letters = new Map<string, string>();
  visible.forEach((column, index) => {
    if (column !== 'own') letters.set(column.key, columnLetter(LEAD.length + index + 1));
  });
  const helpers: Slot[] = [];
  const firstHelper = LEAD.length + visible.length + 1;
  const slots = visible.map((column, index) => {
    if (column === 'own') return ownSlot(visible[index - 1] as ReportColumn);
    if (!isMadeOfRows(column, table)) return givenSlot(column);
    return slotOf(column, letters, (slot) => columnLetter(firstHelper + helpers.push(slot) - 1));
  });
  return [...slots, ...helpers];
}

function slotOf(
  column: ReportColumn,
  letters: ReadonlyMap<string, string>,
  help: (slot: Slot) => string,
): Slot {
  const { head, school } = givenSlot(column);
  switch (column.kind) {
    case 'text':
    case 'distinct':
      return givenSlot(column);
    case 'count':
      return { head, school, total: counted(column.key, letters.get(column.key) ?? '') };
    case 'share':
    case 'points': {
      const formula = shareFormula(column, letters, help);
      const total: Slot['total'] = (totals, lines) => {
        const cell = totals[column.key] ?? null;
        if (isSuppressed(cell)) return shownCell(column, cell);
        return {
          kind: 'formula',
          formula: formula(lines),
          value: shownNumber(column, cell) ?? NO_FIGURE,
          decimals: 1,
        };
      };
      return { head, school, total };
    }
  }
}

/** A column whose totals are values: words, people counted anew at each level, differences frozen without what made them. */
function givenSlot(column: ReportColumn): Slot {
  return {
    head: {
      ...{ group: column.group, width: column.kind === 'text' ? 30 : 10, hidden: false },
      title: column.kind === 'distinct' ? withoutRepeats(column.title) : column.title,
    },
    school: ({ cells }) => shownCell(column, cells[column.key] ?? null),
    total: (totals) => shownCell(column, totals[column.key] ?? null),
  };
}

function isMadeOfRows(column: ReportColumn, { parts }: ReportTable): boolean {
  if (column.kind !== 'points') return true;
  const cells = parts.flatMap(({ rows }) => rows.map((row) => row.cells[column.key])).filter(isRatio);
  return cells.length > 0 && cells.every(({ base }) => base !== undefined);
}

/** Σ of a column over lines; «—» where no line has a figure. */
function counted(key: string, letter: string): Slot['total'] {
  return (totals, lines) => {
    const cell = totals[key] ?? null;
    if (isSuppressed(cell)) return { kind: 'text', text: KEPT_BACK };
    const range = rangeOf(letter, lines);
    const formula = `IF(COUNT(${range})=0,"${NO_FIGURE}",SUM(${range}))`;
    return { kind: 'formula', formula, value: typeof cell === 'number' ? cell : NO_FIGURE, decimals: 0 };
  };
}

/** 1000·Σ/Σ rounded to a whole number, over ten: a tie of the decimal is then exact, which half-up needs (f.0.9). */
function shareFormula(
  column: ReportColumn,
  letters: ReadonlyMap<string, string>,
  help: (slot: Slot) => string,
): (lines: readonly number[]) => string {
  const sumOf = (columns: readonly string[]) => (lines: readonly number[]) =>
    `SUM(${columns.map((letter) => rangeOf(letter, lines)).join(',')})`;
  if (column.kind === 'share' && column.of !== null) {
    const visible = (keys: readonly string[]) => keys.map((key) => letters.get(key) ?? missingColumn(key));
    const [above, below] = [sumOf(visible(column.of.numerator)), sumOf(visible(column.of.denominator))];
    return (lines) => `IF(${below(lines)}=0,"${NO_FIGURE}",ROUND(1000*${above(lines)}/${below(lines)},0)/10)`;
  }
  const helper = (title: string, of: (ratio: Ratio) => number | null) =>
    sumOf([help(helperSlot(column.key, `${column.title}: ${title}`, of))]);
  const [n, d] = [
    helper('числитель', (ratio) => ratio.numerator),
    helper('знаменатель', (ratio) => ratio.denominator),
  ];
  if (column.kind === 'share') {
    return (lines) => `IF(${d(lines)}=0,"${NO_FIGURE}",ROUND(1000*${n(lines)}/${d(lines)},0)/10)`;
  }
  const m = helper('прежний числитель', ({ base }) => base?.numerator ?? null);
  const e = helper('прежний знаменатель', ({ base }) => base?.denominator ?? null);
  return (lines) => {
    const [now, before] = [d(lines), e(lines)];
    const difference = `(${n(lines)}*${before}-${m(lines)}*${now})/(${now}*${before})`;
    return `IF(${now}*${before}=0,"${NO_FIGURE}",ROUND(1000*${difference},0)/10)`;
  };
}

const missingColumn = (key: string): never => {
  throw new Error(`a share rests on the column ${key}, which is not in the table`);
};

function helperSlot(key: string, title: string, of: (ratio: Ratio) => number | null): Slot {
  const cellOf = (cell: ReportCell): SheetCell => {
    const value = isRatio(cell) ? of(cell) : null;
    return value === null ? { kind: 'text', text: '' } : { kind: 'number', value, decimals: 0 };
  };
  return {
    head: { group: 'Для расчёта', title, width: 10, hidden: true },
    school: ({ cells }) => cellOf(cells[key] ?? null),
    total: (totals) => cellOf(totals[key] ?? null),
  };
}

/** «по данным ОО»: what the school states beside the computed figure; nobody adds these up. */
function ownSlot({ key, group, title }: ReportColumn): Slot {
  return {
    head: { group, title: `${title} (по данным ОО)`, width: 10, hidden: false },
    school: ({ own }) => {
      const value = own[key];
      return value === undefined ? { kind: 'text', text: NO_FIGURE } : { kind: 'number', value, decimals: 0 };
    },
    total: () => ({ kind: 'text', text: '' }),
  };
}

/** One cell as people read it, without a formula. */
function shownCell(column: ReportColumn, cell: ReportCell): SheetCell {
  if (isSuppressed(cell)) return { kind: 'text', text: KEPT_BACK };
  if (typeof cell === 'string') return { kind: 'text', text: cell };
  if (column.kind === 'text') return { kind: 'text', text: '' };
  const value = isRatio(cell)
    ? (column.kind === 'points' ? roundedPoints : roundedShare)(cell)
    : shownNumber(column, cell);
  if (value === null) return { kind: 'text', text: NO_FIGURE };
  return { kind: 'number', value, decimals: isRatio(cell) ? 1 : 0 };
}

const withoutRepeats = (title: string): string =>
  title.includes('без повторов') ? title : `${title} (без повторов)`;

/** Neighbouring lines as a range, others one by one. */
function rangeOf(letter: string, lines: readonly number[]): string {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return `${letter}1`;
  if (last - first + 1 === lines.length)
    return first === last ? `${letter}${first}` : `${letter}${first}:${letter}${last}`;
  return lines.map((line) => `${letter}${line}`).join(',');
}

/** 1 → A, 27 → AA. */
export function columnLetter(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest === 0 ? '' : columnLetter(rest)) + String.fromCharCode(65 + ((column - 1) % 26));
}

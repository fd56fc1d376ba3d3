import { nameOfColumn, type OwnColumn, type ReportColumn as FormColumn } from './report-form.js';
import type { Cell, Cells, CellSources } from './report-cells.js';
import { indicatorById } from './report-cells.js';
import type { OwnStatements } from './report-own.js';
import type { Ratio, ReportCell, ReportCells, ReportColumn, ReportRow, ShareParts } from './report-table.js';

/** What shares are made of, where the form shows the counts too: then a total is a formula over columns that people see. */
const PARTS: Readonly<Record<string, ShareParts | undefined>> = {
  'I-11': { numerator: ['I-06.minors'], denominator: ['I-02', 'I-03'] },
  'I-12': { numerator: ['I-07.minors'], denominator: ['I-02', 'I-03'] },
  'I-13.under14': { numerator: ['I-07.under14'], denominator: ['I-02'] },
  'I-13.14to17': { numerator: ['I-07.14to17'], denominator: ['I-03'] },
};

/** The columns of a form as a file shows them. Places stand at the left of every file, own figures beside what they dispute. */
export function tableColumns(form: readonly FormColumn[]): readonly ReportColumn[] {
  return form.flatMap((column): ReportColumn[] => {
    const words = { key: column.key, title: withoutGroup(column), group: column.group };
    switch (column.kind) {
      case 'place':
      case 'own':
        return [];
      case 'text':
        return [{ ...words, kind: 'text' }];
      case 'growth':
        return [{ ...words, kind: column.measure === 'I-22' ? 'points' : 'count' }];
      case 'indicator': {
        const indicator = indicatorById(column.indicator);
        if (indicator?.distinct === true) return [{ ...words, kind: 'distinct' }];
        if (indicator?.kind !== 'share' || column.show === 'numerator') return [{ ...words, kind: 'count' }];
        return [{ ...words, kind: 'share', of: partsOf(column.indicator, form) }];
      }
    }
  });
}

/** «Создано УЗ: до 14» under «Создано УЗ» is «до 14»; «Всего обучающихся» under itself is «всего». */
function withoutGroup({ title, group }: FormColumn): string {
  if (group === null) return title;
  if (title === group) return 'всего';
  return title.startsWith(`${group}: `) ? title.slice(group.length + 2) : title;
}

/** Null unless every part is a column of the form. */
function partsOf(indicator: string, form: readonly FormColumn[]): ShareParts | null {
  const parts = PARTS[indicator];
  const keysOf = (ids: readonly string[]) =>
    ids.flatMap(
      (id) =>
        form.find(
          (column) => column.kind === 'indicator' && column.show === 'value' && column.indicator === id,
        )?.key ?? [],
    );
  if (parts === undefined) return null;
  const [numerator, denominator] = [keysOf(parts.numerator), keysOf(parts.denominator)];
  const isWhole =
    numerator.length === parts.numerator.length && denominator.length === parts.denominator.length;
  return isWhole ? { numerator, denominator } : null;
}

/** Frozen cells of a form as cells of a file. */
export function tableCells(columns: readonly ReportColumn[], cells: Cells): ReportCells {
  return Object.fromEntries(columns.map(({ key }) => [key, tableCell(cells[key] ?? null)]));
}

/** A count is a number; a share, and a difference of shares, keeps what it was made of. */
function tableCell(cell: Cell): ReportCell {
  if (cell === null || typeof cell === 'string') return cell;
  const { numerator, denominator } = cell;
  return denominator === null ? numerator : { numerator, denominator };
}

/** Differences of shares with both shares, so that a total over schools can be made of them. */
export function pointsOfSources(
  form: readonly FormColumn[],
  { now, bases }: Pick<CellSources, 'now' | 'bases'>,
): ReportCells {
  return Object.fromEntries(
    form.flatMap((column): [string, ReportCell][] => {
      if (column.kind !== 'growth' || column.measure !== 'I-22') return [];
      const indicator = indicatorById(column.indicator);
      const of = (counts: CellSources['now']): Omit<Ratio, 'base'> | null => {
        const share = counts === null ? null : (indicator?.of(counts) ?? null);
        return share === null || share.denominator === null
          ? null
          : { numerator: share.numerator, denominator: share.denominator };
      };
      const later = of(now);
      return [[column.key, later === null ? null : { ...later, base: of(bases[column.window]) }]];
    }),
  );
}

/** What a school stated: own figures by the column they stand beside, and its words, explanations in the last column of words. */
export function statedBySchool(
  form: readonly FormColumn[],
  { figures, explanations, texts }: OwnStatements,
): { readonly own: ReportRow['own']; readonly words: ReportCells } {
  const own = Object.fromEntries(
    form
      .filter((column): column is OwnColumn => column.kind === 'own')
      .flatMap(({ key, beside }) => (figures[key] === undefined ? [] : [[beside, figures[key]] as const])),
  );
  const words = new Map<string, string>(
    form.flatMap(({ key, kind }) => (kind === 'text' && texts[key] !== undefined ? [[key, texts[key]]] : [])),
  );
  const last = form.findLast(({ kind }) => kind === 'text');
  const explained = form.flatMap((column) => {
    const words = explanations[column.key];
    return words === undefined ? [] : [`${nameOfColumn(column)} — ${words}`];
  });
  if (last !== undefined && explained.length > 0) {
    words.set(last.key, [words.get(last.key) ?? [], explained].flat().join('; '));
  }
  return { own, words: Object.fromEntries(words) };
}

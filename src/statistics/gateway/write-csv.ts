import { SUPPRESSED, type ReportTable } from '../domain/report-table.js';
import { FEDERAL_COLUMNS, type FederalTable } from '../domain/federal-table.js';
import { KEPT_BACK, type SheetCell, tableSheet } from './table-sheet.js';
import { utcMinute, withoutFormula } from './report-words.js';

/** Without it Excel takes UTF-8 for Windows-1251. */
const BOM = '\uFEFF';

/**
 * The report as Russian Excel opens it with a double click: UTF-8 with BOM, semicolons, decimal comma; the header block is
 * repeated in the last columns of each line, so that a line says by itself what day and snapshot it is of.
 */
export function writeCsv(table: ReportTable): string {
  const { columns, lines } = tableSheet(table, 1);
  const shown = columns.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
  const { formCode, formVersion, period, asOf, timeZone, moment, snapshotId, revision, status } =
    table.header;
  const about = [
    ['Форма', `${formCode}, редакция ${formVersion}`],
    ['Период', period ?? ''],
    ['Отчётная дата', asOf],
    ['Часовой пояс', timeZone],
    ['Ранее момента (UTC)', utcMinute(moment)],
    ['Снимок', `${snapshotId}, редакция ${revision}`],
    ['Статус', status === 'draft' ? 'проект' : 'принято'],
  ] as const;
  const head = shown.map((index) => {
    const column = columns[index];
    return column === undefined || column.group === null
      ? (column?.title ?? '')
      : `${column.group}: ${column.title}`;
  });
  return csvOf([
    [...head, ...about.map(([name]) => name)],
    ...lines.map(({ cells }) => [
      ...shown.map((index) => csvCell(cells[index])),
      ...about.map(([, value]) => withoutFormula(value)),
    ]),
  ]);
}

/** The federal file: counts, the region's day and its moment in UTC in every line (EC-120). */
export function writeFederalCsv({ header, rows }: FederalTable): string {
  const about = [
    ...[
      'region_code',
      'region',
      'period',
      'as_of',
      'time_zone',
      'before_utc',
      'snapshot_id',
      'revision',
      'methodology',
    ],
    ...['schools', 'schools_missing', 'level', 'municipality', 'oktmo'],
  ];
  return csvOf([
    [...about, ...FEDERAL_COLUMNS],
    ...rows.map(({ level, name, oktmo, cells }) => [
      ...[header.regionCode, header.regionName, header.period, header.asOf, header.timeZone].map(
        withoutFormula,
      ),
      ...[utcMinute(header.moment), header.snapshotId, String(header.revision), header.methodology],
      ...[String(header.schools), String(header.schoolsMissing), level],
      ...[level === 'region' ? '' : name, oktmo ?? ''].map(withoutFormula),
      ...FEDERAL_COLUMNS.map((key) => (cells[key] === SUPPRESSED ? KEPT_BACK : String(Number(cells[key])))),
    ]),
  ]);
}

function csvCell(cell: SheetCell | undefined): string {
  if (cell === undefined) return '';
  if (cell.kind === 'text') return withoutFormula(cell.text);
  if (typeof cell.value === 'string') return cell.value;
  return (cell.decimals === 1 ? cell.value.toFixed(1) : String(cell.value)).replace('.', ',');
}

function csvOf(lines: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return BOM + lines.map((cells) => `${cells.map(quoted).join(';')}\r\n`).join('');
}

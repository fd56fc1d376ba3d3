import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import type {
  Ratio,
  ReportCells,
  ReportColumn,
  ReportRow,
  ReportTable,
} from '../../src/statistics/domain/report-table.js';

const REPORT_COLUMNS: readonly ReportColumn[] = [
  { key: 'students', title: 'всего', group: 'Всего обучающихся', kind: 'count' },
  { key: 'under14', title: 'до 14', group: 'Всего обучающихся', kind: 'count' },
  { key: '14to17', title: '14–17', group: 'Всего обучающихся', kind: 'count' },
  { key: 'linked', title: 'всего до 18', group: 'Привязано к ЭЖ', kind: 'count' },
  {
    ...{ key: 'share', title: 'Доля, %', group: 'Привязано к ЭЖ', kind: 'share' },
    of: { numerator: ['linked'], denominator: ['under14', '14to17'] },
  },
  { key: 'net', title: 'С учётом возможностей, %', group: null, kind: 'share', of: null },
  { key: 'week', title: 'за неделю', group: 'Прирост', kind: 'count' },
  { key: 'pp', title: 'п.п.', group: 'Прирост', kind: 'points' },
  { key: 'adults', title: 'Представители', group: null, kind: 'distinct' },
  { key: 'note', title: 'Примечание', group: null, kind: 'text' },
];

/** A school with its figures; `before`: its share at the last accepted report. */
export function aSchoolRow(
  name: string,
  of: { readonly under14: number; readonly older: number; readonly linked: number; readonly adults?: number },
  more: {
    readonly week?: number | null;
    readonly before?: Omit<Ratio, 'base'> | null;
    readonly note?: string;
    readonly own?: Readonly<Record<string, number>>;
    readonly cells?: ReportCells;
  } = {},
): ReportRow {
  const minors = of.under14 + of.older;
  return {
    ...{ schoolId: '00000000-0000-4000-8000-00000000000a' as Uuid, name, inn: '3906000001' },
    ...{ municipality: 'Город', oktmo: '27701000', own: more.own ?? {} },
    cells: {
      ...{ students: minors, under14: of.under14, '14to17': of.older, linked: of.linked },
      share: { numerator: of.linked, denominator: minors },
      net: { numerator: of.linked, denominator: Math.max(minors - 2, of.linked) },
      week: more.week === undefined ? 3 : more.week,
      pp: { numerator: of.linked, denominator: minors, base: more.before ?? null },
      ...{ adults: of.adults ?? 10, note: more.note ?? null },
      ...more.cells,
    },
  };
}

/** A period of a region: two municipalities and a school that reports directly. */
export function aReportTable(overrides: Partial<ReportTable> = {}): ReportTable {
  return {
    header: {
      ...{
        title: 'Сведения о переходе на вход через Госуслуги',
        formCode: 'esia-transition',
        formVersion: 1,
      },
      ...{ period: 'Ноябрь 2026', scope: 'Учебная область', asOf: '2026-11-21' as CalendarDate },
      ...{ timeZone: 'Europe/Kaliningrad', moment: new Date('2026-11-21T22:00:00Z') },
      snapshotId: '00000000-0000-4000-8000-000000000001' as Uuid,
      ...{ revision: 2, methodology: '2026-11', status: 'published' },
    },
    columns: REPORT_COLUMNS,
    parts: [
      {
        ...{ name: 'Город', oktmo: '27701000', total: 'Итого по МО', given: { adults: 17 } },
        rows: [
          aSchoolRow(
            'Школа № 1',
            { under14: 400, older: 201, linked: 300 },
            { before: { numerator: 250, denominator: 590 } },
          ),
          aSchoolRow('Школа № 2', { under14: 10, older: 6, linked: 1 }, { week: -2, note: 'Ремонт' }),
        ],
      },
      {
        ...{ name: 'Район', oktmo: '27610000', total: 'Итого по МО', given: { adults: 9 } },
        rows: [
          aSchoolRow('Школа № 3', { under14: 0, older: 0, linked: 0 }, { week: null }),
          aSchoolRow(
            'Школа № 4',
            { under14: 33, older: 0, linked: 11 },
            { before: { numerator: 4, denominator: 35 } },
          ),
        ],
      },
    ],
    given: { adults: 25 },
    missing: [{ name: 'Школа № 5', municipality: 'Район', reason: 'не сдан к закрытию периода' }],
    footer: { head: null, performer: null, phone: null },
    ...overrides,
  };
}

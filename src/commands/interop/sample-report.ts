import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Uuid } from '../../kernel/ids.js';
import type { ReportRow, ReportTable } from '../../statistics/domain/report-table.js';

const SCHOOL = '00000000-0000-4000-8000-000000000002' as Uuid;

/** Shares that end in a half of a decimal, negative growth, a school without pupils: what two programs may round apart. */
export function sampleTable(): ReportTable {
  return {
    header: {
      ...{ title: 'Проверка выгрузки', formCode: 'interop', formVersion: 1, period: null, scope: 'Область' },
      ...{ asOf: '2026-11-21' as CalendarDate, timeZone: 'Europe/Kaliningrad' },
      ...{
        moment: new Date('2026-11-21T22:00:00Z'),
        snapshotId: '00000000-0000-4000-8000-000000000001' as Uuid,
      },
      ...{ revision: 1, methodology: '2026-11', status: 'published' },
    },
    columns: [
      { key: 'all', title: 'всего', group: 'Обучающиеся', kind: 'count' },
      { key: 'linked', title: 'привязано', group: 'Обучающиеся', kind: 'count' },
      {
        key: 'share',
        title: 'Доля, %',
        group: null,
        kind: 'share',
        of: { numerator: ['linked'], denominator: ['all'] },
      },
      { key: 'net', title: 'С учётом возможностей, %', group: null, kind: 'share', of: null },
      { key: 'week', title: 'Прирост за неделю', group: null, kind: 'count' },
      { key: 'pp', title: 'п.п.', group: null, kind: 'points' },
      { key: 'adults', title: 'Представители', group: null, kind: 'distinct' },
    ],
    parts: [
      {
        name: 'Город',
        oktmo: '27701000',
        total: 'Итого по МО',
        given: { adults: 40 },
        rows: [aRow(1, 2000, 247, -7), aRow(2, 16, 1, 0)],
      },
      {
        name: 'Район',
        oktmo: '27610000',
        total: 'Итого по МО',
        given: { adults: 3 },
        rows: [aRow(3, 0, 0, null)],
      },
      {
        name: 'Посёлок',
        oktmo: '27620000',
        total: 'Итого по МО',
        given: { adults: 5 },
        rows: [aRow(4, 80, 79, 3), aRow(5, 7, 2, -1)],
      },
    ],
    given: { adults: 47 },
    missing: [],
    footer: { head: null, performer: null, phone: null },
  };
}

function aRow(number: number, all: number, linked: number, week: number | null): ReportRow {
  return {
    ...{
      schoolId: SCHOOL,
      municipality: 'МО',
      oktmo: '27701000',
      name: `=Школа ${number}`,
      inn: null,
      own: {},
    },
    cells: {
      ...{ all, linked, week, adults: number },
      share: { numerator: linked, denominator: all },
      net: { numerator: linked, denominator: Math.max(all - 1, linked) },
      pp: {
        numerator: linked,
        denominator: all,
        base: week === null ? null : { numerator: linked + 3, denominator: all + 8 },
      },
    },
  };
}

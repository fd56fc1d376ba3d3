import { describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import type { CalendarDate } from '../../../src/kernel/calendar-date.js';
import type { Counts } from '../../../src/statistics/domain/counts.js';
import { FEDERAL_COLUMNS, federalTable, smallCellsOf } from '../../../src/statistics/domain/federal-table.js';
import { ranking } from '../../../src/statistics/domain/ranking.js';
import { fileTitle } from '../../../src/statistics/gateway/report-words.js';
import { writeCsv, writeFederalCsv } from '../../../src/statistics/gateway/write-csv.js';
import { writeFederalJson, writeJson } from '../../../src/statistics/gateway/write-json.js';
import { writePdf } from '../../../src/statistics/gateway/write-pdf.js';
import { dispositionOf } from '../../../src/platform/http/send-file.js';
import { aRowOfCounts } from '../../support/report-scene.js';
import { aReportTable, aSchoolRow } from '../../support/report-tables.js';

const linesOf = (csv: string): string[] => csv.slice(1).trimEnd().split('\r\n');

describe('the report as CSV', () => {
  it('opens in Russian Excel: BOM, semicolons, decimal comma, header block in each line (EC-120)', () => {
    const csv = writeCsv(aReportTable());
    expect(csv.startsWith('\uFEFF№ п/п;Муниципальное образование;ОКТМО;')).toBe(true);
    const [head, first] = linesOf(csv);
    expect(head).toContain('Привязано к ЭЖ: Доля, %');
    expect(head).not.toContain('числитель');
    expect(first).toBe(
      '1;Город;27701000;Школа № 1;3906000001;601;400;201;300;49,9;50,1;3;7,5;10;;esia-transition, редакция 1;' +
        'Ноябрь 2026;2026-11-21;Europe/Kaliningrad;2026-11-21T22:00Z;00000000-0000-4000-8000-000000000001, редакция 2;принято',
    );
    expect(linesOf(csv).at(-1)).toMatch(/^;;;Итого;;650;443;207;312;48,0;/);
  });

  it('neutralises formulas and quotes what would break a line', () => {
    const [part] = aReportTable().parts;
    const rows = ['=1+1', '+7', '-2', '@x', '\t=1', '\r=1', 'а;"б"'].map((name) =>
      aSchoolRow(name, { under14: 9, older: 9, linked: 9 }),
    );
    const names = linesOf(writeCsv(aReportTable({ parts: [{ ...part!, rows }] })))
      .slice(1, 8)
      .map((line) => /^\d+;Город;27701000;("(?:[^"]|"")*"|[^;]*);/.exec(line)?.[1]);
    expect(names).toEqual(["'=1+1", "'+7", "'-2", "'@x", "'\t=1", '"\'\r=1"', '"а;""б"""']);
  });
});

describe('the report as JSON', () => {
  it('holds the figures that people see with what shares were made of', () => {
    const { header, totals, parts } = JSON.parse(writeJson(aReportTable())) as {
      header: object;
      totals: object;
      parts: { rows: { cells: object }[] }[];
    };
    expect(header).toMatchObject({
      as_of: '2026-11-21',
      before_utc: '2026-11-21T22:00:00.000Z',
      status: 'published',
    });
    expect(totals).toMatchObject({
      under14: 443,
      share: { value: 48, numerator: 312, denominator: 650 },
      adults: 25,
    });
    expect(parts[1]?.rows[0]?.cells).toMatchObject({
      share: { value: null, numerator: 0, denominator: 0 },
      week: null,
    });
  });
});

describe('the report as PDF', () => {
  it('is A4 across with embedded Russian type, and cuts a wide table into parts', async () => {
    const one = Buffer.from(await writePdf(aReportTable(), null)).toString('latin1');
    expect(one.startsWith('%PDF-')).toBe(true);
    expect(one).toMatch(/\/MediaBox \[0 0 841\.89 595\.28\]/);
    expect(one).toMatch(/PTSans/);
    expect(one).toMatch(/\/FontFile2/);
    const pages = (pdf: string) => pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    const columns = Array.from({ length: 30 }, (_, i) => ({
      key: 'students',
      title: `${i}`,
      group: null,
      kind: 'count' as const,
    }));
    const wide = Buffer.from(await writePdf(aReportTable({ columns }), null)).toString('latin1');
    expect(pages(wide)).toBeGreaterThanOrEqual(pages(one) + 2);
  });
});

describe('the federal file', () => {
  const header = {
    ...{
      regionCode: '39',
      regionName: 'Учебная область',
      periodId: 'p' as Uuid,
      period: 'Ноябрь',
      formCode: 'f',
    },
    ...{ formVersion: 1, asOf: '2026-11-21' as CalendarDate, timeZone: 'Asia/Novokuznetsk' },
    ...{
      moment: new Date('2026-11-21T17:00:00Z'),
      snapshotId: 's' as Uuid,
      revision: 1,
      methodology: '2026-11',
    },
    ...{ schools: 3, schoolsMissing: 0 },
  };
  const unit = (id: string, counts: Counts) => ({
    id: id as Uuid,
    name: `=${id}`,
    oktmo: '27701000',
    counts,
  });
  const units = [
    unit(
      'a',
      aRowOfCounts({ students: [900, 500, 30, 40], declared: [700, 400, 20], linked: [650, 300, 10] }),
    ),
    unit('b', aRowOfCounts({ students: [800, 300, 30, 20], declared: [500, 200, 20], linked: [4, 100, 10] })),
    unit(
      'c',
      aRowOfCounts({ students: [700, 350, 40, 25], declared: [450, 250, 12], linked: [400, 150, 6] }),
    ),
  ];

  it('EC-120: carries the region’s day and its moment in UTC, counts only', () => {
    const json = JSON.parse(writeFederalJson(federalTable(header, units))) as {
      header: object;
      rows: object[];
    };
    expect(json.header).toMatchObject({
      as_of: '2026-11-21',
      before_utc: '2026-11-21T17:00:00.000Z',
      time_zone: 'Asia/Novokuznetsk',
    });
    expect(JSON.stringify(json)).not.toMatch(/numerator|share/);
    expect(linesOf(writeFederalCsv(federalTable(header, units)))[1]).toContain('2026-11-21T17:00Z');
  });

  it('STAT-08: keeps 4 linked children back, and another municipality with them, so that the region does not tell', () => {
    const { rows } = federalTable(header, units);
    const hidden = rows.filter(({ cells }) => typeof cells['linked_under14'] !== 'number');
    expect(hidden.length).toBeGreaterThanOrEqual(2);
    expect(rows.at(-1)?.cells['linked_minors']).toBe(1604);
    const csv = linesOf(writeFederalCsv({ header, rows }));
    expect(csv[2]).toContain('…');
    expect(csv[1]).toContain("'=a");
  });

  it('says of every column of the file of which parts it is the sum', () => {
    const { leaves, columns } = smallCellsOf(units);
    const of = (key: string) =>
      columns
        .find((column) => column.key === key)!
        .parts.reduce((all, atom) => all + (leaves.get('a')?.[atom] ?? 0), 0);
    const counts = units[0]!.counts as unknown as Record<string, number>;
    for (const key of FEDERAL_COLUMNS)
      expect([key, of(key)]).toEqual([
        key,
        counts[key] ??
          (counts[key.replace('minors', 'under14')] ?? 0) + (counts[key.replace('minors', '14to17')] ?? 0),
      ]);
  });
});

describe('a ranking', () => {
  const unit = (name: string, students: number, linked: number) => ({
    ...{ id: name as Uuid, name },
    counts: aRowOfCounts({ students: [students, 0, 0, 0], declared: [linked, 0, 0], linked: [linked, 0, 0] }),
  });

  it('STAT-07: ranks ten and more, equal shares on one place; EC-115: nobody is no zero', () => {
    const ranked = ranking([
      unit('мало', 9, 5),
      unit('а', 100, 50),
      unit('никого', 0, 0),
      unit('б', 20, 10),
      unit('в', 30, 20),
    ]);
    expect(ranked.map(({ name, place, share, note }) => [name, place, share, note])).toEqual([
      ['в', 1, 66.7, null],
      ['а', 2, 50, null],
      ['б', 2, 50, null],
      ['мало', null, null, 'too_few'],
      ['никого', null, null, 'nobody'],
    ]);
  });

  it('STAT-08: a small cell keeps its place and shows no figure', () => {
    const [first, last] = ranking([unit('почти все', 100, 99), unit('почти никто', 100, 1)]);
    expect(first).toMatchObject({ place: 1, share: null, minors: null, linked: null, note: 'small_cell' });
    expect(last).toMatchObject({ place: 2, share: null, note: 'small_cell' });
  });
});

describe('the name of a file', () => {
  it('is Russian by RFC 5987, and holds nothing that a disk or a header would not take', () => {
    const name = `${fileTitle(['Форма "1"', 'Школа/№ 5\r\n', ''], '2026-11-21' as CalendarDate)}.xlsx`;
    expect(name).toBe('Форма 1, Школа № 5, 21.11.2026.xlsx');
    const header = dispositionOf("а'(б)*.csv", 'csv');
    expect(header).toBe(`attachment; filename="report.csv"; filename*=UTF-8''%D0%B0%27%28%D0%B1%29%2A.csv`);
  });
});

import { type Cell, Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReportTable } from '../../../src/statistics/domain/report-table.js';
import { checkTotals } from '../../../src/statistics/gateway/check-totals.js';
import { REPORT_SHEET, writeXlsx } from '../../../src/statistics/gateway/write-xlsx.js';
import { aReportTable, aSchoolRow } from '../../support/report-tables.js';

async function sheetOf(table: ReportTable): Promise<Worksheet> {
  const book = new Workbook();
  await book.xlsx.load(await writeXlsx(table));
  const sheet = book.getWorksheet(REPORT_SHEET);
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

/** The cell of a line that begins with these words in «Наименование ОО», under a heading. */
function cellOf(sheet: Worksheet, line: string, heading: string, nth = 0): Cell {
  const found: Cell[] = [];
  let [column, at] = [0, 0];
  sheet.eachRow((row, number) => {
    row.eachCell((cell, index) => {
      if (cell.value === heading && column === 0) column = index;
    });
    if (row.getCell(4).value === line && at++ === nth) found.push(sheet.getCell(number, column));
  });
  const [first] = found;
  if (first === undefined) throw new Error(`no ${line} / ${heading}`);
  return first;
}

const resultOf = ({ value }: Cell): unknown =>
  typeof value === 'object' && value !== null && 'formula' in value ? value.result : value;
const texts = (sheet: Worksheet): string[] => {
  const all: string[] = [];
  sheet.eachRow((row) => row.eachCell(({ value }) => typeof value === 'string' && all.push(value)));
  return all;
};

describe('the report as XLSX', () => {
  it('REP-04: carries form, period, day with zone, moment in UTC and snapshot above the table (EC-120)', async () => {
    const sheet = await sheetOf(aReportTable());
    expect(texts(sheet)).toEqual(
      expect.arrayContaining([
        'Сведения о переходе на вход через Госуслуги',
        'esia-transition, редакция 1',
        'Ноябрь 2026',
        '21.11.2026, часовой пояс Europe/Kaliningrad',
        'ранее 2026-11-21T22:00Z',
        '00000000-0000-4000-8000-000000000001, редакция 2, методика 2026-11',
      ]),
    );
  });

  it('f.7: figures are numbers, shares have one decimal, nothing is «—»', async () => {
    const sheet = await sheetOf(aReportTable());
    expect(cellOf(sheet, 'Школа № 1', 'до 14').value).toBe(400);
    const share = cellOf(sheet, 'Школа № 1', 'Доля, %');
    expect([share.value, share.numFmt]).toEqual([49.9, '0.0']);
    expect(cellOf(sheet, 'Школа № 3', 'Доля, %').value).toBe('—');
    expect(cellOf(sheet, 'Школа № 2', 'за неделю').value).toBe(-2);
  });

  it('EC-118: a total of shares is Σ/Σ, of counts Σ, as a formula that carries the value', async () => {
    const sheet = await sheetOf(aReportTable());
    const town = cellOf(sheet, 'Итого по МО', 'Доля, %');
    // (300 + 1) / (601 + 16); the mean of the shares would be 28.1.
    expect(resultOf(town)).toBe(48.8);
    expect(JSON.stringify(town.value)).toContain('ROUND(1000*SUM(');
    expect(JSON.stringify(town.value)).not.toContain('AVERAGE');
    expect(resultOf(cellOf(sheet, 'Итого', 'до 14'))).toBe(443);
    expect(resultOf(cellOf(sheet, 'Итого', 'п.п.'))).toBe(7.4);
  });

  it('f.0.8: distinct people have a value at each level, no formula, and say so', async () => {
    const sheet = await sheetOf(aReportTable());
    const heading = 'Представители (без повторов)';
    const values = [0, 1].map((nth) => cellOf(sheet, 'Итого по МО', heading, nth).value);
    expect([...values, cellOf(sheet, 'Итого', heading).value]).toEqual([17, 9, 25]);
  });

  it('REP-02: a school’s own figure stands in a second column beside the computed one', async () => {
    const table = aReportTable();
    const [part] = table.parts;
    const rows = [
      aSchoolRow(
        'Школа № 1',
        { under14: 40, older: 20, linked: 30 },
        { own: { linked: 33 }, note: 'Заявления' },
      ),
      aSchoolRow('Школа № 2', { under14: 40, older: 20, linked: 30 }),
    ];
    const sheet = await sheetOf({ ...table, parts: [{ ...part!, rows }] });
    const heading = 'всего до 18 (по данным ОО)';
    expect(cellOf(sheet, 'Школа № 1', heading).value).toBe(33);
    expect(cellOf(sheet, 'Школа № 2', heading).value).toBe('—');
    expect(resultOf(cellOf(sheet, 'Итого', 'всего до 18'))).toBe(60);
    expect(texts(await sheetOf(table))).not.toContain(heading);
  });

  it('is printed on A4 across, the header on every page, figures that only formulas need outside', async () => {
    const sheet = await sheetOf(aReportTable());
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
    });
    const { printTitlesRow, printArea } = sheet.pageSetup;
    const head = Number(printTitlesRow?.split(':')[0]);
    expect(sheet.getCell(head, 1).value).toBe('№ п/п');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: head + 1 });
    expect(printArea).toMatch(/^A1:O\d+$/);
    expect(sheet.getColumn(16).hidden).toBe(true);
    expect(sheet.getColumn(15).hidden).toBe(false);
  });

  it('names who is missing and leaves lines for the signatures', async () => {
    const all = texts(await sheetOf(aReportTable()));
    expect(all).toEqual(
      expect.arrayContaining([
        'Район, Школа № 5: не сдан к закрытию периода',
        ...['Руководитель', 'Исполнитель', 'Телефон'],
      ]),
    );
  });

  it('never holds a formula that somebody wrote into a name or a note', async () => {
    const table = aReportTable();
    const [part] = table.parts;
    const bad = ['=1+1', '+7', '-2', '@SUM(A1)', '\t=1', '\r=1'];
    const rows = bad.map((text) => aSchoolRow(text, { under14: 9, older: 9, linked: 9 }, { note: text }));
    const sheet = await sheetOf({ ...table, parts: [{ ...part!, rows }] });
    for (const text of texts(sheet)) expect(text).not.toMatch(/^[=+\-@\t\r]/);
    const { formulas } = await checkTotals(await writeXlsx(aReportTable()));
    let found = 0;
    (await sheetOf(aReportTable())).eachRow((row) =>
      row.eachCell(
        ({ value }) => (found += typeof value === 'object' && value !== null && 'formula' in value ? 1 : 0),
      ),
    );
    expect(found).toBe(formulas);
  });
});

describe('the check of totals', () => {
  const small = fc.integer({ min: 0, max: 40 });
  const row = fc.record({
    under14: small,
    older: small,
    part: fc.integer({ min: 0, max: 100 }),
    week: fc.option(fc.integer({ min: -9, max: 9 })),
    n: small,
    d: small,
  });
  const region = fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

  it('finds every formula to give the value that it carries, whatever the figures', async () => {
    await fc.assert(
      fc.asyncProperty(region, async (towns) => {
        const parts = towns.map((schools) => ({
          ...{ name: 'МО', oktmo: '1', total: 'Итого по МО', given: {} },
          rows: schools.map(({ under14, older, part, week, n, d }) =>
            aSchoolRow(
              'Школа',
              { under14, older, linked: Math.floor(((under14 + older) * part) / 100) },
              { week, before: d === 0 ? null : { numerator: Math.min(n, d), denominator: d } },
            ),
          ),
        }));
        const { formulas, wrong } = await checkTotals(await writeXlsx(aReportTable({ parts })));
        expect(wrong).toEqual([]);
        expect(formulas).toBe((towns.length + 1) * 8);
      }),
      { numRuns: 40 },
    );
  });

  it('notices a figure that somebody changed in the file', async () => {
    const book = new Workbook();
    await book.xlsx.load(await writeXlsx(aReportTable()));
    const sheet = book.getWorksheet(REPORT_SHEET)!;
    cellOf(sheet, 'Школа № 1', 'до 14').value = 401;
    const { wrong } = await checkTotals(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(wrong.map(({ written, computed }) => [written, computed])).toContainEqual([410, 411]);
  });

  it('refuses a file without our sheet, and a formula that is not ours', async () => {
    const book = new Workbook();
    book.addWorksheet('Лист1');
    await expect(checkTotals(new Uint8Array(await book.xlsx.writeBuffer()))).rejects.toThrow(RangeError);
    const ours = new Workbook();
    ours.addWorksheet(REPORT_SHEET).getCell('A1').value = { formula: 'WEBSERVICE("x")', result: 1 };
    await expect(checkTotals(new Uint8Array(await ours.xlsx.writeBuffer()))).rejects.toThrow(RangeError);
  });
});

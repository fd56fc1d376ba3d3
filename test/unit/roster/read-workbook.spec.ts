import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Workbook } from '@cj-tech-master/excelts';
import { isDateFormat } from '../../../src/roster/gateway/xlsx/cell-values.js';
import { openWorkbook } from '../../../src/roster/gateway/xlsx/open-workbook.js';
import { readSheet } from '../../../src/roster/gateway/xlsx/read-sheet.js';
import type { UnpackLimits } from '../../../src/roster/gateway/xlsx/zip-archive.js';
import type { SourceRow } from '../../../src/roster/gateway/source-row.js';
import { rawWorkbook, rawZip } from '../../support/roster-formats.js';

const root = join(import.meta.dirname, '..', '..', '..');

async function pathOf(content: Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'perehod-xlsx-')), 'x.xlsx');
  await writeFile(path, content);
  return path;
}

async function rowsOf(content: Buffer, limits?: UnpackLimits): Promise<SourceRow[]> {
  const workbook = await openWorkbook(await pathOf(content), limits);
  const rows: SourceRow[] = [];
  const [sheet] = workbook.sheets;
  if (sheet !== undefined) for await (const row of readSheet(workbook, sheet)) rows.push(row);
  return rows;
}

async function written(fill: (workbook: Workbook) => void): Promise<Buffer> {
  const workbook = new Workbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const cellsOf = async (content: Buffer) => (await rowsOf(content)).map(({ cells }) => cells);

describe('a sheet of Excel', () => {
  it('gives texts, numbers and dates as a CSV file would hold them, under the numbers that Excel shows', async () => {
    const content = await written((workbook) => {
      const sheet = workbook.addWorksheet('Ученики');
      sheet.addRow(['СНИЛС', 'Дата рождения', 'Фамилия', 'Параллель']);
      sheet.addRow([11223344595, new Date(Date.UTC(2014, 4, 6)), ' Ёлкина\u00A0', 5]);
      sheet.getCell('C5').value = { richText: [{ text: 'Ива' }, { font: { bold: true }, text: 'нов' }] };
      sheet.getCell('D5').value = { formula: '2+3', result: 5 };
      sheet.getCell('B2').numFmt = 'dd.mm.yyyy';
    });
    expect(await rowsOf(content)).toEqual([
      { row: 1, cells: ['СНИЛС', 'Дата рождения', 'Фамилия', 'Параллель'] },
      { row: 2, cells: ['11223344595', '2014-05-06', ' Ёлкина\u00A0', '5'] },
      { row: 5, cells: ['', '', 'Иванов', '5'] },
    ]);
  });

  it('EC-017: a СНИЛС that Excel keeps as a number comes without exponent, its zeros are for the judgement', async () => {
    const sheet = '<row r="1"><c><v>8765430300</v></c><c><v>1.1223344595E10</v></c><c><v>0.1</v></c></row>';
    expect(await cellsOf(rawWorkbook(sheet))).toEqual([['8765430300', '11223344595', '0.1']]);
  });

  it.each([
    ['of 1900', '', 1, '1900-01-01'],
    ['of 1900 before the day that never was', '', 59, '1900-02-28'],
    ['of 1900 behind it', '', 61, '1900-03-01'],
    ['of 1900 in the evening', '', 41765.99, '2014-05-06'],
    ['of 1904', '<workbookPr date1904="1"/>', 40303, '2014-05-06'],
    ['on the day that never was', '', 60, '60'],
    ['before all days', '', -3, '-3'],
  ])('tells a date %s by its whole part alone', async (_, workbookPr, serial, day) => {
    const sheet = `<row r="1"><c s="1"><v>${serial}</v></c></row>`;
    expect(await cellsOf(rawWorkbook(sheet, { workbookPr }))).toEqual([[day]]);
  });

  it('knows formats of dates from formats of numbers', () => {
    const dates = ['dd.mm.yyyy', 'yyyy-mm-dd;@', '[$-419]d mmm yyyy', 'm/d/yy h:mm'];
    const numbers = ['General', '0.00', '#,##0 "дней"', '[Red]0', '000-000-000 00', '@', 'h:mm'];
    expect(dates.filter((code) => !isDateFormat(164, code))).toEqual([]);
    expect(numbers.filter((code) => isDateFormat(164, code))).toEqual([]);
    expect([14, 22, 0, 1, 20, 49].map((id) => isDateFormat(id, undefined))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('passes over empty rows, formatted cells behind the last column, and readings of East Asian words', async () => {
    const strings =
      '<si><t>А</t><rPh><t>нет</t></rPh></si><si><r><t xml:space="preserve"> Б_x000D_</t></r></si>';
    const sheet = `<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c s="1"/></row><row r="2"/><row r="3"><c s="1"/><c t="inlineStr"><is><t> </t></is></c></row>
      <row r="1048576"><c r="A1048576" t="str"><f>A1</f><v>А</v></c><c t="b"><v>1</v></c><c s="1"/></row>`;
    expect(await rowsOf(rawWorkbook(sheet, { strings }))).toEqual([
      { row: 1, cells: ['А', ' Б\r'] },
      { row: 1_048_576, cells: ['А', 'ИСТИНА'] },
    ]);
  });

  it('names a formula that was never computed and an error of Excel, each in its cell', async () => {
    const sheet =
      '<row r="1"><c t="str"><v>А</v></c><c t="str"><v>Б</v></c></row><row r="2"><c><f>1+1</f></c><c t="e"><v>#REF!</v></c></row>';
    expect((await rowsOf(rawWorkbook(sheet)))[1]).toEqual({
      row: 2,
      cells: ['', ''],
      faults: [
        { index: 0, code: 'FORMULA_NOT_COMPUTED' },
        { index: 1, code: 'CELL_ERROR' },
      ],
    });
  });

  const bomb = rawWorkbook(`<row r="1"><c t="str"><v>${'я'.repeat(3_000_000)}</v></c></row>`);
  const long = rawWorkbook(`<row r="1"><c t="str"><v>${'я'.repeat(100_000)}</v></c></row>`);
  const row = '<row r="1"><c><v>1</v></c></row>';
  const cut = rawWorkbook(row);
  const ole = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
  ]);
  const small: UnpackLimits = { unpackedBytes: 1 << 20, ratio: 10, freeBytes: 1 << 16 };
  const many = `<row r="1">${'<c><v>1</v></c>'.repeat(300)}</row>`;
  it.each([
    ['a value without end', bomb, undefined, 'WORKBOOK_BOMB'],
    ['a value that is too long', long, undefined, 'ROW_TOO_LONG'],
    ['parts that say they are too large', bomb, small, 'WORKBOOK_BOMB'],
    [
      'parts that grow more than they say',
      rawWorkbook(row, {
        tail: [{ name: 'xl/sharedStrings.xml', text: `<sst>${'<!-- -->'.repeat(90_000)}</sst>`, claims: 10 }],
      }),
      small,
      'WORKBOOK_BOMB',
    ],
    [
      'a shared table without end',
      rawWorkbook(row, { strings: `<si><t>${'я'.repeat(2_000_000)}</t></si>` }),
      undefined,
      'WORKBOOK_BOMB',
    ],
    ['hundreds of columns', rawWorkbook(many), undefined, 'COLUMNS_TOO_MANY'],
    ['elements without end', rawWorkbook('<c>'.repeat(1_000)), undefined, 'WORKBOOK_BROKEN'],
    ['an entity of its own', rawWorkbook(`${row}&x;`), undefined, 'WORKBOOK_BROKEN'],
    ['rows out of order', rawWorkbook('<row r="2"/><row r="1"/>'), undefined, 'WORKBOOK_BROKEN'],
    [
      'a text that is not in the table',
      rawWorkbook('<row r="1"><c t="s"><v>7</v></c></row>'),
      undefined,
      'WORKBOOK_BROKEN',
    ],
    ['a password', ole, undefined, 'WORKBOOK_ENCRYPTED'],
    [
      'an encrypted part',
      rawZip([{ name: 'xl/workbook.xml', text: '<a/>', encrypted: true }]),
      undefined,
      'WORKBOOK_ENCRYPTED',
    ],
    ['half of its bytes', cut.subarray(0, cut.length / 2), undefined, 'WORKBOOK_BROKEN'],
    ['no workbook inside', rawZip([{ name: 'a.txt', text: 'a' }]), undefined, 'WORKBOOK_BROKEN'],
    ['nothing of a ZIP', Buffer.from('source_id;last_name\n'), undefined, 'WORKBOOK_BROKEN'],
  ])('is refused with %s', async (_, content, limits, code) => {
    await expect(rowsOf(content, limits)).rejects.toMatchObject({ name: 'StructureFault', code });
  });

  it('bytes spoiled anywhere are read, or refused as a fault of the file', async () => {
    const sound = rawWorkbook(row.repeat(1));
    const outcomes = new Set<string>();
    for (let at = 0; at < sound.length; at += 7) {
      const spoiled = Buffer.from(sound);
      spoiled[at] = (spoiled[at] ?? 0) ^ 0xff;
      outcomes.add(
        await rowsOf(spoiled).then(
          () => 'read',
          (error: unknown) => (error as Error).name,
        ),
      );
    }
    expect([...outcomes].filter((name) => name !== 'read' && name !== 'StructureFault')).toEqual([]);
  });

  it('of 100,000 rows is read in 64 MiB of heap', async () => {
    const cells = (n: number): string =>
      `<c t="str"><v>P${n}</v></c><c t="str"><v>Фамилия</v></c><c s="1"><v>41765</v></c><c><v>${10_000_000_000 + n}</v></c>`;
    const rows = Array.from({ length: 100_000 }, (_, n) => `<row r="${n + 1}">${cells(n)}</row>`).join('');
    const path = await pathOf(rawWorkbook(rows));
    const reader = pathToFileURL(join(root, 'src/roster/gateway/xlsx/read-sheet.ts')).href;
    const opener = pathToFileURL(join(root, 'src/roster/gateway/xlsx/open-workbook.ts')).href;
    const program = `const { readSheet } = await import(${JSON.stringify(reader)});
      const { openWorkbook } = await import(${JSON.stringify(opener)});
      const book = await openWorkbook(${JSON.stringify(path)});
      let n = 0; for await (const row of readSheet(book, book.sheets[0])) n += row.cells.length; console.log(n);`;
    const hooks = pathToFileURL(join(root, 'test/support/typescript-hooks.js')).href;
    const options = ['--max-old-space-size=64', '--import', hooks, '--input-type=module', '-e', program];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    expect(stdout.trim()).toBe('400000');
  });
});

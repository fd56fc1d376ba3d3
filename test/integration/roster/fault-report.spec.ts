import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import iconv from 'iconv-lite';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { MakeFaultReport } from '../../../src/roster/application/make-fault-report.js';
import { storeImportFile } from '../../../src/roster/store/import-files.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { folderOf, jsonOf, workbookOf } from '../../support/roster-formats.js';
import { aRegion, aStudent, csv } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const keyring = new Keyring([{ id: 'test', key: Buffer.alloc(32, 7) }]);
const RED = 'FFFFC7CE';

describe('the report of faults in the uploader’s own file (ROS-04)', () => {
  let database: TestDatabase;
  let bench: RosterBench;
  beforeAll(async () => {
    database = await freshDatabase();
    bench = new RosterBench(database);
    await bench.bring(aRegion());
  });
  afterAll(() => database.drop());

  async function reportOf(files: Readonly<Record<string, string | Buffer>>): Promise<Workbook> {
    const folder = await folderOf(files, { mode: 'delta' });
    const { batchId } = await bench
      .importer()
      .execute({ folder, dryRun: false, force: false, uploadedBy: 'test' });
    await database.unitOfWork.run(async (tx) => {
      for (const [name, content] of Object.entries(files)) {
        const bytes = Readable.from([Buffer.from(content)]);
        await storeImportFile(tx, keyring, {
          batchId: batchId as Uuid,
          name,
          at: new Date(),
          content: bytes,
        });
      }
    });
    const path = join(await mkdtemp(join(tmpdir(), 'perehod-report-')), 'report.xlsx');
    await new MakeFaultReport(database.dataSource, keyring).execute(batchId as Uuid, path);
    const workbook = new Workbook();
    await workbook.xlsx.load(await readFile(path));
    return workbook;
  }

  const rows = [
    aStudent(1),
    aStudent(2, { first_name: 'Мария', snils: '112-233-445 96', last_name: '=HYPERLINK("x")' }),
    aStudent(3, { first_name: 'Олег', school_source_id: 'S2', class_source_id: 'K9', middle_name: '-' }),
  ];
  const columnOf = (sheet: Worksheet, name: string, header = 1): number => {
    const values = sheet.getRow(header).values as unknown[];
    return values.indexOf(name);
  };
  const fillOf = (sheet: Worksheet, row: number, column: number): string | undefined => {
    const { fill } = sheet.getRow(row).getCell(column);
    return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
  };

  it.each([
    ['CSV in UTF-8', async () => ({ 'students.csv': await Promise.resolve(csv(rows)) })],
    [
      'CSV in Windows-1251',
      async () => ({ 'students.csv': await Promise.resolve(iconv.encode(csv(rows), 'win1251')) }),
    ],
    ['XLSX', async () => ({ 'students.xlsx': await workbookOf({ students: rows }) })],
    ['a workbook of several sheets', async () => ({ 'roster.xlsx': await workbookOf({ students: rows }) })],
  ] as const)(
    'marks the cells of %s, keeps rows at their numbers, and neutralises formulas',
    async (_, files) => {
      const workbook = await reportOf(await files());
      const sheet = workbook.getWorksheet('Ученики')!;
      const errors = columnOf(sheet, 'Ошибки');
      expect(errors).toBe(sheet.getRow(1).cellCount);
      expect(sheet.getRow(2).getCell(errors).value).toBeNull();
      const [snils, classId, last] = ['snils', 'class_source_id', 'last_name'].map((name) =>
        columnOf(sheet, name),
      );
      expect([fillOf(sheet, 3, snils!), fillOf(sheet, 4, classId!), fillOf(sheet, 2, snils!)]).toEqual([
        RED,
        RED,
        undefined,
      ]);
      expect(JSON.stringify(sheet.getRow(3).getCell(snils!).note)).toContain('контрольное число');
      expect(sheet.getRow(3).getCell(errors).value).toMatch(/^snils: СНИЛС с ошибкой/);
      expect(sheet.getRow(3).getCell(last!).value).toBe(`'=HYPERLINK("x")`);
      expect(sheet.getRow(4).getCell(columnOf(sheet, 'middle_name')).value).toBe(`'-`);
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      expect(sheet.autoFilter).not.toBeNull();
    },
  );

  it('tells of JSON by entries in the columns of the kind', async () => {
    const workbook = await reportOf({ 'roster.json': JSON.stringify(jsonOf({ students: rows })) });
    const sheet = workbook.getWorksheet('Ученики')!;
    expect(fillOf(sheet, 3, columnOf(sheet, 'snils'))).toBe(RED);
    expect(sheet.getRow(3).getCell(columnOf(sheet, 'source_id')).value).toBe('P2');
    expect(sheet.getRow(4).getCell(columnOf(sheet, 'Ошибки')).value).toMatch(/^enrollments\.class: /);
  });

  it('tells faults of whole files on a sheet of their own', async () => {
    const workbook = await reportOf({
      'students.csv': csv(rows).replace('first_name', 'имечко'),
      'staff.xlsx': 'no ZIP',
    });
    const rest = workbook.getWorksheet('Ошибки файлов')!;
    const told = rest
      .getSheetValues()
      .slice(1)
      .map((values) => (values as string[]).slice(1, 4).join(' '));
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringContaining('staff.xlsx'),
        expect.stringContaining('students.csv 1 first_name'),
      ]),
    );
  });

  it('may be mended and uploaded again as it is', async () => {
    const workbook = await reportOf({ 'students.csv': csv(rows) });
    const sheet = workbook.getWorksheet('Ученики')!;
    sheet.getRow(4).getCell(columnOf(sheet, 'class_source_id')).value = 'K2';
    sheet.getRow(3).getCell(columnOf(sheet, 'last_name')).value = 'Иванова';
    const again = Buffer.from(await workbook.xlsx.writeBuffer());
    const folder = await folderOf({ 'roster.xlsx': again }, { mode: 'delta' });
    const report = await bench
      .importer()
      .execute({ folder, dryRun: false, force: false, uploadedBy: 'test' });
    expect(report.issues.map(({ code }) => code)).toEqual(['SNILS_CHECKSUM']);
    expect(report.state).toBe('applied');
  });
});

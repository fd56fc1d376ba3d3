import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Workbook } from '@cj-tech-master/excelts';
import { parse } from 'csv-parse/sync';
import { checkTotals } from '../../statistics/gateway/check-totals.js';
import { REPORT_SHEET, writeXlsx } from '../../statistics/gateway/write-xlsx.js';
import { check, expectThat, type InteropCheck, reasonOf } from './interop-check.js';
import { sampleTable } from './sample-report.js';

const run = promisify(execFile);
const TIMEOUT_MS = 90_000;
/** Semicolon, quotes, UTF-8, from line 1, figures as they are shown, formulas computed: LibreOffice's CSV export filter. */
const CSV_FILTER = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false';

/**
 * Opens our workbook in LibreOffice without a window (Debian: `libreoffice-calc-nogui`). The values of all formulas are taken
 * out first, so that what it shows it has computed itself; then its totals must be ours. One row a check; `not run` when
 * there is no LibreOffice.
 */
export async function checkXlsx(): Promise<InteropCheck[]> {
  const name = 'XLSX: итоги в LibreOffice';
  const folder = await mkdtemp(join(tmpdir(), 'perehod-interop-'));
  try {
    const missing = await whyMissing(folder);
    if (missing !== null) return [{ name, result: 'not run', reason: missing }];
    return [
      await check(name, () => checkRecalculated(folder)),
      await check('XLSX: печать из LibreOffice в PDF', () => checkPrinted(folder)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkRecalculated(folder: string): Promise<void> {
  const ours = await writeXlsx(sampleTable());
  const { formulas, wrong } = await checkTotals(ours);
  expectThat('наши итоги не сходятся сами', wrong.length === 0 && formulas > 0);
  const book = new Workbook();
  await book.xlsx.load(ours);
  const sheet = book.getWorksheet(REPORT_SHEET);
  if (sheet === undefined) throw new Error('в файле нет листа отчёта');
  const expected = new Map<string, string>();
  sheet.eachRow((row, line) => {
    row.eachCell((cell, column) => {
      const { value } = cell;
      if (typeof value !== 'object' || value === null || !('formula' in value)) return;
      const result = 'result' in value ? value.result : null;
      const shown = typeof result === 'number' ? result.toFixed(cell.numFmt === '0.0' ? 1 : 0) : result;
      if (typeof shown !== 'string') throw new Error(`формула без значения: ${cell.address}`);
      expected.set(`${line}:${column}`, shown);
      cell.value = { formula: value.formula };
    });
  });
  await writeFile(join(folder, 'report.xlsx'), new Uint8Array(await book.xlsx.writeBuffer()));
  await convert(folder, CSV_FILTER);
  const rows = parse(await readFile(join(folder, 'report.csv')), { delimiter: ';', relaxColumnCount: true });
  for (const [place, value] of expected) {
    const [line = 0, column = 0] = place.split(':').map(Number);
    const theirs = rows[line - 1]?.[column - 1]?.replace(',', '.');
    expectThat(
      `строка ${line}, столбец ${column}: у нас ${value}, у LibreOffice ${theirs ?? 'ничего'}`,
      theirs === value,
    );
  }
}

async function checkPrinted(folder: string): Promise<void> {
  await writeFile(join(folder, 'report.xlsx'), await writeXlsx(sampleTable()));
  await convert(folder, 'pdf');
  const pdf = await readFile(join(folder, 'report.pdf'));
  expectThat('не PDF', pdf.subarray(0, 5).toString() === '%PDF-');
}

/** A profile of its own, so that an open LibreOffice of the user is left alone. */
async function convert(folder: string, to: string): Promise<void> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  await soffice(folder, [
    profile,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    folder,
    join(folder, 'report.xlsx'),
  ]);
}

async function soffice(folder: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/libreoffice/program',
    HOME: folder,
    LC_ALL: 'C.UTF-8',
  };
  return (await run('soffice', [...args], { cwd: folder, env, timeout: TIMEOUT_MS })).stdout;
}

async function whyMissing(folder: string): Promise<string | null> {
  try {
    await soffice(folder, ['--version']);
    return null;
  } catch (error) {
    return `soffice не запускается (Debian: libreoffice-calc-nogui): ${reasonOf(error)}`;
  }
}

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readRecords } from '../../../src/roster/gateway/read-records.js';
import { sniffFile } from '../../../src/roster/gateway/sniff-file.js';

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'perehod-csv-')), 'x.csv');
  await writeFile(path, content);
  return path;
}

async function recordsOf(content: string | Buffer): Promise<(readonly string[])[]> {
  const path = await fileOf(content);
  const { encoding } = await sniffFile(path);
  const records: (readonly string[])[] = [];
  for await (const record of readRecords(path, encoding ?? 'utf-8')) records.push(record);
  return records;
}

const TEXT = 'source_id;last_name\nP1;Ёлкина-Щукина № 1 «А»\n';
const READ = [
  ['source_id', 'last_name'],
  ['P1', 'Ёлкина-Щукина № 1 «А»'],
];

describe('reading a CSV file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['Windows-1251', iconv.encode(TEXT, 'win1251')],
    ['Windows line ends', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['commas', Buffer.from(TEXT.replaceAll(';', ','))],
  ])('understands %s (ROS-02)', async (_, content) => {
    expect(await recordsOf(content)).toEqual(READ);
  });

  it('keeps separators, quotes and line ends inside quotes', async () => {
    expect(await recordsOf('a;b\n"x;y";"«""z""\nw»"\n')).toEqual([
      ['a', 'b'],
      ['x;y', '«"z"\nw»'],
    ]);
  });

  it.each([
    ['a quote that is never closed', 'a;b\n"x;y\n', 'QUOTES_TORN', 2],
    ['a quote inside a bare field', 'a;b\n1;2\nx"y;z\n', 'QUOTES_TORN', 3],
    ['text behind a closing quote', 'a;b\n"x"y;z\n', 'QUOTES_TORN', 2],
    ['a row over 64 KiB', `a;b\n${'x'.repeat(70_000)};1\n`, 'ROW_TOO_LONG', 2],
  ])('refuses %s', async (_, content, code, row) => {
    const fault = await recordsOf(content).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code, row });
  });

  it.each([
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['CP866', iconv.encode('Иванов;Петров;Сидоров\n'.repeat(20), 'cp866')],
    ['a binary file', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff])],
  ])('does not take %s for text', async (_, content) => {
    expect((await sniffFile(await fileOf(content))).encoding).toBeNull();
  });

  it('knows UTF-8 wherever the file is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('я', '€', '𝄞'),
        async (shift, sign) => {
          const path = await fileOf('a'.repeat((1 << 20) - shift) + sign + 'я'.repeat(10));
          expect((await sniffFile(path)).encoding).toBe('utf-8');
        },
      ),
      { numRuns: 12 },
    );
  });
});

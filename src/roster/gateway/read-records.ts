import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CsvError, type CsvErrorCode, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import type { IssueCode } from '../domain/import-issue.js';
import type { Encoding } from './sniff-file.js';
import { LONGEST_ROW, StructureFault } from './source-row.js';

const LONGEST_HEADER = 16 * 1024;

/**
 * Yields the records of a CSV file one by one, the header first, in constant memory; blank lines are yielded as `['']`,
 * so that the n-th record is row n. The separator is the one of `;` and `,` that the header holds more often.
 *
 * @throws StructureFault for torn quotes (RFC 4180, section 2.5–2.7) and rows over 64 KiB
 */
export async function* readRecords(path: string, encoding: Encoding): AsyncGenerator<readonly string[]> {
  const delimiter = await findDelimiter(path);
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  const bytes = createReadStream(path, { highWaterMark: 1 << 18 });
  const text: Readable = encoding === 'utf-8' ? bytes : bytes.pipe(utf8FromWindows1251());
  bytes.once('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    yield* parser as AsyncIterable<string[]>;
  } catch (error) {
    // The parser may be ahead of its reader, so the row is counted by it.
    if (error instanceof CsvError) throw new StructureFault(codeOf(error.code), parser.info.records + 1);
    throw error;
  } finally {
    bytes.destroy();
  }
}

function utf8FromWindows1251(): NodeJS.ReadWriteStream & Readable {
  return iconv.decodeStream('win1251') as unknown as NodeJS.ReadWriteStream & Readable;
}

function codeOf(code: CsvErrorCode): IssueCode {
  return code === 'CSV_MAX_RECORD_SIZE' ? 'ROW_TOO_LONG' : 'QUOTES_TORN';
}

/** Both separators are ASCII, so the header's bytes tell in either encoding. */
async function findDelimiter(path: string): Promise<';' | ','> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_HEADER), 0, LONGEST_HEADER, 0);
    const [header = ''] = buffer
      .subarray(0, bytesRead)
      .toString('latin1')
      .split(/[\r\n]/, 1);
    const bare = header.replace(/"[^"]*"/g, '');
    return bare.split(',').length > bare.split(';').length ? ',' : ';';
  } finally {
    await file.close();
  }
}

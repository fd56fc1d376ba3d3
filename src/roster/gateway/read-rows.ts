import { readJson } from './oneroster/read-json.js';
import { readRecords } from './read-records.js';
import type { RosterFile } from './roster-folder.js';
import type { SourceRow } from './source-row.js';
import { readSheet } from './xlsx/read-sheet.js';

/**
 * Yields the rows of a roster file of any format, the header first, in bounded memory.
 *
 * @throws StructureFault when nothing behind a row can be trusted
 */
export function readRows({ kind, path, content }: RosterFile): AsyncGenerator<SourceRow> {
  switch (content.format) {
    case 'csv':
      return numbered(readRecords(path, content.encoding));
    case 'xlsx':
      return readSheet(content.workbook, content.sheet);
    case 'json':
      return readJson(path, kind);
  }
}

async function* numbered(records: AsyncGenerator<readonly string[]>): AsyncGenerator<SourceRow> {
  let row = 0;
  for await (const cells of records) {
    row += 1;
    yield { row, cells };
  }
}

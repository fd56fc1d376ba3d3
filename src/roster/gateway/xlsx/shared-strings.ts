import { StructureFault } from '../source-row.js';
import { unescapeText } from './cell-values.js';
import { readWholeXml } from './read-xml.js';
import type { Workbook } from './open-workbook.js';

/** The table of texts must be at hand while a sheet is read; what is longer belongs into CSV, which needs no table. */
const MOST_CHARACTERS = 24 * 1024 ** 2;
const MOST_STRINGS = 1_500_000;

/**
 * The texts that cells refer to by number. Of rich text the letters alone; readings of East Asian words (`rPh`) are no
 * text of the cell.
 *
 * @throws StructureFault WORKBOOK_TOO_LARGE, and those of readXml
 */
export async function readSharedStrings({ archive, sharedStrings, limits }: Workbook): Promise<string[]> {
  const strings: string[] = [];
  if (sharedStrings === null) return strings;
  const total = { characters: 0 };
  let text = '';
  let taking = false;
  let reading = false;
  await readWholeXml(
    archive,
    sharedStrings,
    {
      open(element) {
        if (element === 'si') text = '';
        if (element === 'rPh') reading = true;
        taking = element === 't' && !reading;
      },
      text(piece) {
        if (taking) text += piece;
      },
      close(element) {
        taking = false;
        if (element === 'rPh') reading = false;
        if (element !== 'si') return;
        strings.push(unescapeText(text));
        total.characters += text.length;
        if (strings.length > MOST_STRINGS || total.characters > MOST_CHARACTERS)
          throw new StructureFault('WORKBOOK_TOO_LARGE', null);
      },
    },
    limits,
  );
  return strings;
}

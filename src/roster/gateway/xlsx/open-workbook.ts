import { posix } from 'node:path';
import { StructureFault } from '../source-row.js';
import { readWholeXml } from './read-xml.js';
import { isDateFormat } from './cell-values.js';
import { openZip, type UnpackLimits, type ZipArchive, type ZipPart } from './zip-archive.js';

/** One sheet of a workbook that people see. */
export interface Sheet {
  readonly name: string;
  readonly part: ZipPart;
}

/** What reading any sheet needs of its workbook (ECMA-376 part 1, 18.2 and 18.8). */
export interface Workbook {
  readonly archive: ZipArchive;
  readonly sheets: readonly Sheet[];
  /** Day 0 is 1 January 1904 (workbookPr/@date1904), as old Excel for Mac had it. */
  readonly from1904: boolean;
  /** Whether the cell format of this index shows a date. */
  readonly dateFormats: readonly boolean[];
  readonly sharedStrings: ZipPart | null;
  readonly limits: UnpackLimits | undefined;
}

interface Relation {
  readonly kind: string;
  readonly target: string;
}

const MAIN = 'xl/workbook.xml';

/**
 * Opens an XLSX workbook: which sheets it has and how its cells are to be understood; no sheet is read.
 *
 * @throws StructureFault WORKBOOK_ENCRYPTED, WORKBOOK_BROKEN, WORKBOOK_BOMB
 */
export async function openWorkbook(path: string, limits?: UnpackLimits): Promise<Workbook> {
  const archive = await openZip(path, limits);
  const partOf = (name: string): ZipPart | null => archive.parts.get(name.toLowerCase()) ?? null;
  const main = partOf(await mainPart(archive));
  if (main === null) throw new StructureFault('WORKBOOK_BROKEN', null);
  const folder = posix.dirname(main.name);
  const relations = await readRelations(archive, folder, posix.basename(main.name));
  const targets = new Map([...relations].map(([id, { target }]) => [id, partOf(target)]));
  const targetOf = (kind: string): ZipPart | null => {
    const relation = [...relations.values()].find((one) => one.kind === kind);
    return relation === undefined ? null : partOf(relation.target);
  };
  const { sheets, from1904 } = await readMain(archive, main, targets);
  const styles = targetOf('styles');
  return {
    archive,
    sheets,
    from1904,
    dateFormats: styles === null ? [] : await readDateFormats(archive, styles),
    sharedStrings: targetOf('sharedStrings'),
    limits,
  };
}

/** The package says where its main part is (ECMA-376 part 2, 6.5); nearly always xl/workbook.xml. */
async function mainPart(archive: ZipArchive): Promise<string> {
  const relations = await readRelations(archive, '', '');
  const main = [...relations.values()].find(({ kind }) => kind === 'officeDocument');
  return main?.target ?? MAIN;
}

async function readRelations(
  archive: ZipArchive,
  folder: string,
  name: string,
): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const part = archive.parts.get(posix.join(folder, '_rels', `${name}.rels`).toLowerCase());
  if (part === undefined) return relations;
  await readWholeXml(archive, part, {
    open(element, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (element !== 'Relationship' || id === undefined || target === undefined || mode === 'External')
        return;
      const absolute = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.set(id, { kind: (type ?? '').split('/').at(-1) ?? '', target: absolute });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return relations;
}

async function readMain(
  archive: ZipArchive,
  main: ZipPart,
  targets: ReadonlyMap<string, ZipPart | null>,
): Promise<Pick<Workbook, 'sheets' | 'from1904'>> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readWholeXml(archive, main, {
    open(element, attributes) {
      if (element === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (element !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const part = targets.get(attributes['r:id'] ?? idOf(attributes) ?? '') ?? null;
      if (part !== null) sheets.push({ name: attributes['name'] ?? '', part });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return { sheets, from1904 };
}

/** The namespace of relations may have any prefix. */
function idOf(attributes: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'));
  return name === undefined ? undefined : attributes[name];
}

async function readDateFormats(archive: ZipArchive, styles: ZipPart): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const formats: boolean[] = [];
  let ofCells = false;
  await readWholeXml(archive, styles, {
    open(element, attributes) {
      if (element === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (element === 'cellXfs') ofCells = true;
      if (element !== 'xf' || !ofCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      formats.push(isDateFormat(id, codes.get(id)));
    },
    text: () => undefined,
    close(element) {
      if (element === 'cellXfs') ofCells = false;
    },
  });
  return formats;
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { importIssue, type ImportIssue, type IssuePlace } from '../domain/import-issue.js';
import { parseRegionFile, type RegionFile } from '../domain/region-file.js';
import { FILE_KINDS, type FileKind, type FileTitle, fileTitle, kindByWord } from '../domain/roster-file.js';
import { kindsIn } from './oneroster/read-json.js';
import { placeOf } from './oneroster/row-numbers.js';
import { type Encoding, sniffFile, type SniffedFile } from './sniff-file.js';
import { StructureFault } from './source-row.js';
import { openWorkbook, type Sheet, type Workbook } from './xlsx/open-workbook.js';

/** How the rows of a file are to be read. */
export type FileContent =
  | { readonly format: 'csv'; readonly encoding: Encoding }
  | { readonly format: 'xlsx'; readonly workbook: Workbook; readonly sheet: Sheet }
  | { readonly format: 'json' };

/** The rows of one kind in a folder, ready to be read: a file, a sheet of a workbook, or a part of roster.json. */
export interface RosterFile {
  readonly kind: FileKind;
  /** As people see it in messages. */
  readonly name: string;
  readonly path: string;
  readonly content: FileContent;
}

/** A folder looked through once: its files in the order of reading, and one hash over all that would be imported. */
export interface RosterFolder {
  readonly files: readonly RosterFile[];
  readonly contentHash: Buffer;
  readonly bytes: number;
  readonly faults: readonly ImportIssue[];
}

const REGION_FILE = 'region.json';
/** Tables in another form would be passed over silently, and a school would wonder. Other files are not ours. */
const TABULAR = new Set(['.csv', '.tsv', '.txt', '.xls', '.xlsx', '.xlsm', '.ods', '.zip', '.gz']);
/** Beside the kinds' own sheets a template may have one with instructions, and our report has one with faults of files. */
const PASSED_OVER = /^(инструкция|справка|описание|ошибки файлов)$/i;
/** Of XLSX and JSON one may not send as much as of CSV: texts of a workbook and enrolments of JSON are held in memory. */
const LARGEST = { csv: Infinity, xlsx: 256 * 1024 ** 2, json: 256 * 1024 ** 2 } as const;
/** Counts into the hash: with new rules the same files are read anew. */
const RULES_VERSION = '2';

/** Reads region.json of a folder; an issue when it is absent or wrong. */
export async function readRegionFile(folder: string): Promise<RegionFile | ImportIssue> {
  const text = await readFile(join(folder, REGION_FILE), 'utf8').catch(() => '');
  const read = parseRegionFile(text);
  return 'field' in read
    ? importIssue('REGION_FILE_INVALID', { file: REGION_FILE, column: read.field })
    : read;
}

/**
 * Finds, hashes and sniffs the roster files of a folder; subfolders are not entered. `meant` goes into the hash: what else
 * makes the same bytes another import, as region.json and the e-journal that sent them do.
 */
export async function lookThrough(folder: string, ...meant: readonly unknown[]): Promise<RosterFolder> {
  const faults: ImportIssue[] = [];
  const files = new Map<FileKind, RosterFile>();
  const hash = createHash('sha256').update(JSON.stringify([RULES_VERSION, ...meant]));
  let bytes = 0;
  const found = await titledFiles(folder, faults);
  if (found.length === 0) faults.push(importIssue('FOLDER_EMPTY', { file: REGION_FILE }));
  for (const { title, name } of found) {
    const path = join(folder, name);
    const sniffed = await sniffFile(path);
    hash.update(title.name).update(sniffed.digest);
    bytes += sniffed.bytes;
    try {
      for (const file of await openFile(title, name, path, sniffed)) {
        if (files.has(file.kind)) faults.push(importIssue('FILE_DUPLICATE', { file: file.name }));
        else files.set(file.kind, file);
      }
    } catch (error) {
      if (!(error instanceof StructureFault)) throw error;
      faults.push(importIssue(error.code, { file: name, row: error.row, column: error.column }));
    }
  }
  const inOrder = FILE_KINDS.flatMap((kind) => files.get(kind) ?? []);
  return { files: inOrder, contentHash: hash.digest(), bytes, faults };
}

interface TitledFile {
  readonly title: FileTitle;
  readonly name: string;
}

/** The files whose names we know, by their kind and format, so that the hash does not depend on letter case. */
async function titledFiles(folder: string, faults: ImportIssue[]): Promise<TitledFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = new Map<string, TitledFile>();
  for (const { name } of entries.filter((one) => one.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const title = fileTitle(name);
    if (title === null) {
      if (TABULAR.has(extname(name).toLowerCase())) faults.push(importIssue('FILE_UNKNOWN', { file: name }));
    } else if (found.has(title.name)) faults.push(importIssue('FILE_DUPLICATE', { file: name }));
    else found.set(title.name, { title, name });
  }
  const rank = ({ kind }: FileTitle): number => (kind === null ? -1 : FILE_KINDS.indexOf(kind));
  return [...found.values()].sort(
    (a, b) => rank(a.title) - rank(b.title) || (a.title.name < b.title.name ? -1 : 1),
  );
}

async function openFile(
  title: FileTitle,
  name: string,
  path: string,
  { bytes, encoding }: SniffedFile,
): Promise<RosterFile[]> {
  if (bytes === 0) throw new StructureFault('FILE_EMPTY', null);
  if (bytes > LARGEST[title.format]) throw new StructureFault('FILE_TOO_LARGE', null);
  switch (title.format) {
    case 'csv':
      if (encoding === null) throw new StructureFault('ENCODING_UNKNOWN', null);
      return title.kind === null
        ? []
        : [{ kind: title.kind, name, path, content: { format: 'csv', encoding } }];
    case 'xlsx':
      return sheetsOf(title.kind, name, path);
    case 'json': {
      if (encoding !== 'utf-8') throw new StructureFault('ENCODING_UNKNOWN', null);
      const kinds = await kindsIn(path);
      if (kinds.length === 0) throw new StructureFault('FILE_EMPTY', null);
      return kinds.map((kind) => ({ kind, name, path, content: { format: 'json' } }));
    }
  }
}

/** Of a workbook of one kind its sheet of that name, else the first; of `roster.xlsx` every sheet. */
async function sheetsOf(kind: FileKind | null, name: string, path: string): Promise<RosterFile[]> {
  const workbook = await openWorkbook(path);
  const fileOf = (of: FileKind, sheet: Sheet, shown: string): RosterFile => ({
    kind: of,
    name: shown,
    path,
    content: { format: 'xlsx', workbook, sheet },
  });
  const sheets = workbook.sheets.filter((sheet) => !PASSED_OVER.test(sheet.name.trim()));
  const [first] = sheets;
  if (first === undefined) throw new StructureFault('SHEET_MISSING', null);
  if (kind !== null)
    return [fileOf(kind, sheets.find((sheet) => kindByWord(sheet.name) === kind) ?? first, name)];
  return sheets.map((sheet) => {
    const of = kindByWord(sheet.name);
    if (of === null) throw new StructureFault('SHEET_UNKNOWN', null);
    return fileOf(of, sheet, `${name}, лист «${sheet.name.trim()}»`);
  });
}

/** How the judgements name a kind's file, whatever its form. */
export function ownName({ kind }: Pick<RosterFile, 'kind'>): string {
  return `${kind}.csv`;
}

/** Where the uploader finds what the judgements call row and column of {@link ownName}. */
export function shownPlace(file: RosterFile, at: IssuePlace): IssuePlace {
  return file.content.format === 'json' ? placeOf(file.name, file.kind, at) : { ...at, file: file.name };
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { importIssue, type ImportIssue } from '../domain/import-issue.js';
import { parseRegionFile, type RegionFile } from '../domain/region-file.js';
import { FILE_KINDS, type FileKind, fileKind } from '../domain/roster-file.js';
import { type Encoding, sniffFile } from './sniff-file.js';

/** One file of a folder, ready to be read. */
export interface RosterFile {
  readonly kind: FileKind;
  /** As people see it in messages. */
  readonly name: string;
  readonly path: string;
  readonly encoding: Encoding;
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
const TABULAR = new Set(['.csv', '.tsv', '.txt', '.xls', '.xlsx', '.ods', '.zip', '.gz']);
/** Counts into the hash: with new rules the same files are read anew. */
const RULES_VERSION = '1';

/** Reads region.json of a folder; an issue when it is absent or wrong. */
export async function readRegionFile(folder: string): Promise<RegionFile | ImportIssue> {
  const text = await readFile(join(folder, REGION_FILE), 'utf8').catch(() => '');
  const read = parseRegionFile(text);
  return 'field' in read
    ? importIssue('REGION_FILE_INVALID', { file: REGION_FILE, column: read.field })
    : read;
}

/** Finds, hashes and sniffs the roster files of a folder; subfolders are not entered. */
export async function lookThrough(folder: string, region: RegionFile): Promise<RosterFolder> {
  const faults: ImportIssue[] = [];
  const names = new Map<FileKind, string>();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!TABULAR.has(extname(entry.name).toLowerCase())) continue;
    const kind = fileKind(entry.name);
    if (kind === null) faults.push(importIssue('FILE_UNKNOWN', { file: entry.name }));
    else if (names.has(kind)) faults.push(importIssue('FILE_DUPLICATE', { file: entry.name }));
    else names.set(kind, entry.name);
  }
  if (names.size === 0) faults.push(importIssue('FOLDER_EMPTY', { file: REGION_FILE }));
  const hash = createHash('sha256').update(JSON.stringify([RULES_VERSION, region]));
  const files: RosterFile[] = [];
  let total = 0;
  for (const kind of FILE_KINDS) {
    const name = names.get(kind);
    if (name === undefined) continue;
    const path = join(folder, name);
    const { digest, bytes, encoding } = await sniffFile(path);
    hash.update(kind).update(digest);
    total += bytes;
    if (bytes === 0) faults.push(importIssue('FILE_EMPTY', { file: name }));
    else if (encoding === null) faults.push(importIssue('ENCODING_UNKNOWN', { file: name }));
    else files.push({ kind, name, path, encoding });
  }
  return { files, contentHash: hash.digest(), bytes: total, faults };
}

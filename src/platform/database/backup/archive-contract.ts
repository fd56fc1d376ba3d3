import { createHash } from 'node:crypto';
import { broken } from './backup-refused.js';

/** The first and the last file of an archive; between them `tables/<table>/<part>.copy`, PostgreSQL's COPY in text form. */
export const HEADER_FILE = 'header.json';
export const MANIFEST_FILE = 'manifest.json';
export const FORMAT = 'perehod-backup/1';

/** A part of a partitioned table: how it is bound, and what the application may do with it. */
export interface SavedPartition {
  readonly name: string;
  readonly parent: string;
  /** As PostgreSQL writes it: `FOR VALUES FROM ('…') TO ('…')`, `DEFAULT`. */
  readonly bound: string;
  readonly grants: readonly string[];
}

/** One table: its columns in the order of the archive; partitioned ones stand for all of their parts. */
export interface SavedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly partitioned: boolean;
}

/** Signs of the keys that open what is encrypted, not the keys: whoever restores learns at once that others are set. */
export interface KeyMarks {
  readonly dataKeys: Readonly<Record<string, string>>;
  readonly snilsIndexKey: string;
}

/** What the archive is of; written before the data. */
export interface ArchiveHeader {
  readonly format: typeof FORMAT;
  readonly madeAt: string;
  /** Names of all applied migrations, in their order. */
  readonly migrations: readonly string[];
  readonly tables: readonly SavedTable[];
  readonly partitions: readonly SavedPartition[];
  readonly keys: KeyMarks;
}

export interface TableSum {
  readonly rows: number;
  readonly bytes: number;
  /** Of the table's COPY text, all parts one after another, hexadecimal. */
  readonly sha256: string;
}

/** What the archive holds; written after the data, so its presence says that they are whole. */
export interface ArchiveManifest {
  readonly headerSha256: string;
  readonly tables: Readonly<Record<string, TableSum>>;
  /** The value that each sequence gave last; sequences that gave none are not in it. */
  readonly sequences: Readonly<Record<string, string>>;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** @throws BackupRefused when it is not the header of our format */
export function parseHeader(content: Buffer): ArchiveHeader {
  const header = parseJson(content) as Partial<ArchiveHeader> | null;
  if (header?.format !== FORMAT) throw broken('нет заголовка известного вида');
  return header as ArchiveHeader;
}

/** @throws BackupRefused when it is no JSON */
export function parseManifest(content: Buffer): ArchiveManifest {
  return parseJson(content) as ArchiveManifest;
}

function parseJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw broken('опись не читается', { cause: error });
  }
}

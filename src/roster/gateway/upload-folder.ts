import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { importIssue, type ImportIssue } from '../domain/import-issue.js';
import type { RegionFile } from '../domain/region-file.js';
import { FILE_KINDS, fileKind } from '../domain/roster-file.js';

export interface UploadLimits {
  readonly bytesPerFile: number;
}

/** An upload as it lies on the disk; with faults it must not be imported. */
export interface UploadedFolder {
  readonly folder: string;
  readonly faults: readonly ImportIssue[];
}

const PREFIX = 'perehod-upload-';
const DAY_MS = 86_400_000;

/**
 * Streams the files of a multipart body (RFC 7578) into a folder that only we may enter; region.json is ours, not the
 * uploader's. Names that we do not know are never used on the disk. Whatever fails, the folder is gone.
 *
 * @throws Error when the body is no multipart form, breaks off, or the disk is full
 */
export async function storeUpload(
  body: Readable,
  headers: IncomingHttpHeaders,
  region: RegionFile,
  limits: UploadLimits,
): Promise<UploadedFolder> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    const { code, name, timeZone, source, mode, journalSystems } = region;
    const json = { code, name, time_zone: timeZone, source, mode, journal_systems: journalSystems };
    await writeFile(join(folder, 'region.json'), JSON.stringify(json), { mode: 0o600 });
    return { folder, faults: await storeFiles(body, headers, folder, limits) };
  } catch (error) {
    await removeUpload(folder);
    throw error;
  }
}

async function storeFiles(
  body: Readable,
  headers: IncomingHttpHeaders,
  folder: string,
  { bytesPerFile }: UploadLimits,
): Promise<ImportIssue[]> {
  const faults: ImportIssue[] = [];
  const writes: Promise<void>[] = [];
  const names = new Set<string>();
  const form = busboy({
    headers,
    limits: { fileSize: bytesPerFile, files: FILE_KINDS.length, fields: 0 },
    defParamCharset: 'utf8',
  });
  form.on('file', (field, stream, { filename }) => {
    const shown = (filename || field).slice(0, 100);
    const kind = fileKind(shown);
    if (kind === null || names.has(kind)) {
      faults.push(importIssue(kind === null ? 'FILE_UNKNOWN' : 'FILE_DUPLICATE', { file: shown }));
      stream.resume();
      return;
    }
    names.add(kind);
    stream.once('limit', () => faults.push(importIssue('FILE_TOO_LARGE', { file: `${kind}.csv` })));
    const write = pipeline(stream, createWriteStream(join(folder, `${kind}.csv`), { mode: 0o600 }));
    write.catch((error: unknown) => form.destroy(error instanceof Error ? error : new Error(String(error))));
    writes.push(write);
  });
  form.once('filesLimit', () => faults.push(importIssue('FILE_UNKNOWN', { file: 'upload' })));
  await pipeline(body, form);
  await Promise.all(writes);
  return faults;
}

/** Removes an upload: it holds what the database keeps only sealed. */
export async function removeUpload(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Removes uploads that a killed server left more than a day ago. */
export async function removeForgottenUploads(now: Date): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(tmpdir(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }));
    if (now.getTime() - mtimeMs > DAY_MS) await removeUpload(path);
  }
}

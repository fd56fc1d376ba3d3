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
import { FILE_KINDS, fileTitle } from '../domain/roster-file.js';

export interface UploadLimits {
  readonly bytesPerFile: number;
  /** A body that comes slower only holds a connection and a place on the disk. */
  readonly milliseconds: number;
}

/** An upload as it lies on the disk; with faults it must not be imported. */
export interface UploadedFolder {
  readonly folder: string;
  readonly faults: readonly ImportIssue[];
}

const PREFIX = 'perehod-upload-';
/** Every folder that holds what somebody uploaded: uploads, bodies of pushes, files of a report in the making. */
const FORGOTTEN = /^perehod-(upload|push|report)-/;
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
    await writeRegionFile(folder, region);
    return { folder, faults: await storeFiles(body, headers, folder, limits) };
  } catch (error) {
    await removeUpload(folder);
    throw error;
  }
}

/** Writes the region.json of an upload: what its uploader may not say himself. */
export async function writeRegionFile(folder: string, region: RegionFile): Promise<void> {
  const { code, name, timeZone, source, mode, journalSystems } = region;
  const json = { code, name, time_zone: timeZone, source, mode, journal_systems: journalSystems };
  await writeFile(join(folder, 'region.json'), JSON.stringify(json), { mode: 0o600 });
}

async function storeFiles(
  body: Readable,
  headers: IncomingHttpHeaders,
  folder: string,
  limits: UploadLimits,
): Promise<ImportIssue[]> {
  const faults: ImportIssue[] = [];
  const writes: Promise<void>[] = [];
  const names = new Set<string>();
  const form = busboy({
    headers,
    limits: { fileSize: limits.bytesPerFile, files: FILE_KINDS.length, fields: 0 },
    defParamCharset: 'utf8',
  });
  form.on('file', (field, stream, { filename }) => {
    const shown = (filename || field).slice(0, 100);
    const title = fileTitle(shown);
    if (title === null || names.has(title.name)) {
      faults.push(importIssue(title === null ? 'FILE_UNKNOWN' : 'FILE_DUPLICATE', { file: shown }));
      stream.resume();
      return;
    }
    const { name } = title;
    names.add(name);
    stream.once('limit', () => faults.push(importIssue('FILE_TOO_LARGE', { file: name })));
    const write = pipeline(stream, createWriteStream(join(folder, name), { mode: 0o600 }));
    write.catch((error: unknown) => form.destroy(error instanceof Error ? error : new Error(String(error))));
    writes.push(write);
  });
  form.once('filesLimit', () => faults.push(importIssue('FILE_UNKNOWN', { file: 'upload' })));
  await inTime(faults, limits, (signal) => pipeline(body, form, { signal }));
  await Promise.allSettled(writes);
  if (faults.length === 0) await Promise.all(writes);
  return faults;
}

/** What takes too long is a fault of the upload, told as such; every other failure stays what it is. */
async function inTime(
  faults: ImportIssue[],
  { milliseconds }: UploadLimits,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    await work(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    faults.push(importIssue('UPLOAD_TOO_SLOW', { file: 'upload' }));
  }
}

/** Removes an upload: it holds what the database keeps only sealed. */
export async function removeUpload(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Removes uploads that a killed server left more than a day ago. */
export async function removeForgottenUploads(now: Date): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!FORGOTTEN.test(name)) continue;
    const path = join(tmpdir(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }));
    if (now.getTime() - mtimeMs > DAY_MS) await removeUpload(path);
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Keyring } from '../../platform/crypto/keyring.js';
import { removeUpload } from '../gateway/upload-folder.js';
import { listImportFiles, openImportFile, storeImportFile } from '../store/import-files.js';

/** The start of a name that upload-folder.ts clears away when it was forgotten for a day. */
const PREFIX = 'perehod-upload-run-';

/** Stores every file of an upload's folder with its batch, sealed. */
export async function storeFolder(
  tx: EntityManager,
  keyring: Keyring,
  upload: { readonly batchId: Uuid; readonly folder: string; readonly at: Date },
): Promise<void> {
  const { batchId, folder, at } = upload;
  for (const name of (await readdir(folder)).sort()) {
    await storeImportFile(tx, keyring, { batchId, name, at, content: createReadStream(join(folder, name)) });
  }
}

/** Puts the files of a batch into a folder in `place` that only we may enter; the caller removes it. */
export async function restoreFolder(
  tx: EntityManager,
  keyring: Keyring,
  batchId: Uuid,
  place: string = tmpdir(),
): Promise<string> {
  const folder = await mkdtemp(join(place, PREFIX));
  try {
    for (const { id, name } of await listImportFiles(tx, batchId)) {
      await pipeline(openImportFile(tx, keyring, id), createWriteStream(join(folder, name), { mode: 0o600 }));
    }
    return folder;
  } catch (error) {
    await removeUpload(folder);
    throw error;
  }
}

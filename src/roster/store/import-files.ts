import { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { Keyring } from '../../platform/crypto/keyring.js';
import { chunkPurpose } from './sealed-columns.js';

/** One uploaded file of a batch; `name` as the uploader gave it, reduced to a known one (`students.csv`). */
export interface ImportFile {
  readonly id: Uuid;
  readonly name: string;
  readonly bytes: number;
}

const CHUNK = 1 << 20;

/**
 * Stores a file of a batch, sealed in pieces of 1 MiB, in bounded memory. `tx` is a transaction when the file must appear
 * whole or not at all.
 */
export async function storeImportFile(
  tx: EntityManager,
  keyring: Keyring,
  file: { readonly batchId: Uuid; readonly name: string; readonly at: Date; readonly content: Readable },
): Promise<ImportFile> {
  const [row] = await tx.query<{ id: Uuid }[]>(
    `INSERT INTO import_files (batch_id, name, bytes, stored_at) VALUES ($1, $2, 0, $3) RETURNING id`,
    [file.batchId, file.name, file.at],
  );
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
  let [no, bytes] = [0, 0];
  for await (const piece of inPieces(file.content)) {
    await tx.query(`INSERT INTO import_file_chunks (file_id, no, sealed) VALUES ($1, $2, $3)`, [
      row.id,
      no,
      keyring.sealWhole(piece, chunkPurpose(row.id, no)),
    ]);
    no += 1;
    bytes += piece.length;
  }
  await tx.query(`UPDATE import_files SET bytes = $2 WHERE id = $1`, [row.id, bytes]);
  return { id: row.id, name: file.name, bytes };
}

/** The files of a batch, by name. */
export function listImportFiles(tx: EntityManager, batchId: Uuid): Promise<ImportFile[]> {
  return tx.query(`SELECT id, name, bytes FROM import_files WHERE batch_id = $1 ORDER BY name`, [batchId]);
}

/** The content of a file, read piece by piece. Throws when a piece was tampered with or its key is gone. */
export function openImportFile(tx: EntityManager, keyring: Keyring, fileId: Uuid): Readable {
  return Readable.from(pieces(tx, keyring, fileId), { objectMode: false });
}

/** Deletes the files stored before the moment (PD-07: seven days) and returns how many. */
export async function forgetImportFiles(tx: EntityManager, before: Date): Promise<number> {
  const [, deleted] = await tx.query<[unknown, number]>(`DELETE FROM import_files WHERE stored_at < $1`, [
    before,
  ]);
  return deleted;
}

async function* pieces(tx: EntityManager, keyring: Keyring, fileId: Uuid): AsyncGenerator<Buffer> {
  for (let no = 0; ; no += 1) {
    const [row] = await tx.query<{ sealed: Buffer }[]>(
      `SELECT sealed FROM import_file_chunks WHERE file_id = $1 AND no = $2`,
      [fileId, no],
    );
    if (row === undefined) return;
    yield keyring.openWhole(row.sealed, chunkPurpose(fileId, no));
  }
}

async function* inPieces(content: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    while (size >= CHUNK) {
      const whole = Buffer.concat(held);
      yield whole.subarray(0, CHUNK);
      held = [whole.subarray(CHUNK)];
      size -= CHUNK;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

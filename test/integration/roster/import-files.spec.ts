import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../../src/kernel/ids.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import {
  forgetImportFiles,
  listImportFiles,
  openImportFile,
  storeImportFile,
} from '../../../src/roster/store/import-files.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { aRegion } from '../../support/roster-folder.js';
import { RosterBench } from '../../support/roster-import.js';

const MIB = 1 << 20;
const NOON = new Date('2026-11-21T12:00:00Z');

describe('the sealed files of a batch', () => {
  let database: TestDatabase;
  let batchId: Uuid;
  const keyring = new Keyring([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
  beforeAll(async () => {
    database = await freshDatabase();
    batchId = (await new RosterBench(database).bring(aRegion())).batchId!;
  });
  afterAll(() => database.drop());

  const store = (name: string, content: Buffer | Readable) =>
    database.unitOfWork.run((tx) =>
      storeImportFile(tx, keyring, {
        batchId,
        name,
        at: NOON,
        content: Buffer.isBuffer(content) ? Readable.from([content], { objectMode: false }) : content,
      }),
    );
  const read = (id: Uuid, ring = keyring) => buffer(openImportFile(database.dataSource.manager, ring, id));

  it.each([0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB + 17])('give back %i bytes as they came', async (size) => {
    const content = randomBytes(size);
    const { id, bytes } = await store(`f${size}.csv`, content);
    expect(bytes).toBe(size);
    expect((await read(id)).equals(content)).toBe(true);
  });

  it('are unreadable in the database, and to another key', async () => {
    const { id } = await store('secret.csv', Buffer.from('Иванов;Пётр;112-233-445 95'));
    const [row] = await database.query<{ sealed: Buffer }>(
      'SELECT sealed FROM import_file_chunks WHERE file_id = $1',
      [id],
    );
    expect(row!.sealed.includes(Buffer.from('Иванов'))).toBe(false);
    const other = new Keyring([{ id: 'k1', key: Buffer.alloc(32, 8) }]);
    await expect(read(id, other)).rejects.toThrow();
  });

  it('refuse a piece that was put in another place or taken from another file', async () => {
    const one = await store('one.csv', randomBytes(2 * MIB));
    const two = await store('two.csv', randomBytes(2 * MIB));
    await database.query(
      `UPDATE import_file_chunks c SET sealed = o.sealed FROM import_file_chunks o
        WHERE c.file_id = $1 AND o.file_id = $1 AND o.no = 1 - c.no`,
      [one.id],
    );
    await expect(read(one.id)).rejects.toThrow();
    await database.query(
      `UPDATE import_file_chunks c SET sealed = o.sealed FROM import_file_chunks o
        WHERE c.file_id = $1 AND o.file_id = $2 AND o.no = c.no`,
      [two.id, one.id],
    );
    await expect(read(two.id)).rejects.toThrow();
  });

  it('are stored and read piece by piece: never more than a few lie in memory', async () => {
    const piece = randomBytes(MIB);
    let most = 0;
    const { id } = await database.unitOfWork.run((tx) => {
      const stored = async () =>
        (
          await tx.query<{ n: number }[]>(
            'SELECT count(*)::integer AS n FROM import_file_chunks f JOIN import_files i ON i.id = f.file_id WHERE i.name = $1',
            ['large.csv'],
          )
        )[0]!.n;
      async function* pieces() {
        for (let n = 0; n < 24; n += 1) {
          most = Math.max(most, n - (await stored()));
          yield piece;
        }
      }
      const content = Readable.from(pieces(), { objectMode: false });
      return storeImportFile(tx, keyring, { batchId, name: 'large.csv', at: NOON, content });
    });
    expect(most).toBeLessThanOrEqual(3);
    const stream = openImportFile(database.dataSource.manager, keyring, id);
    let [bytes, waiting] = [0, 0];
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      waiting = Math.max(waiting, stream.readableLength);
    }
    expect(bytes).toBe(24 * MIB);
    expect(waiting).toBeLessThanOrEqual(3 * MIB);
  });

  it('PD-07: are forgotten when they are older than the moment, with all their pieces', async () => {
    const count = async () => (await listImportFiles(database.dataSource.manager, batchId)).length;
    expect(await forgetImportFiles(database.dataSource.manager, NOON)).toBe(0);
    const all = await count();
    expect(await forgetImportFiles(database.dataSource.manager, new Date(NOON.getTime() + 1))).toBe(all);
    expect(await count()).toBe(0);
    expect(await database.query('SELECT 1 FROM import_file_chunks')).toEqual([]);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newUuid } from '../../../src/kernel/ids.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { Reseal } from '../../../src/platform/crypto/reseal.js';
import type { SealedColumn } from '../../../src/platform/crypto/sealed-column.js';
import { SnilsVault } from '../../../src/platform/crypto/snils-vault.js';
import { sealedColumns } from '../../../src/sealed-columns.js';
import { RosterBuilder } from '../../support/builders/roster.js';
import { aSnils, TEST_KEYS } from '../../support/builders/snils.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { settingsWithoutEsia } from '../../support/esia-keys.js';

const OLD = { id: 'test-1', key: Buffer.alloc(32, 1) };
const NEW = { id: '2027a', key: Buffer.alloc(32, 9) };
const both = new Keyring([NEW, OLD]);
const onlyNew = new Keyring([NEW]);
const oldVault = new SnilsVault(new Keyring([OLD]), Buffer.alloc(32, 2));
const ROOT = resolve(import.meta.dirname, '../../..');

const ofTable = (table: string): SealedColumn => {
  const column = sealedColumns.find((one) => one.table === table);
  if (column === undefined) throw new Error(`${table} declares nothing`);
  return column;
};

describe('the change of a key of DATA_KEYS, while servers work', () => {
  let database: TestDatabase;
  let roster: RosterBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    roster = await RosterBuilder.begin(database);
  });
  afterAll(() => database.drop());

  const reseal = (batch = 500, ring = both): Reseal => new Reseal(database.dataSource, ring, batch);
  const everything = async (): Promise<void> => {
    for (const column of sealedColumns) await reseal().column(column);
  };

  it('no column holds sealed bytes without saying so: every bytea is declared, or is a hash', async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'bytea' ORDER BY 1`,
    );
    const declared = new Set(
      sealedColumns.flatMap(({ table, shape }) =>
        shape.kind === 'image' ? [] : [`${table}.${shape.bytes}`],
      ),
    );
    const hashes = /^audit_(blocks\.|seals)|_(hash|hmac|digest)$|\.digest$|^throttle_\w+\.key$/;
    expect(rows.map(({ name }) => name).filter((name) => !declared.has(name) && !hashes.test(name))).toEqual(
      [],
    );
    const there = new Set(rows.map(({ name }) => name));
    expect([...declared].filter((name) => !there.has(name))).toEqual([]);
  });

  it('opens under the new key alone whatever the old one sealed, and counts it', async () => {
    const snils = Array.from({ length: 25 }, () => aSnils());
    for (const one of snils) await roster.aPerson({ snils: one });
    const done = await reseal(10).column(ofTable('people'));
    expect(done).toMatchObject({ resealed: 25, overtaken: 0, unreadable: 0, left: {} });
    const rows = await database.query<{ enc: Buffer; keyId: string; hmac: Buffer }>(
      `SELECT snils_enc AS enc, snils_key_id AS "keyId", snils_hmac AS hmac FROM people WHERE snils_enc IS NOT NULL`,
    );
    const vault = new SnilsVault(onlyNew, Buffer.alloc(32, 2));
    expect(rows.map((row) => vault.reveal(row)).sort()).toEqual([...snils].sort());
    expect(rows.every((row) => vault.hmac(vault.reveal(row)).equals(row.hmac))).toBe(true);
    expect(await reseal().column(ofTable('people'))).toMatchObject({ resealed: 0 });
  });

  it('seals anew what an import keeps to be undone, a file in pieces and an answer of ESIA', async () => {
    const ring = new Keyring([OLD]);
    const [batchId, fileId, attemptId] = [newUuid(), newUuid(), newUuid()];
    const { enc, keyId } = oldVault.store(aSnils());
    await database.query(
      `INSERT INTO import_batches (id, region_id, source, state, content_hash, uploaded_by, started_at)
       VALUES ($1, $2, 'test', 'applied', '\\x00', 'test', now())`,
      [batchId, roster.regionId],
    );
    await database.query(
      `INSERT INTO import_before_images (batch_id, table_name, row_key, image)
       VALUES ($1, 'people', 'one', jsonb_build_object('id', 'one', 'snils_enc', $2::bytea, 'snils_key_id', $3::text)),
              ($1, 'enrollments', 'two', '{"id": "two"}')`,
      [batchId, enc, keyId],
    );
    await database.query(
      `INSERT INTO import_files (id, batch_id, name, bytes, stored_at) VALUES ($1, $2, 'students.csv', 3, now())`,
      [fileId, batchId],
    );
    for (const no of [0, 1])
      await database.query('INSERT INTO import_file_chunks VALUES ($1, $2, $3)', [
        ...[fileId, no, ring.sealWhole(`piece ${no}`, `import-file:${fileId}:${no}`)],
      ]);
    await database.query(
      `INSERT INTO esia_login_attempts (id, region_id, state, browser_hash, status, started_at, expires_at, profile_enc)
       VALUES ($1, $2, gen_random_uuid(), '\\x00', 'profile_ok', now(), now(), $3)`,
      [attemptId, roster.regionId, ring.sealWhole('{"oid":"1"}', `esia-profile:${attemptId}`)],
    );
    await everything();
    const [image] = await database.query<{ enc: Buffer; keyId: string }>(
      `SELECT (jsonb_populate_record(NULL::people, image - 'id')).snils_enc AS enc, image ->> 'snils_key_id' AS "keyId"
         FROM import_before_images WHERE row_key = 'one'`,
    );
    const vault = new SnilsVault(onlyNew, Buffer.alloc(32, 2));
    expect(image && vault.reveal(image)).toBe(oldVault.reveal({ enc, keyId }));
    const pieces = await database.query<{ sealed: Buffer }>(
      'SELECT sealed FROM import_file_chunks ORDER BY no',
    );
    expect(
      pieces.map(({ sealed }, no) => onlyNew.openWhole(sealed, `import-file:${fileId}:${no}`).toString()),
    ).toEqual(['piece 0', 'piece 1']);
    const [attempt] = await database.query<{ sealed: Buffer }>(
      'SELECT profile_enc AS sealed FROM esia_login_attempts WHERE id = $1',
      [attemptId],
    );
    expect(
      onlyNew.openWhole(attempt?.sealed ?? Buffer.alloc(0), `esia-profile:${attemptId}`).toString(),
    ).toBe('{"oid":"1"}');
  });

  it('keeps what a server wrote meanwhile: a row is replaced only if it is as it was read', async () => {
    const { id } = await roster.aPerson({ snils: aSnils() });
    const later = aSnils();
    const change = oldVault.store(later);
    const server = database.dataSource.createQueryRunner();
    await server.startTransaction();
    await server.query('UPDATE people SET snils_enc = $2, snils_hmac = $3 WHERE id = $1', [
      ...[id, change.enc, change.hmac],
    ]);
    const outcome = reseal().column(ofTable('people'));
    await someoneWaits();
    await server.commitTransaction();
    await server.release();
    expect(await outcome).toMatchObject({ resealed: 0, overtaken: 1, left: { [OLD.id]: 1 } });
    expect(await reseal().column(ofTable('people'))).toMatchObject({ resealed: 1, left: {} });
    const [row] = await database.query<{ enc: Buffer; keyId: string }>(
      'SELECT snils_enc AS enc, snils_key_id AS "keyId" FROM people WHERE id = $1',
      [id],
    );
    expect(row && new SnilsVault(onlyNew, Buffer.alloc(32, 2)).reveal(row)).toBe(later);
  });

  it('says how many rows do not open, and leaves them', async () => {
    const stranger = new SnilsVault(
      new Keyring([{ id: 'lost', key: Buffer.alloc(32, 7) }]),
      Buffer.alloc(32, 2),
    );
    const { id } = await roster.aPerson({ snils: aSnils() });
    const { enc, keyId } = stranger.store(aSnils());
    await database.query('UPDATE people SET snils_enc = $2, snils_key_id = $3 WHERE id = $1', [
      id,
      enc,
      keyId,
    ]);
    const done = await reseal().column(ofTable('people'));
    expect(done).toMatchObject({ unreadable: 1, left: { lost: 1 } });
    await database.query('DELETE FROM people WHERE id = $1', [id]);
  });

  it('survives kill -9: run again, the command goes on with the rest', async () => {
    const people = 4_000;
    await database.query(
      `INSERT INTO people (region_id, last_name, first_name, norm_last, norm_first, snils_state, snils_hmac, snils_enc, snils_key_id, snils_last2)
       SELECT $1, 'Ф', 'И', 'ф', 'и', 'valid', $2, $3, $4, '00' FROM generate_series(1, ${people})`,
      [roster.regionId, ...hmacEncKey()],
    );
    // The last row has to wait, else the command might end before it is killed.
    const server = database.dataSource.createQueryRunner();
    await server.startTransaction();
    await server.query('SELECT FROM people ORDER BY id DESC LIMIT 1 FOR UPDATE');
    const first = rotate(database.appUrl);
    while ((await counted(NEW.id)) < 500) await new Promise((done) => setTimeout(done, 20));
    first.kill('SIGKILL');
    await once(first, 'exit');
    await server.rollbackTransaction();
    await server.release();
    const before = await counted(OLD.id);
    const second = rotate(database.appUrl);
    let said = '';
    second.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(second, 'exit')).toEqual([0, null]);
    expect(before).toBeGreaterThan(0);
    expect(said).toContain('Под другими ключами ничего нет');
    expect(await counted(OLD.id)).toBe(0);
  });

  /** Until a statement of this database waits for a lock. */
  const someoneWaits = async (): Promise<void> => {
    for (;;) {
      const waiting = await database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
    }
  };
  const counted = async (keyId: string): Promise<number> => {
    const [row] = await database.query<{ n: number }>(
      'SELECT count(*)::integer AS n FROM people WHERE snils_key_id = $1',
      [keyId],
    );
    return row?.n ?? 0;
  };
  const hmacEncKey = (): readonly (Buffer | string)[] => {
    const { hmac, enc, keyId } = oldVault.store(aSnils());
    return [hmac, enc, keyId];
  };
});

function rotate(url: string) {
  const keys = `${NEW.id}:${NEW.key.toString('base64')},${TEST_KEYS.DATA_KEYS}`;
  return spawn(
    process.execPath,
    ['--import', join(ROOT, 'test/support/typescript-hooks.js'), join(ROOT, 'src/commands/rotate-keys.ts')],
    {
      env: {
        ...{ PATH: process.env['PATH'], NODE_ENV: 'test', ...settingsWithoutEsia(), ...TEST_KEYS },
        ...{ DATA_KEYS: keys, DATABASE_URL: url },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

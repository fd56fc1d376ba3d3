import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg, { type ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ArchiveHeader, ArchiveManifest } from './archive-contract.js';
import { BackupRefused, broken } from './backup-refused.js';
import { headerOf, readArchive } from './read-archive.js';
import {
  appliedMigrations,
  foreignKeys,
  liveTriggers,
  quoted,
  savedPartitions,
  savedTables,
} from './schema-of-data.js';

/** Tables that hold a row in every database that served anybody (OPS-08: a region is the root of all). */
const FIRST_TO_FILL = ['regions', 'audit_events'];

/**
 * Fills an empty database, whose schema has exactly the archive's migrations, in one transaction: either all of it is there
 * afterwards, every sum and count compared, or nothing. Triggers of ours rest meanwhile, for their rows are in the archive
 * themselves; foreign keys are taken off and put back, which checks them all. Needs the owner of the schema, no superuser.
 * @throws BackupRefused
 */
export async function restoreBackup(ownerUrl: string, file: string): Promise<ArchiveManifest> {
  const header = await headerOf(file);
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'perehod-restore',
    options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres',
  });
  await client.connect();
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = '30s'`);
    await refuseUnfit(client, header);
    const finish = await makeRoom(client, header);
    const manifest = await readArchive(file, (table, content) => fill(client, header, table, content));
    await finish();
    for (const [name, value] of Object.entries(manifest.sequences))
      await client.query('SELECT setval($1::regclass, $2::bigint)', [`public.${quoted(name)}`, value]);
    await client.query('COMMIT');
    return manifest;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw explained(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseUnfit(client: ClientBase, header: ArchiveHeader): Promise<void> {
  const applied = await appliedMigrations(client);
  if (applied.sort().join() !== [...header.migrations].sort().join())
    throw new BackupRefused(
      'Схема базы не та, с которой сделан архив. Дайте пустую базу: команда сама создаст в ней схему архива.',
    );
  for (const table of FIRST_TO_FILL) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rowCount !== 0)
      throw new BackupRefused(
        `База не пуста: в таблице ${table} есть строки. Восстанавливают только в новую базу (createdb); прежнюю сохраните.`,
      );
  }
}

/** Takes away what would refuse or repeat rows, and what the schema brought itself; returns what puts it back. */
async function makeRoom(client: ClientBase, header: ArchiveHeader): Promise<() => Promise<void>> {
  const there = await savedTables(client);
  const [keys, triggers] = [await foreignKeys(client), await liveTriggers(client)];
  const names = new Set(there.map(({ name }) => name));
  const foreign = header.tables.find(({ name }) => !names.has(name));
  if (foreign !== undefined) throw broken(`таблицы ${foreign.name} нет в схеме`);
  for (const { table, name } of triggers)
    await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER ${quoted(name)}`);
  for (const { table, name } of keys)
    await client.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  await client.query(`TRUNCATE ${there.map(({ name }) => quoted(name)).join(', ')}`);
  await makePartitions(client, header);
  return async () => {
    for (const { table, name, definition } of keys)
      await client.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
    for (const { table, name } of triggers)
      await client.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER ${quoted(name)}`);
  };
}

/** Months that the running server made: with the same bounds, and the same rights of the application. */
async function makePartitions(client: ClientBase, { partitions }: ArchiveHeader): Promise<void> {
  const known = new Set((await savedPartitions(client)).map(({ name }) => name));
  for (const { name, parent, bound, grants } of partitions.filter((one) => !known.has(one.name))) {
    await client.query(`CREATE TABLE ${quoted(name)} PARTITION OF ${quoted(parent)} ${bound}`);
    await client.query(`REVOKE ALL ON ${quoted(name)} FROM perehod_app`);
    if (grants.length > 0) await client.query(`GRANT ${grants.join(', ')} ON ${quoted(name)} TO perehod_app`);
  }
}

async function fill(
  client: ClientBase,
  header: ArchiveHeader,
  table: string,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const saved = header.tables.find(({ name }) => name === table);
  if (saved === undefined) throw broken(`таблицы ${table} нет в заголовке`);
  const stream = (client as pg.Client).query(
    copyFrom(`COPY ${quoted(table)} (${saved.columns.map(quoted).join(', ')}) FROM STDIN`),
  );
  await pipeline(Readable.from(content, { objectMode: true }), stream);
  return stream.rowCount;
}

/** Refusals of PostgreSQL that the person can do something about. */
function explained(error: unknown): unknown {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  if (code === '55P03')
    return new BackupRefused(
      'База занята: с ней работает сервер или другая команда. Остановите их и повторите; в базе ничего не изменилось.',
    );
  // The data do not fit the schema: its classes are 22 (data), 23 (constraints).
  if (code !== undefined && /^2[23]/.test(code))
    return broken(`PostgreSQL не принял строки (${code}: ${constraintIn(message)})`, { cause: error });
  return error;
}

/** The name of a constraint at most: the message may quote a row. */
function constraintIn(message = ''): string {
  return /constraint "([\w-]+)"/.exec(message)?.[1] ?? 'строка не подходит';
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import {
  type ArchiveHeader,
  FORMAT,
  HEADER_FILE,
  type KeyMarks,
  MANIFEST_FILE,
  type SavedTable,
  sha256,
  type TableSum,
} from './archive-contract.js';
import { BackupRefused } from './backup-refused.js';
import { appliedMigrations, quoted, savedPartitions, savedTables, sequenceValues } from './schema-of-data.js';
import { TarWriter } from './tar.js';

/** How much of a table is one file of the archive; the copy holds no more of the data in memory. */
const PART_BYTES = 4 * 1024 * 1024;

export interface BackupOrder {
  /** The owner of the schema: the application may not read all of it. */
  readonly ownerUrl: string;
  /** Must not exist yet. */
  readonly file: string;
  readonly keys: KeyMarks;
  readonly now: Date;
  /** Told after each table; only to be shown. */
  readonly onTable?: (table: string, sum: TableSum) => void;
}

export interface BackupMade {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Copies all rows of the database into one file (tar of COPY texts, gzip; mode 0600) as one moment saw them: every table is
 * read in the same REPEATABLE READ snapshot, and writers go on. What was begun and not finished is left to the caller to
 * delete. @throws BackupRefused when the schema is not there
 */
export async function writeBackup(order: BackupOrder): Promise<BackupMade> {
  const client = new pg.Client({
    connectionString: order.ownerUrl,
    application_name: 'perehod-backup',
    // Dates, numbers and bytes as any server reads them back.
    options:
      '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=1 -c bytea_output=hex',
  });
  await client.connect();
  const gzip = createGzip({ level: 5 });
  const written = pipeline(gzip, createWriteStream(order.file, { flags: 'wx', mode: 0o600, flush: true }));
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Whichever fails first, the database or the disk, ends the other.
    const [made] = await Promise.all([copyAll(client, gzip, order), written]);
    await client.query('COMMIT');
    return made;
  } catch (error) {
    gzip.destroy();
    await written.catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

async function copyAll(client: pg.Client, sink: Writable, order: BackupOrder): Promise<BackupMade> {
  const failed = once(sink, 'close').then(() => {
    throw new Error('the archive can no longer be written');
  });
  failed.catch(() => undefined);
  return Promise.race([copyTables(client, sink, order), failed]);
}

async function copyTables(client: pg.Client, sink: Writable, order: BackupOrder): Promise<BackupMade> {
  const migrations = await appliedMigrations(client);
  if (migrations.length === 0)
    throw new BackupRefused(
      'В этой базе нет схемы Перехода: копировать нечего. Проверьте DATABASE_OWNER_URL.',
    );
  const tables = await savedTables(client);
  // Nobody may drop or change a table while it is read; writers are not in the way.
  await client.query(`LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN ACCESS SHARE MODE`);
  const tar = new TarWriter(sink, order.now);
  const header: ArchiveHeader = {
    format: FORMAT,
    madeAt: order.now.toISOString(),
    migrations,
    tables,
    partitions: await savedPartitions(client),
    keys: order.keys,
  };
  const headerBytes = Buffer.from(JSON.stringify(header, null, 1));
  await tar.add({ name: HEADER_FILE, content: headerBytes });
  const sums: Record<string, TableSum> = {};
  for (const table of tables) {
    const sum = await copyTable(client, table, tar);
    sums[table.name] = sum;
    order.onTable?.(table.name, sum);
  }
  const manifest = {
    headerSha256: sha256(headerBytes),
    tables: sums,
    sequences: await sequenceValues(client),
  };
  await tar.add({ name: MANIFEST_FILE, content: Buffer.from(JSON.stringify(manifest, null, 1)) });
  await tar.end();
  sink.end();
  return { tables: tables.length, rows: Object.values(sums).reduce((all, { rows }) => all + rows, 0) };
}

async function copyTable(client: pg.Client, table: SavedTable, tar: TarWriter): Promise<TableSum> {
  const columns = table.columns.map(quoted).join(', ');
  // A partitioned table itself holds no rows: its parts are read by a query (PostgreSQL before 18).
  const source = table.partitioned
    ? `(SELECT ${columns} FROM ${quoted(table.name)})`
    : `${quoted(table.name)} (${columns})`;
  const stream = client.query(copyTo(`COPY ${source} TO STDOUT`));
  const hash = createHash('sha256');
  let [bytes, part, waiting] = [0, 0, [] as Buffer[]];
  let held = 0;
  const flush = async (): Promise<void> => {
    if (held === 0) return;
    part += 1;
    const name = `tables/${table.name}/${String(part).padStart(6, '0')}.copy`;
    const content = Buffer.concat(waiting);
    [waiting, held] = [[], 0];
    await tar.add({ name, content });
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    waiting.push(chunk);
    [bytes, held] = [bytes + chunk.length, held + chunk.length];
    if (held >= PART_BYTES) await flush();
  }
  await flush();
  return { rows: stream.rowCount, bytes, sha256: hash.digest('hex') };
}

import 'reflect-metadata';
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { makeDataSource, migrate } from '../src/data-source.js';
import { SystemClock } from '../src/platform/clock/clock.js';
import { PlatformSettings } from '../src/platform/config/platform.settings.js';
import { type EmbeddedServer, startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { snilsVaultOf } from '../src/platform/platform.module.js';
import { ImportRoster } from '../src/roster/application/import-roster.js';
import { writeRegion } from './roster-input.js';

/**
 * The roster import beside its floors, in one run: the first import beside COPY of the same rows into the same indexed
 * tables; the same folder again beside reading and hashing it. `node --import ./test/support/typescript-hooks.js
 * bench/roster-import.ts [--pupils 130000] [--folder DIR]`; a folder of roster files may be given instead.
 */

/** In the order of their references. */
const TABLES = [
  'regions',
  'municipalities',
  'schools',
  'journal_systems',
  'class_groups',
  'people',
  'person_records',
  'enrollments',
  'staff_appointments',
  'family_ties',
  'journal_accounts',
  'journal_account_schools',
];

interface Measured {
  readonly ms: number;
  readonly peakMb: number;
}

const child = process.argv[2] === '--child';
if (child) await importInThisProcess();
else await main();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { pupils: { type: 'string', default: '130000' }, folder: { type: 'string' } },
  });
  const place = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // Else PostgreSQL, which is not root, could not come here, and its data would stay behind in the system's cache.
  await chmod(place, 0o711);
  const folder = values.folder ?? join(place, 'region');
  if (values.folder === undefined) await writeRegion(folder, Number(values.pupils));
  const server = await startEmbeddedServer({ folder: join(place, 'postgres') });
  try {
    const [product, floor] = [await databaseOf(server, 'product'), await databaseOf(server, 'floor')];
    const first = await importOnce(product, folder);
    const dumps = await dump(product, join(place, 'dump'));
    const copied = await copyIn(floor, dumps);
    const hashed = await readAndHash(folder);
    const again = await importOnce(product, folder);
    const rows = [
      line('first import', first.ms, 'COPY into the same tables', copied, first.peakMb),
      line('same folder again', again.ms, 'read and hash', hashed, again.peakMb),
    ];
    console.table(rows);
    await mkdir('bench/results', { recursive: true });
    await writeFile(
      'bench/results/roster-import.json',
      `${JSON.stringify({ pupils: values.pupils, rows }, null, 2)}\n`,
    );
  } finally {
    await server.stop();
    await rm(place, { recursive: true, force: true });
  }
}

function line(work: string, ms: number, floor: string, floorMs: number, peakMb: number) {
  const round = (value: number): number => Math.round(value);
  return {
    work,
    ms: round(ms),
    floor,
    floorMs: round(floorMs),
    ratio: Number((ms / floorMs).toFixed(2)),
    peakMb: round(peakMb),
  };
}

async function databaseOf(server: EmbeddedServer, name: string): Promise<{ app: string; owner: string }> {
  const admin = new pg.Client({ connectionString: server.url('perehod_owner', 'postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const urls = { app: server.url('perehod_app', name), owner: server.url('perehod_owner', name) };
  await migrate(urls.owner);
  return urls;
}

/** A process of its own, so that its memory is the import's. */
function importOnce(database: { app: string }, folder: string): Promise<Measured> {
  return new Promise((done, fail) => {
    const worker = fork(fileURLToPath(import.meta.url), ['--child', database.app, folder], {
      execArgv: process.execArgv,
    });
    let measured: Measured | undefined;
    worker.on('message', (message) => (measured = message as Measured));
    worker.once('exit', (code) => {
      if (measured !== undefined && code === 0) done(measured);
      else fail(new Error(`The import ended with ${code}`));
    });
  });
}

async function importInThisProcess(): Promise<void> {
  const [, , , url = '', folder = ''] = process.argv;
  const dataSource = await makeDataSource({ url, poolSize: 3, applicationName: 'bench' }).initialize();
  const imports = new ImportRoster(dataSource, snilsVaultOf(new PlatformSettings()), new SystemClock());
  const start = performance.now();
  const report = await imports.execute({ folder, dryRun: false, force: false, uploadedBy: 'bench' });
  const ms = performance.now() - start;
  if (report.state !== 'applied') throw new Error(`The import is ${report.state}`);
  process.send?.({ ms, peakMb: process.resourceUsage().maxRSS / 1024 } satisfies Measured);
  await dataSource.destroy();
}

async function dump(database: { owner: string }, folder: string): Promise<string> {
  await mkdir(folder);
  const client = new pg.Client({ connectionString: database.owner });
  await client.connect();
  for (const table of TABLES) {
    await pipeline(client.query(copyTo(`COPY ${table} TO STDOUT`)), createWriteStream(join(folder, table)));
  }
  await client.end();
  return folder;
}

async function copyIn(database: { app: string }, dumps: string): Promise<number> {
  const client = new pg.Client({ connectionString: database.app });
  await client.connect();
  const start = performance.now();
  await client.query('BEGIN');
  for (const table of TABLES) {
    await pipeline(createReadStream(join(dumps, table)), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
  }
  await client.query('COMMIT');
  const ms = performance.now() - start;
  await client.end();
  return ms;
}

async function readAndHash(folder: string): Promise<number> {
  const start = performance.now();
  for (const name of await readdir(folder)) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
    hash.digest();
  }
  return performance.now() - start;
}

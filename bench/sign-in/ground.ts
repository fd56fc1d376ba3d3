import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/platform/database/embedded-server.js';
import { prepareKeys, type StandKeys } from '../../src/stand/local/stand-keys.js';
import { readLogins } from './people.js';
import { Program } from './program.js';

export const ROOT = resolve(import.meta.dirname, '../..');
export const BUILT = join(ROOT, 'dist/src');

/** What all stretches of a bench stand on: a PostgreSQL with an imported region that nobody has signed in to yet. */
export interface Ground {
  readonly folder: string;
  readonly region: string;
  readonly postgres: EmbeddedServer;
  readonly postgresPid: number;
  readonly keys: StandKeys;
  /** People who may link. */
  readonly logins: readonly string[];
  readonly accounts: number;
  close(): Promise<void>;
}

/** The imported database; each stretch works on a copy of its own. */
const TEMPLATE = 'perehod';
/** The generated region has dirty rows on purpose: the import loads the rest and says so by this code. */
const LOADED_WITH_FAULTS = 3;

export interface GroundOptions {
  readonly pupils: number;
  /** Counts statements by pg_stat_statements. */
  readonly statements: boolean;
  readonly say: (line: string) => void;
}

export async function prepareGround({ pupils, statements, say }: GroundOptions): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // PostgreSQL may have to run as another user, who must get through here; else its data would be kept elsewhere and stay.
  await chmod(folder, 0o711);
  const postgres = await startPostgres(folder, statements);
  const close = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const region = join(folder, 'region');
    const today = new Date().toISOString().slice(0, 10);
    say(`Готовлю регион: ${pupils} учеников`);
    await Program.run({
      title: 'генератор региона',
      file: join(BUILT, 'stand/region/main.js'),
      args: ['--pupils', String(pupils), '--today', today, '--out', region],
    });
    const environment = {
      DATABASE_URL: postgres.url('perehod_app'),
      DATABASE_OWNER_URL: postgres.url('perehod_owner'),
    };
    await Program.run({ title: 'миграции', file: join(BUILT, 'commands/migrate.js'), environment });
    const importer = {
      title: 'загрузка',
      file: join(BUILT, 'commands/import.js'),
      args: [region],
      environment,
    };
    await Program.run(importer, [0, LOADED_WITH_FAULTS]);
    const accounts = await query<{ count: number }>(
      postgres.url('perehod_owner'),
      'ANALYZE; SELECT count(*)::int AS count FROM journal_accounts',
    );
    return {
      ...{ folder, region, postgres, close },
      postgresPid: Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]),
      keys: prepareKeys(join(folder, 'keys')),
      logins: readLogins(region),
      accounts: accounts[0]?.count ?? 0,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Durable, as in production: every commit waits for the disk. */
async function startPostgres(folder: string, statements: boolean): Promise<EmbeddedServer> {
  const options = { folder: join(folder, 'postgres') };
  const server = await startEmbeddedServer(options);
  if (!statements) return server;
  const url = server.url('perehod_owner', 'postgres');
  await query(url, `ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  await query(url, 'ALTER SYSTEM SET pg_stat_statements.track_planning = on');
  await server.stop();
  const again = await startEmbeddedServer(options);
  await query(again.url('perehod_owner', 'postgres'), 'CREATE EXTENSION pg_stat_statements');
  return again;
}

/** A fresh copy of the imported database. */
export async function copyDatabase({ postgres }: Ground, name: string): Promise<void> {
  const url = postgres.url('perehod_owner', 'postgres');
  await query(url, `DROP DATABASE IF EXISTS ${name}`);
  await query(url, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
}

/** Statements since the last call, the most frequent first. Needs {@link GroundOptions.statements}. */
export async function takeStatements({ postgres }: Ground, database: string) {
  const url = postgres.url('perehod_owner', 'postgres');
  const rows = await query<{ query: string; calls: number; ms: number; plan: number; plans: number }>(
    url,
    `SELECT query, calls::int, total_exec_time + total_plan_time AS ms, total_plan_time AS plan, plans::int FROM pg_stat_statements
       JOIN pg_database ON oid = dbid WHERE datname = '${database}' ORDER BY ms DESC`,
  );
  await query(url, 'SELECT pg_stat_statements_reset()');
  return rows;
}

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = (await client.query(sql)) as pg.QueryResult<Row> | pg.QueryResult<Row>[];
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
  } finally {
    await client.end();
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { ServerAccount } from './postgres-binaries.js';
import { identityOf, isAlive } from './server-users.js';

/** The two roles of the product's database: the owner migrates, the application works. */
export type DatabaseRole = 'perehod_owner' | 'perehod_app';

/** What a later start must know of the server: kept beside the data, readable by us only. */
export interface ServerCard {
  readonly port: number;
  readonly password: string;
}

export interface RunningServer {
  readonly card: ServerCard;
  /** The identity of its main process. */
  readonly postmaster: string;
}

/** Where the server's data and programs lie, and under which account it runs (null: ours). */
export interface ServerPlace {
  readonly folder: string;
  readonly home: string;
  readonly account: ServerAccount | null;
}

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;
/** SQLSTATE of a server that is starting or stopping. */
const CANNOT_CONNECT_NOW = '57P03';
/** Finds the server that runs on the folder, waiting for one that is still starting or already stopping. */
export async function findRunning(folder: string): Promise<RunningServer | null> {
  const cardFile = cardOf(folder);
  const pidFile = join(folder, 'data', 'postmaster.pid');
  if (!existsSync(pidFile) || !existsSync(cardFile)) return null;
  const postmaster = identityOf(Number.parseInt(await readFile(pidFile, 'utf8'), 10));
  const card = await readCard(cardFile);
  const begun = performance.now();
  while (postmaster !== null && isAlive(postmaster)) {
    const answer = await ask(card);
    if (answer === 'ready') return { card, postmaster };
    // Nobody listens: the number in the file belongs to some other process by now.
    if (performance.now() - begun > (answer === 'busy' ? READY_WITHIN_MS : 2_000)) return null;
    await pause();
  }
  return null;
}

export async function launchUntilReady(
  place: ServerPlace,
  card: ServerCard,
  durable: boolean,
): Promise<RunningServer['postmaster']> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const server = launch(place, card.port, durable);
    if (await becomesReady(server, card, deadline)) return identityOf(server.pid ?? 0) ?? '';
    const said = (await readFile(logOf(place.folder), 'utf8')).trim().slice(-4_000);
    // Processes of a killed server need a moment to notice that it is gone.
    const predecessorLingers = /shared memory block .* still in use/.test(said);
    if (!predecessorLingers || performance.now() > deadline) {
      throw new Error(`PostgreSQL не запустился. ${said}`);
    }
    await pause();
  }
}

/** The file of a server's card. */
export const cardOf = (folder: string): string => join(folder, 'server.json');

const logOf = (folder: string): string => join(folder, 'postgres.log');

/** Starts the server in a session of its own: it must not get our Ctrl-C, and it outlives us while others use it. */
function launch({ folder, home, account }: ServerPlace, port: number, durable: boolean): ChildProcess {
  const settings = {
    listen_addresses: HOST,
    port: String(port),
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logOf(folder), 'w', 0o600);
  const server = spawn(join(home, 'bin', 'postgres'), ['-D', join(folder, 'data'), ...flags], {
    ...account,
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['ignore', 'ignore', log],
  });
  closeSync(log);
  server.unref();
  return server;
}

async function becomesReady(server: ChildProcess, card: ServerCard, deadline: number): Promise<boolean> {
  const life = new AbortController();
  server.once('exit', () => life.abort());
  server.once('error', () => life.abort());
  while ((await ask(card)) !== 'ready') {
    if (life.signal.aborted) return false;
    if (performance.now() > deadline) {
      server.kill('SIGQUIT');
      return false;
    }
    await pause();
  }
  return !life.signal.aborted;
}

/** `busy`: it listens, and is starting or stopping. */
async function ask(card: ServerCard): Promise<'ready' | 'busy' | 'silent'> {
  const client = new pg.Client({
    connectionString: urlOf(card)('perehod_owner', 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return (error as { code?: string }).code === CANNOT_CONNECT_NOW ? 'busy' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function readCard(file: string): Promise<ServerCard> {
  return JSON.parse(await readFile(file, 'utf8')) as ServerCard;
}

/** The card appears whole or not at all: the password of the data is nowhere else. */
export async function writeCard(file: string, card: ServerCard): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(card), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

export function urlOf(card: ServerCard): (role: DatabaseRole, database?: string) => string {
  return (role, database = 'perehod') =>
    `postgres://${role}:${card.password}@${HOST}:${card.port}/${database}`;
}

export async function stopServer(postmaster: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(postmaster)) return;
    process.kill(Number.parseInt(postmaster, 10), signal);
    const deadline = performance.now() + STOP_WITHIN_MS;
    while (isAlive(postmaster) && performance.now() < deadline) await pause();
  }
}

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 50));

/** The wished port if nobody has it, else any free one. */
export async function freePort(wished: number): Promise<number> {
  const probe = createServer();
  try {
    await new Promise<void>((done, fail) => {
      probe.once('error', fail).listen(wished, HOST, done);
    });
  } catch (error) {
    if (wished === 0) throw error;
    return freePort(0);
  }
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('Система не дала свободного порта.');
  return address.port;
}

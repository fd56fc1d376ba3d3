import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { cacheFolder, isOpenToAll, locateBinaries, type ServerAccount } from './postgres-binaries.js';

/** The two roles of the product's database: the owner migrates, the application works. */
export type DatabaseRole = 'perehod_owner' | 'perehod_app';

/** A running PostgreSQL of our own, bound to the loop-back address. */
export interface EmbeddedServer {
  /** The connection string for one role; the database is `perehod` unless told. */
  url(role: DatabaseRole, database?: string): string;
  /** Stops the server if this call started it; a server found running is left alone. */
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** The folder that keeps the data between starts. */
  readonly folder: string;
  /** A server for tests gives up durability for speed. */
  readonly durable?: boolean;
  readonly onProgress?: (russian: string) => void;
}

/** What a later start must know of the server: kept beside the data, readable by us only. */
interface ServerCard {
  readonly port: number;
  readonly password: string;
}

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;
const run = promisify(execFile);

/**
 * Starts the PostgreSQL that npm brought, or joins the one that already runs on this folder. Works for an ordinary
 * user and for root, also where the folder lies below one that no other user may enter: then data and programs are
 * kept in a folder of the system, and `folder` is a link to it. Throws an Error in Russian when it can't.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const say = options.onProgress ?? (() => undefined);
  const account = await accountForServer();
  const binaries = await locateBinaries(account);
  const folder = await placeForData(resolve(options.folder), account);
  const cardFile = join(folder, 'server.json');
  const pidFile = join(folder, 'data', 'postmaster.pid');

  const running = await findRunning(cardFile, pidFile);
  if (running !== null) return { url: urlOf(running), stop: () => Promise.resolve() };

  if (!existsSync(join(folder, 'data', 'PG_VERSION'))) {
    say('Создаю базу данных');
    await initialise(folder, binaries.home, account);
  }
  const { password } = JSON.parse(await readFile(cardFile, 'utf8')) as ServerCard;
  const card: ServerCard = { port: await freePort(), password };
  await writeFile(cardFile, JSON.stringify(card), { mode: 0o600 });

  say('Запускаю PostgreSQL');
  const server = launch(folder, binaries.home, account, card.port, options.durable ?? true);
  await untilReady(server, card);
  await prepare(card);
  return { url: urlOf(card), stop: () => stop(server) };
}

/** Root may not run PostgreSQL, and PostgreSQL wants an account with a name: `nobody` has one everywhere. */
async function accountForServer(): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const entry = entries.find(([name]) => name === 'nobody') ?? entries.find(([, , uid]) => Number(uid) > 0);
  if (entry === undefined) {
    throw new Error('PostgreSQL не работает от имени root, а другой учётной записи в /etc/passwd нет.');
  }
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

async function placeForData(wanted: string, account: ServerAccount | null): Promise<string> {
  if (account === null) {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  await mkdir(dirname(wanted), { recursive: true });
  if (await isOpenToAll(dirname(wanted))) {
    await mkdir(wanted, { recursive: true, mode: 0o711 });
    await chmod(wanted, 0o711);
    return wanted;
  }
  const mark = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const place = join(await cacheFolder(), `data-${mark}`);
  await mkdir(place, { recursive: true, mode: 0o711 });
  if (!existsSync(wanted)) {
    await rm(wanted, { force: true });
    await symlink(place, wanted);
  }
  return place;
}

async function findRunning(cardFile: string, pidFile: string): Promise<ServerCard | null> {
  if (!existsSync(pidFile) || !existsSync(cardFile)) return null;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  if (!isAlive(pid)) return null;
  const card = JSON.parse(await readFile(cardFile, 'utf8')) as ServerCard;
  return (await answers(card)) ? card : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function initialise(folder: string, home: string, account: ServerAccount | null): Promise<void> {
  const data = join(folder, 'data');
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const secret = await mkdtemp(join(folder, 'secret-'));
  const passwordFile = join(secret, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== null) {
    for (const path of [data, secret, passwordFile]) await chown(path, account.uid, account.gid);
  }
  const flags = ['--username=perehod_owner', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'];
  try {
    await run(
      join(home, 'bin', 'initdb'),
      [`--pgdata=${data}`, `--pwfile=${passwordFile}`, '--no-sync', ...flags],
      { ...account, cwd: folder, env: { PATH: '/usr/bin:/bin' } },
    );
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? '';
    await rm(data, { recursive: true, force: true });
    throw new Error(`PostgreSQL не смог создать базу данных в ${data}. ${said.trim()}`, { cause: error });
  } finally {
    await rm(secret, { recursive: true, force: true });
  }
  await writeFile(join(folder, 'server.json'), JSON.stringify({ port: 0, password }), { mode: 0o600 });
}

function launch(
  folder: string,
  home: string,
  account: ServerAccount | null,
  port: number,
  durable: boolean,
): ChildProcess {
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
  return spawn(join(home, 'bin', 'postgres'), ['-D', join(folder, 'data'), ...flags], {
    ...account,
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function untilReady(server: ChildProcess, card: ServerCard): Promise<void> {
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const life = new AbortController();
  server.once('exit', () => life.abort());
  server.once('error', (error) => {
    said += error.message;
    life.abort();
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await answers(card))) {
    if (life.signal.aborted || performance.now() > deadline) {
      server.kill('SIGQUIT');
      throw new Error(`PostgreSQL не запустился. ${said.trim()}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function answers(card: ServerCard): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(card)('perehod_owner', 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function prepare(card: ServerCard): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(card)('perehod_owner', 'postgres') });
  await client.connect();
  try {
    const roles = await client.query(`SELECT 1 FROM pg_roles WHERE rolname = 'perehod_app'`);
    const verb = roles.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE perehod_app LOGIN PASSWORD ${client.escapeLiteral(card.password)}`);
    const databases = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'perehod'`);
    if (databases.rowCount === 0) await client.query('CREATE DATABASE perehod');
  } finally {
    await client.end();
  }
}

function urlOf(card: ServerCard): EmbeddedServer['url'] {
  return (role, database = 'perehod') =>
    `postgres://${role}:${card.password}@${HOST}:${card.port}/${database}`;
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  const late = setTimeout(() => server.kill('SIGQUIT'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(late);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => {
    probe.once('error', fail).listen(0, HOST, done);
  });
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('Система не дала свободного порта.');
  return address.port;
}

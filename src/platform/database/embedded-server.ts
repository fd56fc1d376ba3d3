import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { accountForServer, placeForData } from './data-place.js';
import { locateBinaries } from './postgres-binaries.js';
import {
  cardOf,
  type DatabaseRole,
  findRunning,
  freePort,
  launchUntilReady,
  readCard,
  type RunningServer,
  type ServerCard,
  type ServerPlace,
  stopServer,
  urlOf,
  writeCard,
} from './postmaster.js';
import { isAlive, ServerUsers } from './server-users.js';

/** A running PostgreSQL of our own, bound to the loop-back address. */
export interface EmbeddedServer {
  /** The connection string for one role; the database is `perehod` unless told. */
  url(role: DatabaseRole, database?: string): string;
  /** Starts the server again if it died; its addresses stay the same unless somebody took the port. */
  revive(): Promise<void>;
  /** Lets go of the server; it stops when no other process uses it. */
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** The folder that keeps the data between starts. */
  readonly folder: string;
  /** A server for tests gives up durability for speed. */
  readonly durable?: boolean;
  readonly onProgress?: (russian: string) => void;
}

const run = promisify(execFile);

/**
 * Starts the PostgreSQL that npm brought, or joins the one that already runs on this folder; the last process that
 * stops using it stops it. Works for an ordinary user and for root, also where the folder lies below one that no other
 * user may enter: then data and programs are kept in a folder of the system, and `folder` is a link to it. A server
 * that died is started again on the port that it had. Throws an Error in Russian when it can't.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const account = await accountForServer();
  const { home } = await locateBinaries(account);
  const folder = await placeForData(resolve(options.folder), account);
  const users = new ServerUsers(folder);
  const joinOrStart = (): Promise<RunningServer> =>
    users.alone(async () => {
      const found = (await findRunning(folder)) ?? (await startAnew({ folder, home, account }, options));
      users.enter();
      return found;
    });
  let running = await joinOrStart();
  const atExit = (): void => {
    if (users.leave() && isAlive(running.postmaster)) {
      process.kill(Number.parseInt(running.postmaster, 10), 'SIGINT');
    }
  };
  process.once('exit', atExit);
  return {
    url: (role, database) => urlOf(running.card)(role, database),
    revive: async () => {
      if (!isAlive(running.postmaster)) running = await joinOrStart();
    },
    stop: async () => {
      process.off('exit', atExit);
      await users.alone(async () => {
        if (users.leave()) await stopServer(running.postmaster);
      });
    },
  };
}

async function startAnew(place: ServerPlace, options: EmbeddedServerOptions): Promise<RunningServer> {
  const say = options.onProgress ?? (() => undefined);
  const cardFile = cardOf(place.folder);
  // The card is written after initdb: without it the data are half made and hold nothing yet.
  if (!existsSync(cardFile) || !existsSync(join(place.folder, 'data', 'PG_VERSION'))) {
    say('Создаю базу данных');
    await initialise(place);
  }
  const { password, port: last } = await readCard(cardFile);
  const card: ServerCard = { port: await freePort(last), password };
  await writeCard(cardFile, card);

  say('Запускаю PostgreSQL');
  const postmaster = await launchUntilReady(place, card, options.durable ?? true);
  await prepare(card);
  return { card, postmaster };
}

async function initialise({ folder, home, account }: ServerPlace): Promise<void> {
  const data = join(folder, 'data');
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const secret = join(folder, 'secret');
  await rm(secret, { recursive: true, force: true });
  await mkdir(secret, { mode: 0o700 });
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
  await writeCard(cardOf(folder), { port: 0, password });
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

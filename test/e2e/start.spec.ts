import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { settingsWithoutEsia } from '../support/esia-keys.js';
import { isAlive, postgresOf, removeStand, RunningStand, until } from '../support/stand.js';
import { freePort } from '../support/free-port.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const OWN_SECRET = 'a-secret-of-the-own-journal-0123456789';
const OWN_JOURNAL = {
  client_id: 'our-journal',
  client_name: 'Наш журнал',
  redirect_uris: ['http://localhost:3000/callback'],
  token_endpoint_auth_method: 'client_secret_basic',
};

const BUILT = resolve(import.meta.dirname, '../../dist/src');

/** Runs a built program to its end. */
async function run(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = start(file, environment);
  const gone = once(child, 'exit') as Promise<[number | null]>;
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const [code] = await gone;
  return { code, said: out + err };
}

function start(file: string, environment: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(BUILT, file)], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const textOf = async (stream: ChildProcess['stdout']): Promise<string> =>
  stream === null ? '' : await text(stream);

async function statusOf(url: string): Promise<number> {
  return await fetch(url).then(
    ({ status }) => status,
    () => 0,
  );
}

/** The processes that work for a folder, as the system tells: their command lines name it. */
function processesOf(folder: string, parent: number): number[] {
  const pids = [postgresOf(folder), ...childrenOf(parent)];
  return pids.filter((pid): pid is number => pid !== null);
}

function childrenOf(parent: number): number[] {
  const list = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8');
  return list.trim().split(/\s+/).filter(Boolean).map(Number);
}

describe('npm start, below a folder that no other user may enter', () => {
  let closed: string;
  let folder: string;
  let stand: RunningStand;

  beforeAll(async () => {
    closed = await mkdtemp(join(tmpdir(), 'perehod-closed-'));
    await chmod(closed, 0o700);
    folder = join(closed, 'clone', '.data');
    await mkdir(folder, { recursive: true });
    stand = await RunningStand.start(folder);
  });
  afterAll(async () => {
    await stand.interrupt();
    removeStand(folder);
    await rm(closed, { recursive: true, force: true });
  });

  it('works, for root too, and says where to go and as whom', () => {
    expect(stand.said).toContain(stand.addresses.journal);
    expect(stand.said).toMatch(/pupil10 +demo +\S/);
  });

  it('a second stand on the same folder is refused, and the first goes on', async () => {
    const { code, said } = await run('stand/start.js', { DATA_DIR: folder });
    expect(code).toBe(1);
    expect(said).toContain(`Стенд уже запущен (процесс ${stand.process.pid ?? 0})`);
    expect(await statusOf(`${stand.addresses.server}/readyz`)).toBe(200);
  });

  it('PostgreSQL killed under the server: the server lives, and is ready again when the database is', async () => {
    const postgres = postgresOf(folder) ?? 0;
    process.kill(postgres, 'SIGKILL');
    await until(() => postgresOf(folder) !== postgres);
    await until(async () => (await statusOf(`${stand.addresses.server}/readyz`)) === 200);
    expect(await statusOf(`${stand.addresses.server}/healthz`)).toBe(200);
  });

  it('kill -9 of the stand leaves no process, and the next start goes on with the data', async () => {
    const all = processesOf(folder, stand.process.pid ?? 0);
    expect(all.length).toBeGreaterThanOrEqual(5);
    stand.process.kill('SIGKILL');
    await until(() => !all.some(isAlive));

    stand = await RunningStand.start(folder);
    expect(stand.said).not.toContain('учебный регион');
    expect(await stand.interrupt()).toBe(0);
    expect(postgresOf(folder)).toBeNull();
  });

  it('JOURNAL_CLIENT_FILE registers that journal in the demo journal’s place, beside the contingent system of the stand', async () => {
    const file = join(closed, 'my-journal.json');
    await writeFile(file, JSON.stringify({ ...OWN_JOURNAL, client_secret: OWN_SECRET, internal_api: true }));
    stand = await RunningStand.start(folder, { JOURNAL_CLIENT_FILE: file });
    expect(stand.said).toContain('ваш журнал: http://localhost:3000');
    expect(await statusOf(stand.addresses.journal)).toBe(0);

    const ownToken = await tokenOf('demo-journal', OWN_SECRET, 'internal');
    expect(await statusWith(ownToken, 'policy?limit=1')).toBe(200);
    expect(await statusWith(ownToken, `roster-imports/${NOBODY}`)).toBe(403);

    const written = readFileSync(join(folder, 'stand', 'contingent.json'), 'utf8');
    const { clientId, clientSecret } = JSON.parse(written) as { clientId: string; clientSecret: string };
    const contingent = await tokenOf(clientId, clientSecret, 'roster');
    expect(await statusWith(contingent, `roster-imports/${NOBODY}`)).toBe(404);
    expect(await statusWith(contingent, 'policy?limit=1')).toBe(403);
    expect(await stand.interrupt()).toBe(0);
  });

  async function tokenOf(client: string, secret: string, scope: string): Promise<string> {
    const answer = await fetch(`${stand.addresses.server}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async function statusWith(token: string, path: string): Promise<number> {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${stand.addresses.server}/internal/v1/${path}`, { headers })).status;
  }
});

describe('npm start when a port is taken', () => {
  let folder: string;
  let occupant: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perehod-taken-'));
    occupant = createServer();
    await new Promise<void>((done) => occupant.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    occupant.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('says which one and how to choose another, and starts nothing', async () => {
    const address = occupant.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { code, said } = await run('stand/start.js', {
      DATA_DIR: folder,
      PORT: String(await freePort()),
      ESIA_PORT: String(port),
      JOURNAL_PORT: String(await freePort()),
      MESSAGES_PORT: String(await freePort()),
    });
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`Порт ${port} \\(эмулятор ЕСИА\\) занят.*ESIA_PORT=\\d+ npm start`));
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
  });
});

describe('the server by itself', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('in production it lists every missing setting at once, without a stack', async () => {
    const { code, said } = await run('main.js', { NODE_ENV: 'production' });
    expect(code).toBe(1);
    for (const key of [
      'PUBLIC_URL',
      'DATABASE_URL',
      'DATA_KEYS',
      'SNILS_INDEX_KEY',
      'LINK_CODE_KEY',
      'ESIA_URL',
      'OIDC_JWKS_FILE',
    ])
      expect(said).toContain(`${key}: в рабочей среде нужно задать значение`);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it('starts while ESIA is down; SIGTERM lets the begun request be answered, then it ends', async () => {
    const port = await freePort();
    const server = start('main.js', {
      ...settingsWithoutEsia(),
      DATABASE_URL: database.appUrl,
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
    });
    const url = `http://127.0.0.1:${port}/readyz`;
    await until(async () => (await statusOf(url)) === 200 || server.exitCode !== null);

    const gate = new pg.Client({ connectionString: database.ownerUrl });
    await gate.connect();
    await gate.query('BEGIN; LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE');
    const begun = statusOf(url);
    await until(async () => {
      const [row] = await database.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM migrations%'`,
      );
      return row?.waiting === 1;
    });
    const gone = once(server, 'exit') as Promise<[number | null]>;
    // Probes on a kept connection, one close behind the other, do not keep the server from stopping.
    const probed = until(async () => (await statusOf(url.replace('readyz', 'healthz'))) === 0, 0);
    server.kill('SIGTERM');
    await probed;
    await gate.query('COMMIT');
    await gate.end();

    expect(await begun).toBe(200);
    expect(await gone).toEqual([0, null]);
  });
});

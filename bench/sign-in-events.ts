import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../src/data-source.js';
import { type EmbeddedServer, startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { Log } from '../src/platform/logging/log.js';
import { createServer } from '../src/server.js';
import { readAllSettings } from '../src/settings.js';
import { settingsWithoutEsia } from '../test/support/esia-keys.js';
import { keepOutcomes, type Outcome } from './outcome.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/sign-in-events.ts

Сколько событий входа в секунду принимает POST /internal/v1/sign-in-events пачками по 1000 и то же самое второй раз (повтор).
Пол — COPY тех же строк в ту же таблицу с теми же индексами, без счёта дней и без HTTP. Журнал и сервер в одном процессе.

  --batches N    пачек (60)
  --accounts N   учётных записей (100000)
  --quick        5 пачек, 1000 записей
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    batches: { type: 'string' },
    accounts: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** scale.md: a region's busiest minutes. */
const TARGET_PER_SECOND = 2_000;
const BATCH = 1_000;
const DAY_MS = 86_400_000;
const SECRET = 'a-secret-of-the-bench-journal-0123456789';
const CODE = 'bench-journal';

type Event = Readonly<
  Record<'id' | 'account' | 'at' | 'method' | 'channel', string> & { succeeded: boolean }
>;

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const batches = Number(values.batches ?? (values.quick ? 5 : 60));
  const accounts = Number(values.accounts ?? (values.quick ? 1_000 : 100_000));
  const place = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // Else PostgreSQL, which is not root, could not come here, and its data would stay behind in the system's cache.
  await chmod(place, 0o711);
  const server = await startEmbeddedServer({ folder: join(place, 'postgres') });
  try {
    const [product, floor] = [
      await databaseOf(server, 'product', accounts),
      await databaseOf(server, 'floor', accounts),
    ];
    const events = Array.from({ length: batches }, () => aBatch(accounts));
    const floorRate = await copy(floor, events.flat());
    const { fresh, again } = await bring(product, place, events);
    const rows = [
      line('события входа, новые', fresh, floorRate),
      line('они же второй раз', again, floorRate),
    ];
    console.table(rows);
    await keepOutcomes('sign-in-events', rows, { batches, accounts });
  } finally {
    await server.stop();
    await rm(place, { recursive: true, force: true });
  }
}

function line(work: string, rate: number, floorRate: number): Outcome {
  return {
    work,
    floor: `${Math.round(floorRate)} строк/с (COPY)`,
    ours: `${Math.round(rate)} событий/с`,
    ratio: Number((rate / floorRate).toFixed(2)),
    target: `≥ ${TARGET_PER_SECOND} событий/с`,
    met: rate >= TARGET_PER_SECOND,
  };
}

/** A migrated database with a region of so many pupils' accounts, each with its credential, in waves that are cut over or not. */
async function databaseOf(
  server: EmbeddedServer,
  name: string,
  accounts: number,
): Promise<{ app: string; owner: string }> {
  const admin = new pg.Client({ connectionString: server.url('perehod_owner', 'postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const urls = { app: server.url('perehod_app', name), owner: server.url('perehod_owner', name) };
  await migrate(urls.owner);
  const owner = new pg.Client({ connectionString: urls.owner });
  await owner.connect();
  await owner.query(`
    INSERT INTO regions (code, name, time_zone) VALUES ('39', 'Область замера', 'Europe/Kaliningrad');
    INSERT INTO municipalities (region_id, source, source_id, oktmo, name, kind)
      SELECT id, 'bench', 'm', '27701000', 'Город', 'city_okrug' FROM regions;
    INSERT INTO schools (region_id, municipality_id, source, source_id, full_name, short_name, kind, founder_type)
      SELECT m.region_id, m.id, 'bench', no, 'Школа ' || no, 'Школа ' || no, 'secondary', 'municipal'
        FROM municipalities m, generate_series(0, 99) AS no;
    INSERT INTO journal_systems (region_id, code, name) SELECT id, '${CODE}', 'Журнал' FROM regions;
    INSERT INTO journal_accounts (region_id, journal_system_id, external_id, role, row_hash)
      SELECT s.region_id, s.id, 'a-' || no, 'student', '\\x00' FROM journal_systems s, generate_series(1, ${accounts}) AS no;
    INSERT INTO journal_account_schools (journal_account_id, school_id)
      SELECT a.id, s.id FROM journal_accounts a JOIN schools s ON s.source_id::int = substr(a.external_id, 3)::int % 100;
    INSERT INTO campaigns (region_id, journal_system_id, school_id, wave, phase, phase_since, cutover_on, announced_at)
      SELECT s.region_id, j.id, s.id, 'pupils_under14', 'soft_launch', now(), current_date + 25, now()
        FROM schools s, journal_systems j;
    INSERT INTO legacy_credentials (journal_account_id, region_id, journal_system_id, state, campaign_id, bucket, changed_at)
      SELECT a.id, a.region_id, a.journal_system_id, 'warned', c.id, 0, now()
        FROM journal_accounts a JOIN journal_account_schools s ON s.journal_account_id = a.id
        JOIN campaigns c ON c.school_id = s.school_id;
    SELECT keep_sign_in_event_months(now());
    ANALYZE;
  `);
  await owner.end();
  return urls;
}

/** Sign-ins of the last month, mostly of today: some people more than once, one in ten refused. */
function aBatch(accounts: number): readonly Event[] {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T;
  return Array.from({ length: BATCH }, () => {
    const ago = Math.random() < 0.8 ? Math.random() : Math.random() * 30;
    return {
      id: randomUUID(),
      account: `a-${1 + Math.floor(Math.random() * accounts)}`,
      at: new Date(Date.now() - ago * DAY_MS).toISOString(),
      method: pick(['password', 'password', 'esia', 'other']),
      channel: pick(['web', 'mobile', 'api', 'integration']),
      succeeded: Math.random() < 0.9,
    };
  });
}

/** Rows a second of COPY into the same table. */
async function copy(database: { app: string }, events: readonly Event[]): Promise<number> {
  const client = new pg.Client({ connectionString: database.app });
  await client.connect();
  const ids = await client.query<{ external_id: string; id: string; journal_system_id: string }>(
    'SELECT external_id, id, journal_system_id FROM journal_accounts',
  );
  const known = new Map(ids.rows.map((row) => [row.external_id, row]));
  const now = new Date().toISOString();
  const lines = events.map(({ id, account, at, method, channel, succeeded }) => {
    const { id: accountId = '\\N', journal_system_id: systemId = '' } = known.get(account) ?? {};
    return `${[systemId, id, at, accountId, account, method, channel, String(succeeded), now].join('\t')}\n`;
  });
  const began = performance.now();
  for (let from = 0; from < lines.length; from += BATCH) {
    await pipeline(
      Readable.from(lines.slice(from, from + BATCH)),
      client.query(
        copyFrom(`COPY sign_in_events (journal_system_id, event_id, at, journal_account_id, external_id, method, channel,
                                       succeeded, received_at) FROM STDIN`),
      ),
    );
  }
  const seconds = (performance.now() - began) / 1_000;
  await client.end();
  return events.length / seconds;
}

/** Events a second over HTTP, two calls at a time, first new and then known. */
async function bring(
  database: { app: string },
  place: string,
  batches: readonly (readonly Event[])[],
): Promise<{ readonly fresh: number; readonly again: number }> {
  const clients = join(place, 'clients.json');
  const client = {
    ...{ client_id: CODE, client_name: CODE, redirect_uris: ['http://localhost:9/callback'] },
    ...{ token_endpoint_auth_method: 'client_secret_basic', client_secret: SECRET, internal_api: true },
  };
  await writeFile(clients, JSON.stringify([client]));
  const environment = { NODE_ENV: 'test', ...settingsWithoutEsia(), OIDC_CLIENTS_FILE: clients };
  const app = await createServer({
    settings: readAllSettings(environment),
    databaseUrl: database.app,
    log: new Log('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  try {
    const token = await tokenOf(url);
    const bodies = batches.map((events) => JSON.stringify({ events }));
    const send = async (): Promise<number> => {
      const began = performance.now();
      const queue = [...bodies];
      const work = async (): Promise<void> => {
        for (let body = queue.shift(); body !== undefined; body = queue.shift()) await post(url, token, body);
      };
      await Promise.all([work(), work()]);
      return (batches.length * BATCH) / ((performance.now() - began) / 1_000);
    };
    return { fresh: await send(), again: await send() };
  } finally {
    await app.close();
  }
}

async function tokenOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${CODE}:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'internal' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function post(url: string, token: string, body: string): Promise<void> {
  const answer = await fetch(`${url}/internal/v1/sign-in-events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  const { refused } = (await answer.json()) as { refused?: readonly unknown[] };
  if (answer.status !== 200 || refused?.length !== 0)
    throw new Error(`The batch was answered ${answer.status}`);
}

import 'reflect-metadata';
import { hash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { VerifyChain } from '../src/audit/index.js';
import { ChainRepository } from '../src/audit/store/chain.repository.js';
import { makeDataSource, migrate } from '../src/data-source.js';
import { startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { keepOutcomes, type Outcome } from './outcome.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/audit.ts

Сколько записей аудита в секунду пишется, входит в цепочку и проверяется. Пол записи — INSERT тех же строк в такую же таблицу
без триггера; пол цепочки — те же строки, прочитанные и хешированные одной командой SQL; пол проверки — те же строки,
прочитанные порциями и хешированные SHA-256 в Node.

  --events N     записей (500000)
  --quick        20000 записей
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Rows of one statement: a busy moment's acts. */
const BATCH = 100;
const COLUMNS = 'region_id, at, actor_kind, actor_id, action, subject_kind, subject_id, facts, trace_id';
const ROWS = `SELECT gen_random_uuid(), now() - no * interval '1 ms', 'administrator', gen_random_uuid()::text, 'person.card_read',
  'person', gen_random_uuid()::text, jsonb_build_object('schoolId', gen_random_uuid(), 'n', no), gen_random_uuid()::text
  FROM generate_series(1, ${BATCH}) AS no`;

if (values.help) console.log(HELP);
else await main(Number(values.events ?? (values.quick ? 20_000 : 500_000)));

async function main(events: number): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // Else PostgreSQL, which is not root, could not come here, and its data would stay behind in the system's cache.
  await chmod(place, 0o711);
  const server = await startEmbeddedServer({ folder: join(place, 'postgres') });
  const url = server.url('perehod_owner');
  try {
    await migrate(url);
    const owner = new pg.Client({ connectionString: url });
    await owner.connect();
    const rows = await measure(owner, url, events);
    await owner.end();
    console.table(rows);
    await keepOutcomes('audit', rows, { events });
  } finally {
    await server.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function measure(owner: pg.Client, url: string, events: number): Promise<Outcome[]> {
  await owner.query(`
    CREATE TABLE floor_events (LIKE audit_events INCLUDING ALL);
  `);
  const write = (table: string) =>
    rateOf(events, async () => {
      for (let done = 0; done < events; done += BATCH)
        await owner.query(`INSERT INTO ${table} (${COLUMNS}) ${ROWS}`);
    });
  const floorWrites = await write('floor_events');
  const writes = await write('audit_events');
  await owner.query('ANALYZE audit_events; ANALYZE audit_waiting');

  const dataSource = makeDataSource({ url, poolSize: 2, applicationName: 'perehod-bench' });
  await dataSource.initialize();
  const chain = new ChainRepository();
  const floorSeals = await rateOf(events, () =>
    owner.query('SELECT count(sha256(audit_event_content(e))) FROM audit_events e'),
  );
  const seals = await rateOf(events, async () => {
    while ((await chain.seal(dataSource.manager, 2_000)) > 0);
  });
  const floorVerifies = await rateOf(events, () => hashAll(owner));
  const verifies = await rateOf(events, async () => {
    const { faultCount, events: seen } = await new VerifyChain(dataSource, chain).execute();
    if (faultCount > 0 || seen !== events)
      throw new Error(`the chain of the bench is not whole: ${faultCount}`);
  });
  await dataSource.destroy();
  return [
    line('запись', 'INSERT без триггера', writes, floorWrites, 0.4),
    line('цепочка', 'SHA-256 тех же строк в SQL', seals, floorSeals, 0.2),
    line('проверка', 'чтение и SHA-256 в Node', verifies, floorVerifies, 0.3),
  ];
}

/** Reads every row by pages and hashes its text: what no verification can do without. */
async function hashAll(client: pg.Client): Promise<void> {
  for (let last = 0; ;) {
    const { rows } = await client.query<{ id: number; row: string }>(
      'SELECT id, e::text AS row FROM audit_events e WHERE id > $1 ORDER BY id LIMIT 20000',
      [last],
    );
    for (const { row } of rows) hash('sha256', row, 'hex');
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

async function rateOf(events: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (events * 1_000) / (performance.now() - began);
}

/** The targets are our own: a chain must cost no more than a few times the plain work. */
function line(work: string, floor: string, rate: number, floorRate: number, least: number): Outcome {
  const ratio = Number((rate / floorRate).toFixed(2));
  return {
    work: `аудит: ${work}`,
    floor: `${Math.round(floorRate)} записей/с (${floor})`,
    ours: `${Math.round(rate)} записей/с`,
    ratio,
    target: `≥ ${least}`,
    met: ratio >= least,
  };
}

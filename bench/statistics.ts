import 'reflect-metadata';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../src/data-source.js';
import { type EmbeddedServer, startEmbeddedServer } from '../src/platform/database/embedded-server.js';
import { keepOutcomes, type Outcome } from './outcome.js';
import { fillRegion } from './statistics/fill.js';
import { type ReadingTimes, timeReadings } from './statistics/readings.js';
import { type SnapshotTimes, timeSnapshots } from './statistics/snapshots.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/statistics.ts

Снимок дня (все показатели, все уровни, с записью) рядом с теми же числами одним запросом, написанным руками; чтение любого
уровня и истории по HTTP рядом с выборкой одной строки по ключу по HTTP. База заполняется сама.

  --pupils A,B   учеников в области (325000); 1000000 заполняется около получаса
  --runs N       сколько раз мерить пол и нас по очереди; итог — медиана отношений (3)
  --days N       сколько дней истории (365)
  --requests N   сколько запросов каждого вида (200)
  --quick        5000 учеников, один раз, 40 дней, 20 запросов
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    pupils: { type: 'string' },
    runs: { type: 'string' },
    days: { type: 'string' },
    requests: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** quality.md: the daily snapshot, pages and pulls, cost per pupil. */
const MOST_RATIO = 2;
const MOST_P95_MS = 50;
const MOST_GROWTH = 1.2;

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const number = (text: string | undefined, usual: number, quick: number) =>
    Number(text ?? (values.quick ? quick : usual));
  const sizes = (values.pupils ?? (values.quick ? '5000' : '325000')).split(',').map(Number);
  const plan = {
    runs: number(values.runs, 3, 1),
    days: number(values.days, 365, 40),
    requests: number(values.requests, 200, 20),
  };
  const place = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  // Else PostgreSQL, which is not root, could not come here, and its data would stay behind in the system's cache.
  await chmod(place, 0o711);
  const server = await startEmbeddedServer({ folder: join(place, 'postgres') });
  try {
    const found: { snapshot: SnapshotTimes; readings: readonly ReadingTimes[] }[] = [];
    for (const pupils of sizes) found.push(await measure(server, pupils, plan));
    const rows = found.flatMap(({ snapshot, readings }) => [
      lineOf(snapshot),
      ...readings.map((reading) => lineOfReading(reading, snapshot.pupils)),
    ]);
    const [smallest, ...larger] = found.map(({ snapshot }) => snapshot);
    if (smallest !== undefined) rows.push(...larger.map((one) => lineOfGrowth(smallest, one)));
    console.table(rows);
    await keepOutcomes('statistics', rows, { sizes, plan, load: loadavg(), found });
  } finally {
    await server.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function measure(
  server: EmbeddedServer,
  pupils: number,
  plan: { readonly runs: number; readonly days: number; readonly requests: number },
): Promise<{ snapshot: SnapshotTimes; readings: readonly ReadingTimes[] }> {
  const name = `statistics_${pupils}`;
  const admin = new pg.Client({ connectionString: server.url('perehod_owner', 'postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const urls = { app: server.url('perehod_app', name), owner: server.url('perehod_owner', name) };
  await migrate(urls.owner);
  const owner = new pg.Client({ connectionString: urls.owner });
  await owner.connect();
  try {
    return await measureIn(owner, urls, pupils, plan);
  } finally {
    await owner.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
}

async function measureIn(
  owner: pg.Client,
  urls: { readonly app: string; readonly owner: string },
  pupils: number,
  plan: { readonly runs: number; readonly days: number; readonly requests: number },
): Promise<{ snapshot: SnapshotTimes; readings: readonly ReadingTimes[] }> {
  const began = performance.now();
  await fillRegion(owner, pupils);
  console.log(`${pupils} учеников заполнены за ${Math.round((performance.now() - began) / 1000)} с`);
  const snapshot = await timeSnapshots(urls, owner, pupils, plan.runs);
  const readings = await timeReadings(urls, owner, plan);
  return { snapshot, readings };
}

function lineOf({ pupils, oursMs, floorMs, ratio }: SnapshotTimes): Outcome {
  return {
    ...{ work: `снимок дня, ${pupils} учеников`, floor: `${floorMs} мс`, ours: `${oursMs} мс`, ratio },
    ...{ target: `≤ ${MOST_RATIO} ×`, met: ratio <= MOST_RATIO },
  };
}

function lineOfReading({ name, p50, p95, floorP95 }: ReadingTimes, pupils: number): Outcome {
  return {
    ...{
      work: `${name}, ${pupils} учеников`,
      floor: `p95 ${floorP95} мс`,
      ours: `p50 ${p50}, p95 ${p95} мс`,
    },
    ...{
      ratio: Number((p95 / floorP95).toFixed(1)),
      target: `p95 < ${MOST_P95_MS} мс`,
      met: p95 < MOST_P95_MS,
    },
  };
}

/** What a pupil costs in the larger region, ours against the floor's. */
function lineOfGrowth(small: SnapshotTimes, large: SnapshotTimes): Outcome {
  const growth = (key: 'oursMs' | 'floorMs') => large[key] / large.pupils / (small[key] / small.pupils);
  const ratio = Number((growth('oursMs') / growth('floorMs')).toFixed(2));
  return {
    work: `цена снимка на ученика, ${small.pupils} → ${large.pupils}`,
    ...{ floor: `× ${growth('floorMs').toFixed(2)}`, ours: `× ${growth('oursMs').toFixed(2)}`, ratio },
    ...{ target: `≤ ${MOST_GROWTH} ×`, met: ratio <= MOST_GROWTH },
  };
}

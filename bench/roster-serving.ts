import 'reflect-metadata';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepOutcomes, type Outcome } from './outcome.js';
import { writeRegion } from './roster-input.js';
import { stepAhead } from './serving/ahead.js';
import { type Ask, askSteadily, p50, p95, type Stretch } from './serving/load.js';
import { adopt, importThroughServer } from './serving/upload.js';
import { type Ground, prepareGround } from './sign-in/ground.js';
import { readMeters, spentBetween } from './sign-in/meters.js';
import { CORES } from './sign-in/processes.js';
import { startStand, type Stand } from './sign-in/stand.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/roster-serving.ts

Что чувствуют входящие, пока сервер загружает контингент: p95 ровной лёгкой нагрузки до загрузки, во время и после.
Пол — тот же сервер в том же прогоне без загрузки. Нужна сборка (npm run build).

  --pupils A,B   учеников в загружаемых файлах (5000,20000)
  --runs N       сколько раз мерить каждую величину; итог — медиана отношений (3)
  --rate N       запросов в секунду (50)
  --seconds N    сколько мерить без загрузки, до неё и после (20)
  --ahead        встать впереди соседей по машине (только root на Linux): меньше чужого шума
  --quick        1000 учеников, один раз
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    pupils: { type: 'string' },
    runs: { type: 'string' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string' },
    ahead: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** quality.md: while serving, the hot path's p95 grows by a fifth at most. */
const MOST_GROWTH = 0.2;
/** Of the journal systems that the bench's region knows. */
const SOURCE = 'bench';

interface Figures {
  readonly pupils: number;
  readonly importSeconds: number;
  readonly before: Waits;
  readonly during: Waits;
  readonly after: Waits;
  /** p95 with the import over the mean of the two without. */
  readonly growth: number;
  readonly growthOf: Readonly<Record<string, number>>;
  readonly othersShare: number;
  readonly loadAverage: number;
}

interface Waits {
  readonly p50: number;
  readonly p95: number;
  readonly requests: number;
  readonly wrong: number;
}

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const sizes = (values.pupils ?? (values.quick ? '1000' : '5000,20000')).split(',').map(Number);
  const runs = Number(values.runs ?? (values.quick ? 1 : 3));
  const ground = await prepareGround({ pupils: 2000, statements: false, say: (line) => console.log(line) });
  const ahead = values.ahead ? stepAhead(ground.postgresPid) : null;
  const all: Figures[] = [];
  const rows: Outcome[] = [];
  try {
    for (const pupils of sizes) {
      const folder = join(ground.folder, `files-${pupils}`);
      await writeRegion(folder, pupils);
      await adopt(ground.postgres.url('perehod_app'), folder, SOURCE);
      const found: Figures[] = [];
      for (let run = 0; run < runs; run += 1) {
        const figures = await measureOnce(ground, folder, pupils);
        console.log(describe(figures));
        found.push(figures);
      }
      all.push(...found);
      rows.push(outcomeOf(pupils, found));
    }
  } finally {
    ahead?.stop();
    await ground.close();
  }
  console.table(rows);
  await keepOutcomes('roster-serving', rows, { rate: Number(values.rate), results: all });
}

async function measureOnce(ground: Ground, folder: string, pupils: number): Promise<Figures> {
  const stand = await startStand(ground, {
    ...{ tokenAlgorithm: 'RS256', server: 'product', database: 'serving', instances: 1, node: [] },
  });
  try {
    const asks = await asksOf(stand);
    const rate = Number(values.rate);
    const still = Number(values.seconds ?? (values.quick ? 5 : 20));
    const askFor = (seconds: number) => {
      const end = performance.now() + seconds * 1000;
      return askSteadily(stand.sites.server, asks, rate, () => performance.now() >= end);
    };
    await askFor(8);
    const meterBefore = await readMeters(stand.meters);
    const begun = performance.now();
    const before = await askFor(still);
    const url = ground.postgres.url('perehod_app', 'serving');
    let ended = false;
    let asked: Promise<Stretch> | undefined;
    const onBegin = (): void => {
      asked = askSteadily(stand.sites.server, asks, rate, () => ended);
    };
    const ran = await importThroughServer(url, folder, SOURCE, onBegin).finally(() => (ended = true));
    const during = await asked;
    if (during === undefined) throw new Error('Загрузка не началась');
    if (ran.state !== 'applied') throw new Error(`Загрузка: ${ran.state}`);
    const after = await askFor(still);
    const spent = spentBetween(meterBefore, await readMeters(stand.meters));
    const seconds = (performance.now() - begun) / 1000;
    return {
      pupils,
      importSeconds: round(ran.seconds, 1),
      ...{ before: waitsOf(before), during: waitsOf(during), after: waitsOf(after) },
      growth: growth(before.ms, during.ms, after.ms),
      growthOf: Object.fromEntries(
        asks.map(({ name }) => [
          name,
          growth(before.byName[name] ?? [], during.byName[name] ?? [], after.byName[name] ?? []),
        ]),
      ),
      othersShare: round(spent.others / (seconds * CORES), 2),
      loadAverage: round(loadavg()[0] ?? 0, 1),
    };
  } finally {
    await stand.stop();
  }
}

/** A call of an e-journal's server with its token, the beginning of a sign-in, and a single SELECT. */
async function asksOf({ sites }: Stand): Promise<readonly Ask[]> {
  const answer = await fetch(`${sites.server}/oidc/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`demo-journal:${sites.journalSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=internal',
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`Журнал не получил маркер: ${answer.status}`);
  const claim = { proof: 'a.b.c' };
  return [
    {
      name: 'internal/v1',
      path: '/internal/v1/link-claims',
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(claim),
      status: 400,
    },
    { name: 'account/sign-in', path: '/account/sign-in', method: 'GET', status: 303 },
    { name: 'readyz', path: '/readyz', method: 'GET', status: 200 },
  ];
}

function outcomeOf(pupils: number, found: readonly Figures[]): Outcome {
  const middle = (pick: (figures: Figures) => number): number =>
    median(found.map((figures) => pick(figures)));
  const ratio = round(1 + middle(({ growth: rise }) => rise), 2);
  return {
    work: `p95 during the import of ${pupils} pupils (${round(
      middle(({ importSeconds }) => importSeconds),
      0,
    )} s)`,
    floor: `${round(
      middle(({ before, after }) => (before.p95 + after.p95) / 2),
      1,
    )} мс`,
    ours: `${round(
      middle(({ during }) => during.p95),
      1,
    )} мс`,
    ratio,
    target: `≤ ${1 + MOST_GROWTH} ×`,
    met: ratio <= 1 + MOST_GROWTH,
  };
}

function describe(of: Figures): string {
  const shown = ({ p50: middle, p95: high, wrong }: Waits) =>
    `p50 ${middle} p95 ${high} мс${wrong > 0 ? `, не тех ответов ${wrong}` : ''}`;
  const each = Object.entries(of.growthOf).map(([name, rise]) => `${name} ${percent(rise)}`);
  return [
    `${of.pupils} учеников: загрузка ${of.importSeconds} с; до: ${shown(of.before)}; во время: ${shown(of.during)}; после: ${shown(of.after)}`,
    `    p95 ${percent(of.growth)} (${each.join(', ')}); чужие программы ${Math.round(of.othersShare * 100)} % машины, средняя нагрузка ${of.loadAverage}`,
  ].join('\n');
}

function waitsOf({ ms, requests, wrong }: Stretch): Waits {
  return { p50: round(p50(ms), 2), p95: round(p95(ms), 2), requests, wrong };
}

function growth(before: readonly number[], during: readonly number[], after: readonly number[]): number {
  const still = (p95(before) + p95(after)) / 2;
  return round(p95(during) / still - 1, 3);
}

function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.round(Math.abs(share) * 100)} %`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]];
  return (low + high) / 2;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

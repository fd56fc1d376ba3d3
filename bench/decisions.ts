import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { besideFloor, type FilledServer, onFilledServer } from './decisions/beside-floor.js';
import { accountOf, rush } from './decisions/rush.js';
import { keepOutcomes, type Outcome } from './outcome.js';
import { stepAhead } from './serving/ahead.js';
import { askSteadily, p50, p95 } from './serving/load.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/decisions.ts

Решения о входе по паролю (POST /internal/v1/sign-in-decisions) рядом с полом: голые node:http и pg, которые читают тот же
запрос и делают одну подготовленную выборку одной строки. Сервер, пол и PostgreSQL — отдельные процессы. Нужна сборка.

  --accounts A,B   учётных записей в базе (10000); 10000000 заполняется около получаса и занимает 15 ГБ
  --runs N         сколько раз мерить пол и нас по очереди; итог — медиана отношений (5)
  --seconds N      сколько секунд мерить каждый отрезок (5)
  --connections N  сколько спрашивающих одновременно (48)
  --rate N         ровная нагрузка, на которой меряется p95, в секунду (500)
  --ahead          встать впереди соседей по машине (только root на Linux): меньше чужого шума
  --quick          один раз по две секунды
  --help           эта справка`;

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string', default: '48' },
    rate: { type: 'string', default: '500' },
    ahead: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** quality.md: the hot path. */
const LEAST_RATIO = 0.6;
const MOST_P95_MS = 50;
/** «Flat»: with a thousand times the accounts no more than a fifth is lost. */
const LEAST_FLAT = 0.8;

interface Figures {
  readonly accounts: number;
  readonly floorPerSecond: number;
  readonly oursPerSecond: number;
  readonly ratio: number;
  readonly p50: number;
  readonly p95: number;
  readonly floorP95: number;
  readonly decisions: Readonly<Record<string, number>>;
  readonly loadAverage: number;
}

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const found: Figures[] = [];
  for (const size of values.accounts.split(',').map(Number)) found.push(await onGround(size));
  const rows = found.flatMap(outcomesOf);
  const [small, large] = [found[0], found.at(-1)];
  if (small !== undefined && large !== undefined && large !== small) rows.push(flatness(small, large));
  console.table(rows);
  await keepOutcomes('decisions', rows, { rate: Number(values.rate), results: found });
}

function onGround(accounts: number): Promise<Figures> {
  const stepsAhead = (folder: string) => {
    const pid = Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    return values.ahead ? stepAhead(pid) : null;
  };
  return onFilledServer(accounts, (server) => measure(server, accounts), stepsAhead);
}

function measure(server: FilledServer, accounts: number): Promise<Figures> {
  return besideFloor(server, async ({ floorUrl, oursUrl, headers }) => {
    const runs = Number(values.runs ?? (values.quick ? 1 : 5));
    const seconds = Number(values.seconds ?? (values.quick ? 2 : 5));
    const load = { headers, accounts, connections: Number(values.connections), seconds };
    const pairs: { floor: number; ours: number }[] = [];
    let decisions: Readonly<Record<string, number>> = {};
    for (let run = -1; run < runs; run += 1) {
      const first = await rush({ ...load, server: floorUrl });
      const second = await rush({ ...load, server: oursUrl });
      if (first.wrong + second.wrong > 0) throw new Error(`Не тот ответ: ${first.wrong}, ${second.wrong}`);
      decisions = second.decisions;
      console.log(
        `  пол ${Math.round(first.perSecond)}/с, у нас ${Math.round(second.perSecond)}/с${run < 0 ? ' (разогрев)' : ''}`,
      );
      if (run >= 0) pairs.push({ floor: first.perSecond, ours: second.perSecond });
    }
    const steadyFloor = await steadily(floorUrl, headers, accounts, seconds);
    const steady = await steadily(oursUrl, headers, accounts, seconds);
    console.log(
      `  ровно ${values.rate}/с: p50 ${p50(steady).toFixed(2)} мс, p95 ${p95(steady).toFixed(2)} мс`,
    );
    return {
      accounts,
      floorPerSecond: Math.round(median(pairs.map((pair) => pair.floor))),
      oursPerSecond: Math.round(median(pairs.map((pair) => pair.ours))),
      ratio: round(median(pairs.map((pair) => pair.ours / pair.floor)), 2),
      p50: round(p50(steady), 2),
      p95: round(p95(steady), 2),
      floorP95: round(p95(steadyFloor), 2),
      decisions,
      loadAverage: round(loadavg()[0] ?? 0, 1),
    };
  });
}

async function steadily(
  server: string,
  headers: Readonly<Record<string, string>>,
  accounts: number,
  seconds: number,
): Promise<readonly number[]> {
  const asks = Array.from({ length: 997 }, (_, call) => ({
    name: 'decision',
    path: '/internal/v1/sign-in-decisions',
    method: 'POST' as const,
    headers,
    body: JSON.stringify({ account: accountOf(call * 31, accounts), channel: 'web' }),
    status: 200,
  }));
  const end = performance.now() + seconds * 2_000;
  const { ms, wrong } = await askSteadily(server, asks, Number(values.rate), () => performance.now() >= end);
  if (wrong > 0) throw new Error(`Не тех ответов: ${wrong}`);
  return ms;
}

function outcomesOf({
  accounts,
  floorPerSecond,
  oursPerSecond,
  ratio,
  p95: high,
  floorP95,
}: Figures): Outcome[] {
  return [
    {
      work: `sign-in decisions, ${accounts} accounts`,
      floor: `${floorPerSecond}/с`,
      ours: `${oursPerSecond}/с`,
      ratio,
      target: `≥ ${LEAST_RATIO} ×`,
      met: ratio >= LEAST_RATIO,
    },
    {
      work: `p95 at ${values.rate}/s, ${accounts} accounts`,
      floor: `${floorP95} мс`,
      ours: `${high} мс`,
      ratio: null,
      target: `< ${MOST_P95_MS} мс`,
      met: high < MOST_P95_MS,
    },
  ];
}

/** The floor grows and shrinks with the machine, so its ratio is what is compared. */
function flatness(small: Figures, large: Figures): Outcome {
  const ratio = round(large.ratio / small.ratio, 2);
  return {
    work: `the same with ${large.accounts} accounts as with ${small.accounts}`,
    floor: `${small.ratio} ×`,
    ours: `${large.ratio} ×`,
    ratio,
    target: `≥ ${LEAST_FLAT} ×`,
    met: ratio >= LEAST_FLAT,
  };
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

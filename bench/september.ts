import 'reflect-metadata';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { besideFloor, type FilledServer, onFilledServer } from './decisions/beside-floor.js';
import { accountOf } from './decisions/rush.js';
import { keepOutcomes, type Outcome } from './outcome.js';
import { askSteadily, p50, p95, type Stretch } from './serving/load.js';
import { quantile } from './sign-in/load.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/september.ts

Первый понедельник сентября (OPS-06): решения о входе ровным потоком, ступень за ступенью, как растёт утро области на 325 000
учеников, рядом с полом (голые node:http и pg) на той же ступени. Всё своё и на 127.0.0.1: адреса чужого сервера не принимает.
Нужна сборка.

  --accounts N   учётных записей в базе (770000 — область; 100000 без ключа)
  --seconds N    сколько секунд длится ступень, не больше 300 (20)
  --quick        ступени по две секунды, 10000 записей
  --help         эта справка`;

const { values } = parseArgs({
  options: {
    accounts: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Sign-ins a second: the model of a region of 325 thousand pupils, then the targets (scale.md, h.3 and h.4). */
const MORNING = [
  { name: 'обычный понедельник, всплеск', rate: 52 },
  { name: 'первый понедельник сентября', rate: 96 },
  { name: 'день после отключения', rate: 135 },
  { name: 'цель: ровно', rate: 500 },
  { name: 'цель: всплеск на минуту', rate: 1_500 },
] as const;

/** scale.md, h.4. */
const MOST = { p95: 50, p99: 150, wrongShare: 0.0001 };
const LONGEST_STEP_SECONDS = 300;

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const accounts = Number(values.accounts ?? (values.quick ? 10_000 : 100_000));
  const seconds = Math.min(LONGEST_STEP_SECONDS, Number(values.seconds ?? (values.quick ? 2 : 20)));
  const rows = await onFilledServer(accounts, (server) => morning(server, accounts, seconds));
  console.table(rows);
  await keepOutcomes('september', rows, { accounts, seconds, loadAverage: loadavg()[0] ?? 0 });
}

function morning(server: FilledServer, accounts: number, seconds: number): Promise<Outcome[]> {
  return besideFloor(server, async ({ floorUrl, oursUrl, headers }) => {
    const step = (server: string, rate: number, length: number): Promise<Stretch> =>
      ask(server, headers, accounts, rate, length);
    await step(oursUrl, 100, 1);
    const rows: Outcome[] = [];
    for (const { name, rate } of MORNING) {
      const [least, found] = [await step(floorUrl, rate, seconds), await step(oursUrl, rate, seconds)];
      console.log(`  ${name}, ${rate}/с: p50 ${ms(p50(found.ms))}, p99 ${ms(quantile(found.ms, 0.99))}`);
      rows.push(outcomeOf(`${name}, ${rate}/с`, least, found));
    }
    return rows;
  });
}

/** Accounts come in a scattered order, as a morning's people do. */
function ask(
  server: string,
  headers: Readonly<Record<string, string>>,
  accounts: number,
  rate: number,
  seconds: number,
): Promise<Stretch> {
  const asks = Array.from({ length: 997 }, (_, call) => ({
    name: 'decision',
    path: '/internal/v1/sign-in-decisions',
    method: 'POST' as const,
    headers,
    body: JSON.stringify({ account: accountOf(call * 31, accounts), channel: 'web' }),
    status: 200,
  }));
  const end = performance.now() + seconds * 1_000;
  return askSteadily(server, asks, rate, () => performance.now() >= end);
}

function outcomeOf(work: string, floor: Stretch, ours: Stretch): Outcome {
  const [high, highest, wrong] = [p95(ours.ms), quantile(ours.ms, 0.99), ours.wrong / ours.requests];
  return {
    work,
    floor: `p95 ${ms(p95(floor.ms))}`,
    ours: `p95 ${ms(high)}, p99 ${ms(highest)}, не тех ${ours.wrong} из ${ours.requests}`,
    ratio: null,
    target: `p95 < ${MOST.p95} мс, p99 < ${MOST.p99} мс, ошибок < ${MOST.wrongShare * 100} %`,
    met: high < MOST.p95 && highest < MOST.p99 && wrong < MOST.wrongShare,
  };
}

function ms(value: number): string {
  return `${value.toFixed(1)} мс`;
}

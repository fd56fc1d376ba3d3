import { parseArgs } from 'node:util';
import { keepOutcomes } from './outcome.js';
import { type Ground, prepareGround, takeStatements } from './sign-in/ground.js';
import { type Measured, measure } from './sign-in/load.js';
import { describe, type Figures, figuresOf } from './sign-in/figures.js';
import { outcomesOf } from './sign-in/outcomes.js';
import { startStand, type StandOptions, type TokenAlgorithm } from './sign-in/stand.js';
import { Network } from './sign-in/visitor.js';

const HELP = `node --import ./test/support/typescript-hooks.js bench/sign-in.ts

Полный вход через ЕСИА: журнал → ЕСИА → «Это я» → журнал с id_token. Нужна сборка (npm run build).
Сервер, эмулятор ЕСИА и PostgreSQL — отдельные процессы; люди и журнал — этот процесс.

  --pupils N        учеников в регионе (5000)
  --flat-pupils N   второй, большой регион: вход не должен дорожать с числом учётных записей (0 — не мерить)
  --seconds N       сколько секунд мерить каждый отрезок (20)
  --warm-up N       сколько секунд разогрева перед ним (5)
  --concurrency N   сколько человек входит одновременно (24)
  --instances N     сколько процессов сервера на одной базе (2: по ядру на каждый)
  --algorithms A,B  чем подписаны маркеры (RS256,GOST3410_2012_256)
  --quick           по 5 секунд, без большого региона: показать, что всё работает
  --statements      считать обращения к базе (pg_stat_statements)
  --profile ПАПКА   профиль процессора сервера (--cpu-prof)
  --help            эта справка`;

const { values } = parseArgs({
  options: {
    pupils: { type: 'string', default: '5000' },
    'flat-pupils': { type: 'string', default: '45000' },
    seconds: { type: 'string' },
    'warm-up': { type: 'string' },
    concurrency: { type: 'string', default: '24' },
    instances: { type: 'string', default: '2' },
    algorithms: { type: 'string', default: 'RS256,GOST3410_2012_256' },
    quick: { type: 'boolean', default: false },
    statements: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const options = {
  seconds: Number(values.seconds ?? (values.quick ? 5 : 20)),
  warmUpSeconds: Number(values['warm-up'] ?? (values.quick ? 2 : 5)),
  concurrency: Number(values.concurrency),
  algorithms: values.algorithms.split(',') as TokenAlgorithm[],
};

if (values.help) console.log(HELP);
else await main();

async function main(): Promise<void> {
  const results = await onGround(Number(values.pupils), everyAlgorithm);
  const pupils = values.quick ? 0 : Number(values['flat-pupils']);
  const many = pupils > 0 ? await onGround(pupils, (ground) => productOf(ground, 'RS256')) : [];
  console.log(describe([...results, ...many]));
  await keepOutcomes('sign-in', outcomesOf(results, many), { ...options, results: [...results, ...many] });
}

async function everyAlgorithm(ground: Ground): Promise<Figures[]> {
  const found: Figures[] = [];
  for (const algorithm of options.algorithms) {
    found.push(await floorOf(ground, algorithm), ...(await productOf(ground, algorithm)));
  }
  return found;
}

async function onGround<T>(pupils: number, work: (ground: Ground) => Promise<T>): Promise<T> {
  const { statements } = values;
  const ground = await prepareGround({ pupils, statements, say: (line) => console.log(line) });
  try {
    console.log(`Учётных записей журнала ${ground.accounts}, могут войти ${ground.logins.length} человек`);
    return await work(ground);
  } finally {
    await ground.close();
  }
}

async function floorOf(ground: Ground, algorithm: TokenAlgorithm): Promise<Figures> {
  const stand = { tokenAlgorithm: algorithm, server: 'floor', database: '', instances: 1, node: [] } as const;
  return onStand(ground, stand, async (run) =>
    figuresOf({ work: 'floor', algorithm, accounts: ground.accounts }, await run(around(ground.logins))),
  );
}

/** First sign-ins write links; then the same people come again. */
async function productOf(ground: Ground, algorithm: TokenAlgorithm): Promise<Figures[]> {
  const database = `signin_${algorithm.toLowerCase()}`;
  const { profile } = values;
  const node = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const stand = {
    tokenAlgorithm: algorithm,
    server: 'product',
    database,
    instances: Number(values.instances),
    node,
  } as const;
  const came: string[] = [];
  const { accounts } = ground;
  return onStand(ground, stand, async (run) => [
    figuresOf({ work: 'first', algorithm, accounts }, await run(inTurn(ground.logins, came))),
    figuresOf({ work: 'again', algorithm, accounts }, await run(around(came))),
  ]);
}

type Run = (next: () => string | null) => Promise<Measured>;

async function onStand<T>(ground: Ground, chosen: StandOptions, work: (run: Run) => Promise<T>): Promise<T> {
  const stand = await startStand(ground, chosen);
  const network = new Network(stand.sites, options.concurrency);
  const { meters } = stand;
  try {
    return await work(async (next) => {
      if (values.statements) await takeStatements(ground, chosen.database);
      let begun = 0;
      const counted = (): string | null => {
        begun += 1;
        return next();
      };
      const measured = await measure({ network, meters, next: counted, ...options });
      if (values.statements) await showStatements(ground, chosen.database, begun);
      return measured;
    });
  } finally {
    await network.close();
    await stand.stop();
  }
}

async function showStatements(ground: Ground, database: string, signIns: number): Promise<void> {
  const rows = await takeStatements(ground, database);
  const each = (value: number): string => (value / signIns).toFixed(2);
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  console.log(`Обращений к базе на вход: ${each(calls)}`);
  for (const { query, calls: times, ms, plan, plans } of rows.slice(0, 60)) {
    console.log(
      `  ${each(times)} × ${each(ms)} мс (план ${each(plan)}, ${each(plans)} раз)  ${query.replace(/\s+/g, ' ').slice(0, 140)}`,
    );
  }
}

/** Each person once. */
function inTurn(logins: readonly string[], came: string[]): () => string | null {
  let at = 0;
  return () => {
    const login = logins[at++];
    if (login === undefined) return null;
    came.push(login);
    return login;
  };
}

/** The same people over and over. */
function around(logins: readonly string[]): () => string | null {
  let at = 0;
  return () => logins[at++ % logins.length] ?? null;
}

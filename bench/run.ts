import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Outcome } from './outcome.js';

/** Runs every bench in a process of its own, one after another, and prints one table of them all. */
interface Bench {
  readonly name: string;
  readonly about: string;
  /** What `--quick` means to it. */
  readonly quick: readonly string[];
}

const BENCHES: readonly Bench[] = [
  {
    name: 'sign-in',
    about: 'полный вход через ЕСИА рядом с теми же переходами без проверок',
    quick: ['--quick'],
  },
  { name: 'roster-import', about: 'загрузка 130 000 учеников рядом с COPY', quick: ['--pupils', '5000'] },
  { name: 'decisions', about: 'решения о входе по паролю рядом с одной выборкой', quick: ['--quick'] },
  {
    name: 'september',
    about: 'первый понедельник сентября: решения о входе ступенями до 1500/с',
    quick: ['--quick'],
  },
  {
    name: 'sign-in-events',
    about: 'события входа от журнала пачками по 1000 рядом с COPY тех же строк',
    quick: ['--quick'],
  },
  {
    name: 'campaign-acts',
    about: 'возврат и перенос всего региона рядом с одной командой UPDATE',
    quick: ['--quick', '--pupils', '5000', '--schools', '40'],
  },
  {
    name: 'statistics',
    about: 'снимок дня рядом с тем же одним запросом; чтение рядом с одной выборкой по ключу',
    quick: ['--quick'],
  },
  {
    name: 'growth',
    about: 'разложение прироста региона рядом с двумя подсчётами привязанных',
    quick: ['--pupils', '5000', '--schools', '40'],
  },
  {
    name: 'audit',
    about: 'запись, цепочка и проверка аудита рядом с INSERT и SHA-256 тех же строк',
    quick: ['--quick'],
  },
  {
    name: 'packs',
    about: 'памятки школы на 1500 учеников рядом с pdfmake на столько же страниц; память',
    quick: ['--quick'],
  },
  { name: 'roster-serving', about: 'p95 входящих, пока сервер загружает контингент', quick: ['--quick'] },
  {
    name: 'statistics-pull',
    about: 'показатели по ключу API рядом с выборкой одной строки',
    quick: ['--quick'],
  },
];

const HELP = `npm run bench -- [--only ИМЯ[,ИМЯ]] [--quick] [-- параметры замера]

Замеры по очереди, каждый рядом со своим полом из того же запуска. Подробности — в bench/results/ИМЯ.json.

${BENCHES.map(({ name, about }) => `  ${name.padEnd(15)}${about}`).join('\n')}

  --only     только названные замеры; --only sign-in -- --help покажет их собственные параметры
  --quick    маленькие и короткие: показать, что всё работает; цели на них не судят
  --help     эта справка

Код завершения: 0 — все замеры дошли до конца, достигнуты цели или нет; 1 — какой-то не дошёл; 2 — команда неверна.`;

const HERE = import.meta.dirname;
const HOOKS = join(HERE, '../test/support/typescript-hooks.js');

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const passed = words.slice(own.length + 1);
  const { values } = parseArgs({
    args: [...own],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const names = values.only?.split(',') ?? BENCHES.map(({ name }) => name);
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `Нет замера: ${unknown.join(', ')}\n\n${HELP}` : HELP);
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = BENCHES.filter(({ name }) => names.includes(name));
  const failed: string[] = [];
  const rows: Outcome[] = [];
  for (const { name, quick } of chosen) {
    console.log(`\n— ${name}`);
    const began = Date.now();
    const code = await run(name, [...(values.quick ? quick : []), ...passed]);
    if (code === 0) rows.push(...outcomesSince(name, began));
    else failed.push(name);
  }
  if (rows.length > 0) show(rows, values.quick);
  if (failed.length > 0) console.log(`Не дошли до конца: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

async function run(name: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', HOOKS, join(HERE, `${name}.ts`), ...args], {
    cwd: join(HERE, '..'),
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** What a bench kept in this run; nothing when it only printed its help. */
function outcomesSince(name: string, moment: number): readonly Outcome[] {
  const file = join(HERE, 'results', `${name}.json`);
  if (!existsSync(file) || statSync(file).mtimeMs < moment) return [];
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: readonly (Outcome | Timed)[] };
  return rows.map((row) => ('target' in row ? row : judged(row)));
}

/** A time beside the time of its floor. */
interface Timed {
  readonly work: string;
  readonly ms: number;
  readonly floor: string;
  readonly floorMs: number;
  readonly ratio: number;
}

/** Of quality.md: the import, first and again, takes three times its floor at most. */
const MOST_RATIO = 3;

function judged({ work, ms, floor, floorMs, ratio }: Timed): Outcome {
  return {
    work: `${work} (${floor})`,
    floor: `${floorMs} мс`,
    ours: `${ms} мс`,
    ratio,
    target: `≤ ${MOST_RATIO} ×`,
    met: ratio <= MOST_RATIO,
  };
}

function show(rows: readonly Outcome[], quick: boolean): void {
  const title = { work: 'Работа', floor: 'Пол', ours: 'У нас', ratio: 'К полу', target: 'Цель', met: 'Итог' };
  const lines = rows.map((row) => ({
    ...row,
    ratio: row.ratio === null ? '—' : `${row.ratio} ×`,
    met: row.met ? 'есть' : 'нет',
  }));
  const columns = ['work', 'floor', 'ours', 'ratio', 'target', 'met'] as const;
  const widths = columns.map((column) => Math.max(...[title, ...lines].map((line) => line[column].length)));
  const written = [title, ...lines].map((line) =>
    columns.map((column, index) => line[column].padEnd(widths[index] ?? 0)).join('  '),
  );
  console.log(`\n${written.join('\n')}`);
  const load = loadavg().map((value) => value.toFixed(1));
  console.log(
    `\nNode ${process.version}, ядер ${cpus().length}, средняя нагрузка машины ${load.join(', ')}.`,
  );
  if (quick) console.log('Короткий прогон: по нему цели не судят.');
}

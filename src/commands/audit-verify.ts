import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseAnchors, tellFault, type Verdict, VerifyChain } from '../audit/index.js';
import { ChainRepository } from '../audit/store/chain.repository.js';
import { makeDataSource } from '../data-source.js';
import { openDatabase } from '../database.js';
import { environment } from '../platform/config/environment.js';
import { readAllSettings } from '../settings.js';
import { runCommand } from './run-command.js';

const HELP = `npm run audit:verify -- [--anchors ФАЙЛ] [--anchor БЛОК:ХЕШ]

Проверяет цепочку аудита: каждую запись, каждый блок, их порядок и число. Сервер при этом может работать.

  --anchors    файл с хешами конца цепочки, сохранёнными вне базы: строки журнала сервера с событием audit.anchor
               или строки «блок хеш»; без них отрезанный или заново записанный конец цепочки не виден
  --anchor     один такой хеш; можно повторять
  --help       эта справка

Код завершения: 0 — цепочка цела; 1 — проверка не состоялась; 2 — команда неверна; 3 — цепочка нарушена,
первая нарушенная запись или блок названы.`;

const options = {
  anchors: { type: 'string' },
  anchor: { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', short: 'h' },
} as const;

const BROKEN = 3;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const written = values.anchor.map((text) => text.replace(':', ' '));
  if (written.some((text) => parseAnchors(text).length === 0)) {
    console.error('--anchor: нужно «блок:хеш», хеш — 64 шестнадцатеричные цифры');
    return 2;
  }
  const kept = values.anchors === undefined ? '' : await readFile(values.anchors, 'utf8');
  const anchors = parseAnchors([...written, kept].join('\n'));
  if (values.anchors !== undefined && parseAnchors(kept).length === 0) {
    console.error('--anchors: в файле нет ни одного хеша');
    return 2;
  }
  const database = await openDatabase(readAllSettings(environment));
  const dataSource = makeDataSource({
    url: database.appUrl,
    poolSize: 2,
    applicationName: 'perehod-audit-verify',
  });
  try {
    await dataSource.initialize();
    const verdict = await new VerifyChain(dataSource, new ChainRepository()).execute(anchors);
    return tell(verdict, anchors.length);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.release();
  }
});

/** The exit code, after saying how it went. */
function tell(verdict: Verdict, anchors: number): number {
  const { blocks, events, head, faults, faultCount, monthsGone } = verdict;
  console.log(`Блоков: ${blocks}, записей: ${events}, сверено с сохранёнными хешами: ${anchors}.`);
  if (head !== null) console.log(`Конец цепочки: ${head.block} ${head.hash}`);
  if (monthsGone.length > 0)
    console.log(`Записи вывезены из базы, проверены только блоки: ${monthsGone.join(', ')}.`);
  const [first, ...others] = faults;
  if (first === undefined) {
    console.log('Цепочка цела.');
    return 0;
  }
  console.error(`Цепочка нарушена: ${tellFault(first)}.`);
  for (const fault of others.slice(0, 19)) console.error(`  ещё: ${tellFault(fault)}`);
  if (faultCount > 20) console.error(`  всего нарушений: ${faultCount}`);
  return BROKEN;
}

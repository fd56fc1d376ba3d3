import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { lockStand } from '../local/stand-lock.js';
import { StandError } from '../local/stand-ports.js';

/** `npm run stand:reset`: the demo region begins anew. It knows the stand's own folders and deletes nothing else. */
const HELP = `npm run stand:reset [-- --yes]

Удаляет данные учебного стенда: встроенный PostgreSQL (DATA_DIR/postgres) и файлы стенда (DATA_DIR/stand). Следующий npm start
создаст регион заново. Остальное в папке не трогает; работающий стенд и рабочую среду — тоже.

  --yes   не спрашивать
  --help  эта справка`;

const refuse = (why: string): never => {
  throw new StandError(why);
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { yes: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  if (process.env['NODE_ENV'] === 'production')
    refuse('В рабочей среде стенда нет: команда ничего не удаляет.');
  if ((process.env['DATABASE_URL'] ?? '') !== '')
    refuse('Задан DATABASE_URL: это не встроенная база стенда, команда её не трогает. Уберите настройку.');
  const data = resolve(process.env['DATA_DIR'] ?? '.data');
  const [stand, postgres] = [join(data, 'stand'), join(data, 'postgres')];
  const there = [stand, postgres].filter((folder) => existsSync(folder));
  if (there.length === 0) {
    console.log(`В ${data} данных стенда нет.`);
    return 0;
  }
  mkdirSync(stand, { recursive: true });
  const unlock = lockStand(join(stand, 'pid'));
  try {
    if (isServed(postgres)) refuse('Встроенный PostgreSQL работает: остановите npm start и другие команды.');
    if (values.yes !== true && !(await agreed(there))) {
      console.log('Ничего не удалено.');
      return 1;
    }
    // As root the data lie in a folder of the system, and ours is a link to it.
    if (existsSync(postgres)) rmSync(realpathSync(postgres), { recursive: true, force: true });
    rmSync(postgres, { recursive: true, force: true });
  } finally {
    unlock();
  }
  rmSync(stand, { recursive: true, force: true });
  console.log('Данные стенда удалены. npm start создаст их заново.');
  return 0;
}

/** Whether a server of PostgreSQL runs on the folder: its first line is the number of its process. */
function isServed(postgres: string): boolean {
  try {
    const pid = Number.parseInt(readFileSync(join(postgres, 'data', 'postmaster.pid'), 'utf8'), 10);
    return existsSync(`/proc/${pid}`);
  } catch {
    return false;
  }
}

async function agreed(folders: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY) refuse('Подтвердить некому: запустите в терминале или с ключом --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Будут удалены: ${folders.join(', ')}. Напишите «да»: `);
  terminal.close();
  return answer.trim().toLowerCase() === 'да';
}

try {
  process.exitCode = await main();
} catch (error) {
  const { code = '' } = error as { code?: string };
  const known = error instanceof StandError || code.startsWith('ERR_PARSE_ARGS');
  console.error(known ? (error as Error).message : error);
  process.exitCode = 1;
}

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ChildProgram, type ProgramOptions } from './local/child-program.js';
import { fillDemoRegion, firstAccounts } from './local/demo-region.js';
import {
  addressOf,
  CERTIFICATES,
  emulatorConfig,
  messagesConfig,
  pinnedFile,
  serverEnvironment,
} from './local/stand-configs.js';
import { describeStand } from './local/stand-description.js';
import {
  contingentOptions,
  contractOptions,
  demoJournal,
  ownJournal,
  providerClients,
  type StandJournal,
} from './local/stand-journals.js';
import { prepareKeys, type StandKeys } from './local/stand-keys.js';
import { lockStand } from './local/stand-lock.js';
import { findPorts, StandError, type StandPorts } from './local/stand-ports.js';

/**
 * `npm start`: the whole thing on one bare machine. It runs the same commands that an operator would, each in a process of
 * its own: database, migrations, a demo region, the ESIA emulator, a demo e-journal, the server.
 */
const DATA = resolve(process.env['DATA_DIR'] ?? '.data');
const STAND = join(DATA, 'stand');
/** Where the contract test of vendors takes events while it runs. */
const CONTRACT_PORT = Number(process.env['CONTRACT_PORT'] ?? 8092);
const BUILT = resolve(import.meta.dirname, '..');

/** Of the commands' own words, those that show how far they are; the rest is for whoever runs them by hand. */
const PROGRESS = /^(Применено|Новых миграций|Читаю|Сопоставляю|Записываю)/;

/** The demo region has dirty rows on purpose: the import loads the rest and says so by this code. */
const LOADED_WITH_FAULTS = 3;

const running: ChildProgram[] = [];
let stopping = false;
const say = (line: string): void => console.log(`  ${line}`);

async function main(): Promise<void> {
  mkdirSync(STAND, { recursive: true });
  const unlock = lockStand(join(STAND, 'pid'));
  const stopped = new Promise<'told'>((tell) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => tell('told'));
  });
  try {
    const ports = await findPorts(process.env);
    console.log('Готовлю учебный стенд…');
    const ready = start(ports);
    if ((await Promise.race([ready, stopped])) !== 'told') {
      const crash = Promise.race(running.map((program) => program.untilCrash()));
      const end = await Promise.race([stopped, crash]);
      if (end instanceof StandError) throw end;
    }
    console.log('\nОстанавливаю…');
    ready.catch(() => undefined);
  } finally {
    stopping = true;
    for (const program of running.reverse()) await program.stop();
    unlock();
  }
  console.log('Остановлено. Данные сохранены; следующий запуск продолжит с ними.');
}

async function start(ports: StandPorts): Promise<void> {
  const began = performance.now();
  const keys = prepareKeys(join(STAND, 'keys'));
  const database = await startDatabase();
  const run = (title: string, file: string, args: readonly string[] = []): Promise<void> =>
    runToEnd({
      title,
      file: join(BUILT, file),
      args,
      environment: database,
      onLine: (line) => PROGRESS.test(line) && say(line),
    });

  console.log('База данных');
  await run('миграции', 'commands/migrate.js');
  const people = await fillDemoRegion({
    folder: join(STAND, 'region'),
    marker: join(STAND, `filled-${markOf(database)}`),
    run,
    say,
  });

  console.log('Программы');
  await startEmulator(ports, keys);
  const own = process.env['JOURNAL_CLIENT_FILE'];
  const journal = own === undefined ? demoJournal(ports, keys) : ownJournal(own);
  await startJournal(journal);
  await startMessages(ports, keys);
  await startServer(ports, keys, journal, database);
  writeContract(ports, keys, journal);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(describeStand(ports, journal.address, people, seconds));
}

/** Starts a program; all are stopped in the reverse order of starting. */
function keepRunning(options: ProgramOptions): ChildProgram {
  if (stopping) throw new StandError('Остановлено.');
  const program = new ChildProgram(options);
  running.push(program);
  return program;
}

async function runToEnd(options: ProgramOptions): Promise<void> {
  const program = keepRunning(options);
  await program.untilDone([0, LOADED_WITH_FAULTS]);
  running.splice(running.indexOf(program), 1);
}

async function startDatabase(): Promise<Record<string, string>> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) {
    return { DATABASE_URL: given, DATABASE_OWNER_URL: process.env['DATABASE_OWNER_URL'] ?? given };
  }
  let found: Record<string, string> | undefined;
  const program = keepRunning({
    title: 'PostgreSQL',
    file: join(BUILT, 'commands/database.js'),
    environment: { DATA_DIR: DATA },
    onLine: (line) => {
      if (line.startsWith('{')) found = readAddresses(line);
      else say(line);
    },
  });
  await program.untilReady(() => Promise.resolve(found !== undefined));
  return found ?? {};
}

/** Names a database: our own one changes its port, and never its password; of a given one the place tells. */
function markOf(database: Record<string, string>): string {
  const { host, pathname, password } = new URL(database['DATABASE_URL'] ?? '');
  const given = process.env['DATABASE_URL'] !== undefined;
  return createHash('sha256')
    .update(`${given ? host : password}${pathname}`)
    .digest('hex')
    .slice(0, 12);
}

function readAddresses(line: string): Record<string, string> {
  const { appUrl, ownerUrl } = JSON.parse(line) as { appUrl: string; ownerUrl: string };
  return { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
}

async function startEmulator(ports: StandPorts, keys: StandKeys): Promise<void> {
  const config = writeConfig('esia-emulator.json', emulatorConfig(ports, keys, STAND));
  const program = keepRunning({
    title: 'эмулятор ЕСИА',
    file: join(BUILT, 'stand/esia/main.js'),
    args: [config],
  });
  await program.untilReady(() => answers(`${addressOf(ports.esia)}/public/${CERTIFICATES[0]}`));
  for (const name of CERTIFICATES) {
    await download(`${addressOf(ports.esia)}/public/${name}`, pinnedFile(STAND, name));
  }
  say(`эмулятор ЕСИА: ${addressOf(ports.esia)}`);
}

async function startJournal({ address, options }: StandJournal): Promise<void> {
  if (options !== null) {
    const file = join(BUILT, 'stand/journal/main.js');
    const program = keepRunning({
      title: 'демо-журнал',
      file,
      args: [writeConfig('demo-journal.json', options)],
    });
    await program.untilReady(() => answers(address));
  }
  say(`${options === null ? 'ваш журнал' : 'демо-журнал'}: ${address}`);
}

async function startMessages(ports: StandPorts, keys: StandKeys): Promise<void> {
  const config = writeConfig('messages.json', messagesConfig(ports, keys));
  const file = join(BUILT, 'stand/messages/main.js');
  const program = keepRunning({ title: 'сообщения стенда', file, args: [config] });
  await program.untilReady(() => answers(addressOf(ports.messages)));
  say(`письма и СМС: ${addressOf(ports.messages)}`);
}

async function startServer(
  ports: StandPorts,
  keys: StandKeys,
  journal: StandJournal,
  database: Record<string, string>,
): Promise<void> {
  const clients = writeConfig('oidc-clients.json', providerClients(journal, keys, CONTRACT_PORT));
  const program = keepRunning({
    title: 'сервер',
    file: join(BUILT, 'main.js'),
    environment: {
      ...database,
      ...serverEnvironment(ports, keys, STAND),
      DATA_DIR: DATA,
      OIDC_CLIENTS_FILE: clients,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
    },
    onLine: (line) => console.log(line),
  });
  await program.untilReady(() => answers(`${addressOf(ports.server)}/readyz`));
  say(`сервер: ${addressOf(ports.server)}`);
}

/** So that `npm run contract` needs no arguments at this stand, and a contingent system finds its client. */
function writeContract(ports: StandPorts, keys: StandKeys, journal: StandJournal): void {
  const accounts = firstAccounts(join(STAND, 'region'));
  const kit = { port: CONTRACT_PORT, accounts };
  const file = writeConfig('contract.json', contractOptions(ports, journal, keys, kit));
  writeConfig('contingent.json', contingentOptions(ports, keys));
  say(`проверка для журналов: npm run contract -- --options ${relative('.', file)}`);
}

function writeConfig(name: string, content: unknown): string {
  const file = join(STAND, name);
  writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
  return file;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) })).status < 400;
  } catch {
    return false;
  }
}

async function download(url: string, file: string): Promise<void> {
  const answer = await fetch(url);
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StandError ? `\n${error.message}` : error);
  process.exitCode = 1;
}

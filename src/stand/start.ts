import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ChildProgram, type ProgramOptions } from './local/child-program.js';
import { fillDemoRegion } from './local/demo-region.js';
import { describeStand } from './local/stand-description.js';
import { prepareKeys, type StandKeys } from './local/stand-keys.js';
import { lockStand } from './local/stand-lock.js';
import { findPorts, StandError, type StandPorts } from './local/stand-ports.js';

/**
 * `npm start`: the whole thing on one bare machine. It runs the same commands that an operator would, each in a process of
 * its own: database, migrations, a demo region, the ESIA emulator, a demo e-journal, the server.
 */
const DATA = resolve(process.env['DATA_DIR'] ?? '.data');
const STAND = join(DATA, 'stand');
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
  await startJournal(ports, keys);
  await startServer(ports, keys, database);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(describeStand(ports, people, seconds));
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
  const config = writeConfig('esia-emulator.json', {
    port: ports.esia,
    publicUrl: `http://localhost:${ports.esia}`,
    populationFile: join(STAND, 'region', 'esia-population.json'),
    keysDirectory: join(STAND, 'keys'),
    clients: [
      {
        clientId: 'PEREHOD01',
        name: 'Переход',
        certificateFiles: [keys.esiaCertificate],
        redirectHosts: [`localhost:${ports.server}`],
        scopes: ['openid', 'fullname', 'birthdate', 'snils'],
        tokenAlgorithm: 'GOST3410_2012_256',
      },
    ],
  });
  const program = keepRunning({
    title: 'эмулятор ЕСИА',
    file: join(BUILT, 'stand/esia/main.js'),
    args: [config],
  });
  await program.untilReady(() => answers(`http://localhost:${ports.esia}/public/${CERTIFICATES[0]}`));
  for (const name of CERTIFICATES)
    await download(`http://localhost:${ports.esia}/public/${name}`, certificateFile(name));
  say(`эмулятор ЕСИА: http://localhost:${ports.esia}`);
}

/** The operator takes ESIA's certificates from its site; so do we, both generations. */
const CERTIFICATES = ['esia-emulator-gost-1.cer', 'esia-emulator-gost-2.cer'] as const;
const certificateFile = (name: string): string => join(STAND, `pinned-${name}`);

async function startJournal(ports: StandPorts, keys: StandKeys): Promise<void> {
  const url = `http://localhost:${ports.journal}`;
  const config = writeConfig('demo-journal.json', {
    port: ports.journal,
    url,
    name: 'Электронный журнал',
    issuer: `http://localhost:${ports.server}/oidc`,
    clientId: 'demo-journal',
    clientSecret: keys.journalSecret,
  });
  const program = keepRunning({
    title: 'демо-журнал',
    file: join(BUILT, 'stand/journal/main.js'),
    args: [config],
  });
  await program.untilReady(() => answers(url));
  say(`демо-журнал: ${url}`);
}

async function startServer(
  ports: StandPorts,
  keys: StandKeys,
  database: Record<string, string>,
): Promise<void> {
  const url = `http://localhost:${ports.server}`;
  const journal = `http://localhost:${ports.journal}`;
  const clients = writeConfig('oidc-clients.json', [
    {
      client_id: 'demo-journal',
      client_name: 'Демо-журнал',
      redirect_uris: [`${journal}/callback`],
      post_logout_redirect_uris: [`${journal}/`],
      backchannel_logout_uri: `${journal}/backchannel-logout`,
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: keys.journalSecret,
      internal_api: true,
    },
  ]);
  const environment = {
    ...database,
    DATA_DIR: DATA,
    PORT: String(ports.server),
    PUBLIC_URL: url,
    ESIA_URL: `http://localhost:${ports.esia}`,
    ESIA_CLIENT_ID: 'PEREHOD01',
    ESIA_ISSUERS: 'http://esia-emulator.local/',
    ESIA_TOKEN_ALGORITHM: 'GOST3410_2012_256',
    ESIA_CERTIFICATE_FILES: CERTIFICATES.map(certificateFile).join(','),
    ESIA_SIGNER_KEY_FILE: keys.esiaKey,
    ESIA_SIGNER_CERTIFICATE_FILE: keys.esiaCertificate,
    ESIA_TEST_SNILS: 'да',
    OIDC_CLIENTS_FILE: clients,
    OIDC_JWKS_FILE: keys.providerKeys,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  };
  const program = keepRunning({
    title: 'сервер',
    file: join(BUILT, 'main.js'),
    environment,
    onLine: (line) => console.log(line),
  });
  await program.untilReady(() => answers(`${url}/readyz`));
  say(`сервер: ${url}`);
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

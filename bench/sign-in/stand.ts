import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { BUILT, copyDatabase, type Ground, ROOT } from './ground.js';
import type { Meters } from './meters.js';
import { Program } from './program.js';
import type { Sites } from './visitor.js';

export type TokenAlgorithm = 'RS256' | 'GOST3410_2012_256';

/** The emulator and one server, each a process of its own. */
export interface Stand {
  readonly sites: Sites;
  readonly meters: Meters;
  stop(): Promise<void>;
}

export interface StandOptions {
  readonly tokenAlgorithm: TokenAlgorithm;
  /** The product, or the floor: the same redirects without a check or a write. */
  readonly server: 'product' | 'floor';
  /** A name for the copy of the database. */
  readonly database: string;
  /** How many processes of the server share the work; the floor is always one. */
  readonly instances: number;
  /** Options of Node for the server: a profiler. */
  readonly node: readonly string[];
}

const CLIENT_ID = 'PEREHOD01';
const JOURNAL_SECRET = 'a-secret-of-the-bench-journal-0123456789';

export async function startStand(ground: Ground, options: StandOptions): Promise<Stand> {
  const esiaPort = await freePort();
  const serverPorts = await Promise.all(Array.from({ length: options.instances }, freePort));
  const sites = {
    server: `http://localhost:${serverPorts[0] ?? 0}`,
    serverPorts,
    esia: `http://localhost:${esiaPort}`,
    journal: 'http://localhost:9',
    journalSecret: JOURNAL_SECRET,
  };
  const running: Program[] = [];
  const keep = async (program: Program, url: string): Promise<Program> => {
    running.push(program);
    await program.untilAnswers(url);
    return program;
  };
  const stopAll = async (): Promise<void> => {
    for (const program of running.reverse()) await program.stop();
  };
  try {
    await keep(startEmulator(ground, sites, options.tokenAlgorithm), `${sites.esia}/_control/state`);
    const start = options.server === 'product' ? startProduct : startFloor;
    const certificates = await download(ground, sites.esia, options.tokenAlgorithm);
    if (options.server === 'product') await copyDatabase(ground, options.database);
    const servers: Program[] = [];
    for (const port of serverPorts) {
      const program = start(ground, { ...sites, port }, options, certificates);
      servers.push(await keep(program, `http://localhost:${port}/readyz`));
    }
    const database = options.server === 'product' ? await connect(ground, options.database) : null;
    return {
      sites,
      meters: {
        serverPids: servers.map(({ pid }) => pid),
        postgresPid: database === null ? null : ground.postgresPid,
        database,
        esia: sites.esia,
      },
      stop: async () => {
        await database?.end();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function startEmulator(ground: Ground, sites: Sites, tokenAlgorithm: TokenAlgorithm): Program {
  const file = writeJson(ground, `emulator-${tokenAlgorithm}.json`, {
    port: Number(new URL(sites.esia).port),
    publicUrl: sites.esia,
    populationFile: join(ground.region, 'esia-population.json'),
    keysDirectory: join(ground.folder, 'keys'),
    autoLogin: true,
    clients: [
      {
        ...{ clientId: CLIENT_ID, tokenAlgorithm, certificateFiles: [ground.keys.esiaCertificate] },
        redirectHosts: [new URL(sites.server).host],
        scopes: ['openid', 'fullname', 'birthdate', 'snils'],
      },
    ],
  });
  return new Program({ title: 'эмулятор ЕСИА', file: join(BUILT, 'stand/esia/main.js'), args: [file] });
}

/** As in production, but for what it refuses there: the emulator, its test СНИЛС, plain http. */
function startProduct(
  ground: Ground,
  sites: Sites & { readonly port: number },
  { tokenAlgorithm, database, node }: StandOptions,
  certificates: string,
): Program {
  const clients = writeJson(ground, 'oidc-clients.json', [
    {
      client_id: 'demo-journal',
      client_name: 'Журнал',
      redirect_uris: [`${sites.journal}/callback`],
      post_logout_redirect_uris: [`${sites.journal}/`],
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: sites.journalSecret,
      internal_api: true,
    },
  ]);
  const environment = {
    DATABASE_URL: ground.postgres.url('perehod_app', database),
    PORT: String(sites.port),
    PUBLIC_URL: sites.server,
    // All people of the bench live at one address.
    SIGN_INS_PER_ADDRESS: '1000000000',
    ESIA_URL: sites.esia,
    ESIA_CLIENT_ID: CLIENT_ID,
    ESIA_ISSUERS: 'http://esia-emulator.local/',
    ESIA_TOKEN_ALGORITHM: tokenAlgorithm,
    ESIA_CERTIFICATE_FILES: certificates,
    ESIA_SIGNER_KEY_FILE: ground.keys.esiaKey,
    ESIA_SIGNER_CERTIFICATE_FILE: ground.keys.esiaCertificate,
    ESIA_TEST_SNILS: 'да',
    OIDC_CLIENTS_FILE: clients,
    OIDC_JWKS_FILE: ground.keys.providerKeys,
    LOG_LEVEL: 'warn',
  };
  return new Program({ title: 'сервер', file: join(BUILT, 'main.js'), environment, node });
}

function startFloor(ground: Ground, sites: Sites): Program {
  const { esiaKey, esiaCertificate } = ground.keys;
  const config = { ...sites, clientId: CLIENT_ID, keyFile: esiaKey, certificateFile: esiaCertificate };
  return new Program({
    title: 'пол',
    file: join(ROOT, 'bench/floor-server.ts'),
    args: [JSON.stringify(config)],
    node: ['--import', join(ROOT, 'test/support/typescript-hooks.js')],
  });
}

/** The operator takes ESIA's certificates from its site; so do we. */
async function download(ground: Ground, esia: string, algorithm: TokenAlgorithm): Promise<string> {
  const answer = await fetch(`${esia}/_control/certificates`);
  const published = (await answer.json()) as readonly {
    algorithm: string;
    generation: number;
    pem: string;
  }[];
  return published
    .filter((certificate) => certificate.algorithm === algorithm)
    .map(({ generation, pem }) => write(ground, `pinned-${algorithm}-${generation}.cer`, pem))
    .join(',');
}

async function connect({ postgres }: Ground, database: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.url('perehod_owner', database) });
  await client.connect();
  return client;
}

function writeJson(ground: Ground, name: string, content: unknown): string {
  return write(ground, name, JSON.stringify(content));
}

function write({ folder }: Ground, name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('Нет свободного порта');
  return address.port;
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/data-source.js';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/platform/database/embedded-server.js';
import { ROOT } from '../sign-in/ground.js';
import { Program } from '../sign-in/program.js';
import { fill } from './fill.js';
import { freePort, startProduct, tokenOf } from './product.js';

/** A PostgreSQL of its own with so many accounts, and the folder in which it and all beside it live. */
export interface FilledServer {
  readonly folder: string;
  readonly postgres: EmbeddedServer;
}

/** The bare server and ours on one database, and what a journal shows to either. */
export interface SideBySide {
  readonly floorUrl: string;
  readonly oursUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Fills a new PostgreSQL with accounts, has the work done on it and takes all away; `started` is called before the filling. */
export async function onFilledServer<T>(
  accounts: number,
  work: (server: FilledServer) => Promise<T>,
  started: (folder: string) => { stop(): void } | null = () => null,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'perehod-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedServer({ folder: join(folder, 'postgres') });
  const beside = started(folder);
  try {
    console.log(`Заполняю базу: ${accounts} учётных записей`);
    await migrate(postgres.url('perehod_owner'));
    await fill(postgres.url('perehod_owner'), accounts, (line) => {
      console.log(line);
    });
    return await work({ folder, postgres });
  } finally {
    beside?.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the floor and the product on a filled server, has them measured, and stops both. */
export async function besideFloor<T>(
  { folder, postgres }: FilledServer,
  measure: (both: SideBySide) => Promise<T>,
): Promise<T> {
  const ports = [await freePort(), await freePort()] as const;
  const floor = new Program({
    title: 'пол',
    file: join(ROOT, 'bench/decisions-floor.ts'),
    args: [postgres.url('perehod_app'), String(ports[0]), '10'],
    node: ['--import', join(ROOT, 'test/support/typescript-hooks.js')],
  });
  const ours = await startProduct(folder, postgres, ports[1]);
  const [floorUrl, oursUrl] = [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`];
  try {
    await Promise.all([floor.untilAnswers(floorUrl), ours.untilAnswers(`${oursUrl}/readyz`)]);
    const headers = { authorization: `Bearer ${await tokenOf(oursUrl)}`, 'content-type': 'application/json' };
    return await measure({ floorUrl, oursUrl, headers });
  } finally {
    await Promise.all([floor.stop(), ours.stop()]);
  }
}

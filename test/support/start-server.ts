import 'reflect-metadata';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/data-source.js';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/platform/database/embedded-server.js';
import { TEMPLATE } from './database.js';

declare global {
  var perehodTestServer: { server: EmbeddedServer; folder: string } | undefined;
}

/** One PostgreSQL for the whole run; the migrated template is cloned by each test file. */
export async function startServer(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'perehod-test-'));
  // Else PostgreSQL, which is not root, could not come here, and its data would stay behind in the system's cache.
  await chmod(folder, 0o711);
  // Whatever a test writes lies below the run's folder and goes with it.
  const scratch = join(folder, 'scratch');
  await mkdir(scratch);
  process.env['TMPDIR'] = process.env['PEREHOD_TEST_SCRATCH'] = scratch;
  const ports = join(folder, 'ports');
  await mkdir(ports);
  process.env['PEREHOD_TEST_PORTS'] = ports;
  process.env['PEREHOD_LEAK_SPOOL'] = join(folder, 'personal-data.jsonl');
  const server = await startEmbeddedServer({ folder: join(folder, 'postgres'), durable: false });
  const owner = new pg.Client({ connectionString: server.url('perehod_owner', 'postgres') });
  await owner.connect();
  await owner.query(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(server.url('perehod_owner', TEMPLATE));
  await owner.end();
  process.env['PEREHOD_TEST_OWNER_URL'] = server.url('perehod_owner', 'postgres');
  process.env['PEREHOD_TEST_APP_URL'] = server.url('perehod_app', 'postgres');
  globalThis.perehodTestServer = { server, folder };
}

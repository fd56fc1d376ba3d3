import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { TestDatabase } from './database.js';
import { settingsWithoutEsia } from './esia-keys.js';
import { freePort } from './free-port.js';

const ROOT = resolve(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 240_000;

/** The server as it is delivered: built by `nest build`, whose plugin alone puts types into the description of the API. */
export interface BuiltServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `dist/src/main.js` on a database of a test and waits until it is ready. Needs a build. */
export async function startBuiltServer(database: TestDatabase): Promise<BuiltServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const own = { PATH: process.env['PATH'], NODE_ENV: 'test', PORT: String(port), PUBLIC_URL: url };
  const child = spawn(process.execPath, [join(ROOT, 'dist/src/main.js')], {
    env: { ...own, DATABASE_URL: database.appUrl, LOG_LEVEL: 'error', ...settingsWithoutEsia() },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  await isReady(`${url}/readyz`, gone);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function isReady(address: string, gone: Promise<unknown>): Promise<void> {
  const end = gone.then(() => 'ended' as const);
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok === true) return;
    if ((await Promise.race([end, new Promise((done) => setTimeout(done, 50))])) === 'ended') break;
  }
  throw new Error('the built server does not start');
}

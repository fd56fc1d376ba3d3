import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below the ports that Linux gives to whoever connects or listens on 0 (32768 and up): nobody gets one of these unasked. */
const [FIRST, LAST] = [20_000, 32_000] as const;

/** A port that nobody listens on now and that no other asker of this run of tests gets. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (isClaimed(port) && (await isFree(port))) return port;
  }
}

/** One file a port, for all the processes of the run; it goes with the run's folder. */
function isClaimed(port: number): boolean {
  const claim = join(process.env['PEREHOD_TEST_PORTS'] ?? tmpdir(), `perehod-port-${port}`);
  if (existsSync(claim)) return false;
  try {
    writeFileSync(claim, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port);
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}

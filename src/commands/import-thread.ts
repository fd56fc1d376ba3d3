import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { makeDataSource } from '../data-source.js';
import { SystemClock } from '../platform/clock/clock.js';
import { Log } from '../platform/logging/log.js';
import { keyringOf, snilsVaultOf } from '../platform/platform.module.js';
import { RunReceivedImports } from '../roster/application/run-received-imports.js';
import type { ImportThreadInput } from '../roster/gateway/import-runner.js';

// The thread in which the server imports what was uploaded: its own connections, its own event loop.
const { regionId, secrets } = workerData as ImportThreadInput;
const dataSource = makeDataSource({
  url: secrets.databaseUrl,
  poolSize: 3,
  applicationName: 'perehod-import',
});
try {
  await dataSource.initialize();
  const runner = new RunReceivedImports(
    dataSource,
    keyringOf(secrets),
    snilsVaultOf(secrets),
    new SystemClock(),
    (error) => new Log('warn').warn('roster.import_failed', { regionId, error }),
  );
  parentPort?.postMessage(await runner.next(regionId));
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}

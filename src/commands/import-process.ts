import 'reflect-metadata';
import { once } from 'node:events';
import { makeDataSource } from '../data-source.js';
import { SystemClock } from '../platform/clock/clock.js';
import { Log } from '../platform/logging/log.js';
import { keyringOf, snilsVaultOf } from '../platform/platform.module.js';
import { RunReceivedImports } from '../roster/application/run-received-imports.js';
import type { ImportOrder } from '../roster/gateway/import-runner.js';

// The process in which the server imports what was uploaded: its own connections, its own event loop. It dies with the server.
process.once('disconnect', () => process.exit(1));
const [order] = (await once(process, 'message')) as [ImportOrder];
const { regionId, secrets, place } = order;
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
    { place, onFailure: (error) => new Log('warn').warn('roster.import_failed', { regionId, error }) },
  );
  process.send?.(await runner.next(regionId));
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
process.removeAllListeners('disconnect');
process.disconnect();

import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import { makeDataSource } from '../data-source.js';
import { SystemClock } from '../platform/clock/clock.js';
import { snilsVaultOf } from '../platform/platform.module.js';
import { DEFAULT_LIMITS } from '../roster/application/import-contract.js';
import { ImportRoster } from '../roster/application/import-roster.js';
import type { ImportThreadInput } from '../roster/gateway/import-runner.js';

// The thread in which the server imports an upload: its own connection, its own event loop.
const { job, secrets } = workerData as ImportThreadInput;
const dataSource = makeDataSource({
  url: secrets.databaseUrl,
  poolSize: 3,
  applicationName: 'perehod-import',
});
try {
  await dataSource.initialize();
  const limits = { ...DEFAULT_LIMITS, allowTestSnils: job.allowTestSnils };
  const { school, ...options } = job;
  await new ImportRoster(dataSource, snilsVaultOf(secrets), new SystemClock(), limits).execute({
    ...options,
    ...(school === null ? {} : { school }),
  });
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}

import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import { makeDataSource } from '../data-source.js';
import { keyringOf } from '../platform/platform.module.js';
import { MakeFaultReport } from '../roster/application/make-fault-report.js';
import type { ReportThreadInput } from '../roster/gateway/report-runner.js';

// The thread in which the server makes the report of a batch's faults: its own connection, its own event loop.
const { batchId, path, databaseUrl, dataKeys } = workerData as ReportThreadInput;
const dataSource = makeDataSource({ url: databaseUrl, poolSize: 1, applicationName: 'perehod-report' });
try {
  await dataSource.initialize();
  await new MakeFaultReport(dataSource, keyringOf({ dataKeys })).execute(batchId, path);
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}

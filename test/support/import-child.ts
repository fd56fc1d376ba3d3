import 'reflect-metadata';
import { once } from 'node:events';
import { makeDataSource } from '../../src/data-source.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { RunReceivedImports } from '../../src/roster/application/run-received-imports.js';
import { testKeyring, testVault } from './roster-import.js';

// An instance that runs received imports and is there to be killed: says that it is ready, begins when it is told to.
const [, , url = '', regionId = ''] = process.argv;
const dataSource = makeDataSource({ url, poolSize: 3, applicationName: 'perehod-import' });
await dataSource.initialize();
process.send?.('ready');
await once(process, 'message');
const runner = new RunReceivedImports(dataSource, testKeyring, testVault, new SystemClock());
process.send?.(await runner.next(regionId as Uuid));
await dataSource.destroy();
process.disconnect();

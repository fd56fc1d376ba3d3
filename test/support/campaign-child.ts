import 'reflect-metadata';
import { once } from 'node:events';
import { MoveCampaignsInTime } from '../../src/legacy/application/move-campaigns-in-time.js';
import { Log } from '../../src/platform/logging/log.js';
import { createServer } from '../../src/server.js';
import { readAllSettings } from '../../src/settings.js';

// A server that moves campaigns and is there to be killed: says that it is ready, begins when it is told to.
const [, , url = '', moment = '', settings = '{}'] = process.argv;
const app = await createServer({
  settings: readAllSettings(JSON.parse(settings) as Record<string, string>),
  databaseUrl: url,
  log: new Log('silent'),
});
process.send?.('ready');
await once(process, 'message');
await app.get(MoveCampaignsInTime).execute(new Date(moment));
process.send?.('done');
await app.close();
process.disconnect();

import 'reflect-metadata';
import { Log } from '../../src/platform/logging/log.js';
import { createServer } from '../../src/server.js';
import { readAllSettings } from '../../src/settings.js';
import { GivenClock } from './application.js';

// A server that listens and is there to be killed: says its address when it does.
const [, , url = '', moment = '', settings = '{}'] = process.argv;
const app = await createServer({
  settings: readAllSettings(JSON.parse(settings) as Record<string, string>),
  databaseUrl: url,
  log: new Log('silent'),
  clock: new GivenClock(new Date(moment)),
});
await app.listen(0, '127.0.0.1');
process.send?.(await app.getUrl());

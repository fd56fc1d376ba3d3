import 'reflect-metadata';
import { once } from 'node:events';
import type { Uuid } from '../../src/kernel/ids.js';
import { ReceiveSignInEvents } from '../../src/legacy/application/receive-sign-in-events.js';
import type { SignInEvent } from '../../src/legacy/index.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Log } from '../../src/platform/logging/log.js';
import { createServer } from '../../src/server.js';
import { readAllSettings } from '../../src/settings.js';
import { Territory } from '../../src/territory/index.js';
import { GivenClock } from './application.js';

type Sent = Omit<SignInEvent, 'at'> & { readonly at: string };

// A server that takes batches of sign-in events one after another and is there to be killed: says that it is ready, and of
// each batch that it was answered.
const [, , url = '', moment = '', settings = '{}', systemId = ''] = process.argv;
const app = await createServer({
  settings: readAllSettings(JSON.parse(settings) as Record<string, string>),
  databaseUrl: url,
  log: new Log('silent'),
  clock: new GivenClock(new Date(moment)),
});
process.send?.('ready');
const [batches] = (await once(process, 'message')) as [readonly (readonly Sent[])[]];
const system = await app.get(UnitOfWork).direct((tx) => new Territory().journalSystem(tx, systemId as Uuid));
for (const [no, batch] of batches.entries()) {
  const events = batch.map(({ at, ...event }) => ({ ...event, at: new Date(at) }));
  await app.get(ReceiveSignInEvents).execute({ system, events, complete: [] });
  process.send?.(no);
}
process.send?.('done');
await app.close();
process.disconnect();

import 'reflect-metadata';
import { openDatabase } from '../database.js';
import { environment } from '../platform/config/environment.js';
import { readAllSettings } from '../settings.js';
import { runCommand } from './run-command.js';

/** Keeps the database up until it is told to stop; says where it is in one JSON line. For the local stand. */
await runCommand(async () => {
  const told = new Promise<void>((stop) => {
    for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, () => stop());
  });
  const database = await openDatabase(readAllSettings(environment), (russian) => console.error(russian));
  console.log(JSON.stringify({ appUrl: database.appUrl, ownerUrl: database.ownerUrl }));
  const alive = setInterval(() => undefined, 60_000);
  await told;
  clearInterval(alive);
  await database.release();
  return 0;
});

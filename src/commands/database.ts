import 'reflect-metadata';
import { openDatabase } from '../database.js';
import { environment } from '../platform/config/environment.js';
import { explainStartFailure } from '../platform/config/start-failure.js';
import { readAllSettings } from '../settings.js';
import { runCommand } from './run-command.js';

const LOOK_EVERY_MS = 1_000;

/** Keeps the database up until it is told to stop, starting it again if it dies; says where it is in one JSON line. For the local stand. */
await runCommand(
  async () => {
    const told = new Promise<void>((stop) => {
      for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, () => stop());
    });
    const database = await openDatabase(readAllSettings(environment), (russian) => console.error(russian));
    console.log(JSON.stringify({ appUrl: database.appUrl, ownerUrl: database.ownerUrl }));
    const watch = setInterval(() => {
      database.revive().catch((error: unknown) => console.error(explainStartFailure(error)));
    }, LOOK_EVERY_MS);
    await told;
    clearInterval(watch);
    await database.release();
    return 0;
  },
  { stopsItself: true },
);

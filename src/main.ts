import 'reflect-metadata';
import { migrate } from './data-source.js';
import { openDatabase } from './database.js';
import { environment } from './platform/config/environment.js';
import { PlatformSettings } from './platform/config/platform.settings.js';
import { explainStartFailure } from './platform/config/start-failure.js';
import { createServer } from './server.js';
import { readAllSettings, settingsOf } from './settings.js';

const STOP_WITHIN_MS = 10_000;

/** Starts the server; returns what stops it in order. */
async function start(): Promise<() => Promise<void>> {
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const database = await openDatabase(all);
  try {
    if (database.embedded) await migrate(database.ownerUrl);
    const app = await createServer({ settings: all, databaseUrl: database.appUrl });
    await app.listen(settings.port, settings.host);
    return async () => {
      await app.close();
      await database.release();
    };
  } catch (error) {
    await database.release();
    throw error;
  }
}

try {
  const stop = await start();
  const onSignal = (): void => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explainStartFailure(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(event, onSignal);
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
}

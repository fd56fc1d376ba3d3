import 'reflect-metadata';
import { migrate } from './data-source.js';
import { openDatabase } from './database.js';
import { PlatformSettings } from './platform/config/platform.settings.js';
import { environment } from './platform/config/environment.js';
import { explainStartFailure } from './platform/config/start-failure.js';
import { createServer } from './server.js';
import { readAllSettings, settingsOf } from './settings.js';

const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const database = await openDatabase(all);
  if (database.embedded) await migrate(database.ownerUrl);
  const app = await createServer({ settings: all, databaseUrl: database.appUrl });

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void app.close().then(() => database.release());
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  await app.listen(settings.port, settings.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
});

import type { NestExpressApplication } from '@nestjs/platform-express';
import { Log } from '../../src/platform/logging/log.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { createServer } from '../../src/server.js';
import { readAllSettings } from '../../src/settings.js';
import type { TestDatabase } from './database.js';
import { settingsWithoutEsia } from './esia-keys.js';

/** A clock that stands where a test puts it. */
export class GivenClock extends Clock {
  constructor(private moment: Date) {
    super();
  }

  override now(): Date {
    return this.moment;
  }

  set(moment: Date): void {
    this.moment = moment;
  }
}

/** The whole server of a test, listening on a free port. */
export interface TestApplication {
  readonly app: NestExpressApplication;
  readonly url: string;
  close(): Promise<void>;
}

export async function startApplication(
  database: Pick<TestDatabase, 'appUrl'>,
  options: {
    readonly clock?: Clock;
    readonly settings?: Readonly<Record<string, string>>;
    readonly port?: number;
    /** Silent without it. */
    readonly log?: Log;
  } = {},
): Promise<TestApplication> {
  const app = await createServer({
    settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...options.settings }),
    databaseUrl: database.appUrl,
    log: options.log ?? new Log('silent'),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  await app.listen(options.port ?? 0, '127.0.0.1');
  return { app, url: await app.getUrl(), close: () => app.close() };
}

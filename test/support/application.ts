import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Log } from '../../src/platform/logging/log.js';
import { register } from 'prom-client';
import { Clock } from '../../src/platform/clock/clock.js';
import { type Job, Jobs } from '../../src/platform/jobs/jobs.js';
import { createServer } from '../../src/server.js';
import { readAllSettings } from '../../src/settings.js';
import type { TestDatabase } from './database.js';
import { settingsWithoutEsia } from './esia-keys.js';
import { leakWatch, watchedLog, watchServer } from './leak-watch.js';

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

/** What comes within seconds comes in every test; what comes after a minute came only in those that a busy machine held up. */
const RARE_MS = 60_000;

/** Rare jobs run at the test's word alone (`runNow`). */
function leaveRareJobsToTheTest(jobs: Jobs): void {
  const tick = Reflect.get(jobs, 'tick') as (this: Jobs, job: Job) => Promise<void>;
  const prompt = (job: Job) => (job.everyMs < RARE_MS ? tick.call(jobs, job) : Promise.resolve());
  if (!Reflect.set(jobs, 'tick', prompt)) throw new Error('rare jobs would run by themselves');
}

export async function startApplication(
  database: Pick<TestDatabase, 'appUrl'>,
  options: {
    readonly clock?: Clock;
    readonly settings?: Readonly<Record<string, string>>;
    readonly port?: number;
    /** Without it nobody but the watch of leaks reads what the server says. */
    readonly log?: Log;
  } = {},
): Promise<TestApplication> {
  const app = await createServer({
    settings: readAllSettings({ NODE_ENV: 'test', ...settingsWithoutEsia(), ...options.settings }),
    databaseUrl: database.appUrl,
    log: options.log ?? watchedLog(),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  leaveRareJobsToTheTest(app.get(Jobs, { strict: false }));
  leakWatch.knowKey(options.settings?.['SNILS_INDEX_KEY']);
  watchServer(app.getHttpServer());
  await app.listen(options.port ?? 0, '127.0.0.1');
  const close = async (): Promise<void> => {
    leakWatch.note('metrics', await register.metrics());
    await app.close();
  };
  return { app, url: await app.getUrl(), close };
}

import 'reflect-metadata';
import { once } from 'node:events';
import type { CalendarDate } from '../../src/kernel/calendar-date.js';
import type { Uuid } from '../../src/kernel/ids.js';
import { PrintNotices } from '../../src/notices/index.js';
import { Log } from '../../src/platform/logging/log.js';
import { createServer } from '../../src/server.js';
import { readAllSettings } from '../../src/settings.js';

/** What a server that is there to be killed is told to do. */
export interface NoticesWork {
  readonly settings: Readonly<Record<string, string>>;
  readonly regionId: Uuid;
  readonly schoolId: Uuid;
  readonly administratorId: Uuid;
  readonly moment: string;
}

// Says that it is ready, begins when it is told to.
const [, , url = '', order = '{}'] = process.argv;
const { settings, regionId, schoolId, administratorId, moment } = JSON.parse(order) as NoticesWork;
const app = await createServer({
  ...{ settings: readAllSettings(settings), databaseUrl: url, log: new Log('silent') },
});
process.send?.('ready');
await once(process, 'message');
const now = new Date(moment);
await app.get(PrintNotices, { strict: false }).execute(
  { of: 'school', schoolId },
  {
    ...{ administratorId, now, today: moment.slice(0, 10) as CalendarDate, traceId: null },
    actor: { kind: 'administrator', id: administratorId },
    reach: { regionId, wholeRegion: true, municipalityIds: [], schoolIds: [], classGroupIds: [] },
  },
);
process.send?.('done');
await app.close();
process.disconnect();

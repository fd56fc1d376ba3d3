import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { openDatabase } from '../database.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { Expiries } from '../platform/expiry/expiries.js';
import { daysLeft, EXPIRY_KINDS, type Expiry, isNear } from '../platform/expiry/expiry.js';
import { readSiteCertificate } from '../platform/expiry/site-certificate.js';
import { Log } from '../platform/logging/log.js';
import { createServer } from '../server.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { runCommand } from './run-command.js';

const HELP = `npm run check-expiry

Показывает, что кончается: сертификаты ЕСИА (наш и её), сервиса подписи, сайта (по PUBLIC_URL), ключи API и ключи,
которые пора сменить. Читает те же настройки и файлы, что сервер; ничего не меняет, сервер может работать.

Код завершения: 0 — ничего не кончается в ближайшие 60 дней; 3 — что-то кончается; 1 — что-то уже кончилось или не читается.
Что делать — docs/runbooks/keys.md.`;

await runCommand(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const all = readAllSettings(environment);
  const { publicUrl } = settingsOf(all, PlatformSettings);
  const database = await openDatabase(all, console.error);
  try {
    // Built and never started: it listens to nobody and runs no job, yet knows every key and certificate of the server.
    const app = await createServer({ settings: all, databaseUrl: database.appUrl, log: new Log('error') });
    const [known, site] = [await app.get(Expiries).all(), await readSiteCertificate(publicUrl)];
    await app.close();
    if (site.kind === 'unreadable')
      console.error(`Сертификат сайта ${publicUrl} прочитать не удалось: ${site.why}`);
    const code = tell(site.kind === 'read' ? [...known, site.expiry] : known, new SystemClock().now());
    return site.kind === 'unreadable' ? 1 : code;
  } finally {
    await database.release();
  }
});

function tell(expiries: readonly Expiry[], now: Date): number {
  const sorted = [...expiries].sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime());
  for (const expiry of sorted) {
    const days = daysLeft(expiry, now);
    const mark = days < 0 ? 'КОНЧИЛСЯ' : isNear(expiry, now) ? 'скоро' : '';
    const day = expiry.endsAt.toISOString().slice(0, 10);
    console.log(
      [day, `${days} дн.`.padStart(9), mark.padEnd(8), EXPIRY_KINDS[expiry.kind], expiry.name].join('  '),
    );
  }
  if (sorted.some((expiry) => daysLeft(expiry, now) < 0)) return 1;
  return sorted.some((expiry) => isNear(expiry, now)) ? 3 : 0;
}

import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, link, readdir, rm, stat, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '../database.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { BackupRefused } from '../platform/database/backup/backup-refused.js';
import { keyMarks } from '../platform/database/backup/key-marks.js';
import { checkBackup } from '../platform/database/backup/read-archive.js';
import { writeBackup } from '../platform/database/backup/write-backup.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { recordOperation } from './record-operation.js';
import { runCommand } from './run-command.js';

const HELP = `npm run backup -- ФАЙЛ|ПАПКА [--keep-days ДНЕЙ]

Копирует все строки базы в один файл (tar.gz) так, как их видел один миг; сервер при этом работает. Затем читает
файл с начала и сверяет суммы. Папке файл назовёт сам: perehod-20261122T003000Z.tar.gz.

  --keep-days  удалить из папки свои копии старше стольких дней (после удачной новой)
  --help       эта справка

База: DATABASE_OWNER_URL (владелец схемы), без неё DATABASE_URL. Файл читает только его владелец (0600). Храните его как
саму базу: СНИЛС в нём зашифрованы, имена и даты рождения — нет. Ключей (DATA_KEYS, SNILS_INDEX_KEY, OIDC_…) в нём нет:
без них копия бесполезна, храните их отдельно. Восстановление: npm run restore -- ФАЙЛ.`;

const OWN_NAME = /^perehod-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.tar\.gz(?:\.part)?$/;
const DAY_MS = 86_400_000;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'keep-days': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [to] = positionals;
  if (values.help === true || to === undefined) {
    console.log(HELP);
    return values.help === true ? 0 : 2;
  }
  const keepDays = values['keep-days'] === undefined ? null : Number(values['keep-days']);
  if (keepDays !== null && !(Number.isInteger(keepDays) && keepDays > 0)) {
    console.error('--keep-days: нужно целое число дней, не меньше 1');
    return 2;
  }
  const now = new SystemClock().now();
  const { file, folder } = await placeOf(to, now);
  try {
    await make(file, now);
    if (folder !== null && keepDays !== null) await forgetOld(folder, keepDays, now);
    return 0;
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error;
    console.error(error.message);
    return 1;
  }
});

async function placeOf(to: string, now: Date): Promise<{ file: string; folder: string | null }> {
  const place = resolve(to);
  if (!(await stat(place).catch(() => null))?.isDirectory()) return { file: place, folder: null };
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return { file: join(place, `perehod-${stamp}.tar.gz`), folder: place };
}

/** Under its name there is only ever a whole archive that was read back: until then it is called `.part`. */
async function make(file: string, now: Date): Promise<void> {
  const taken = await access(file).then(
    () => true,
    () => false,
  );
  if (taken) throw new BackupRefused(`Файл ${file} уже есть. Назовите другой: копии не переписываются.`);
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const database = await openDatabase(all, console.error);
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    const made = await writeBackup({
      ownerUrl: database.ownerUrl,
      file: part,
      keys: keyMarks(settings),
      now,
    });
    await checkBackup(part);
    const { size } = await stat(part);
    const facts = { tables: made.tables, rows: made.rows, bytes: size, sha256: await sha256Of(part) };
    await recordOperation(database.ownerUrl, { action: 'backup.made', at: now, facts });
    await link(part, file);
    console.log(
      `Копия готова и проверена: ${file}\n` +
        `таблиц ${facts.tables}, строк ${facts.rows}, байт ${facts.bytes}, SHA-256 ${facts.sha256}\n` +
        'Ключей в ней нет; храните её как саму базу.',
    );
  } finally {
    await unlink(part).catch(() => undefined);
    await database.release();
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Only files that this command named itself, by the moment in the name; what a killed run left unfinished too. */
async function forgetOld(folder: string, days: number, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, year, month, day, hour, minute, second] = OWN_NAME.exec(name) ?? [];
    if (year === undefined) continue;
    const made = Date.parse(
      `${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`,
    );
    if (now.getTime() - made <= days * DAY_MS) continue;
    await rm(join(folder, name));
    console.log(`Удалена старая копия ${name}`);
  }
}

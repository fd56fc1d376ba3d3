import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { migrateLike } from '../data-source.js';
import { openDatabase } from '../database.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import type { ArchiveManifest } from '../platform/database/backup/archive-contract.js';
import { BackupRefused } from '../platform/database/backup/backup-refused.js';
import { keyMarks, missingKeys } from '../platform/database/backup/key-marks.js';
import { checkBackup, headerOf } from '../platform/database/backup/read-archive.js';
import { restoreBackup } from '../platform/database/backup/restore-backup.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { recordOperation } from './record-operation.js';
import { runCommand } from './run-command.js';

const HELP = `npm run restore -- ФАЙЛ [--check] [--other-keys]

Наполняет пустую базу из копии, сделанной npm run backup: целиком или никак. В базе без таблиц сама создаёт схему архива
(прежней версии тоже); базу, в которой что-то есть, не трогает. Серверы на время восстановления остановите.

  --check       только прочитать файл и сверить суммы; база не нужна
  --other-keys  восстановить, хотя заданы не те ключи, с которыми сделана копия (сервер с ними её не прочтёт)
  --help        эта справка

База: DATABASE_OWNER_URL (владелец схемы), без неё DATABASE_URL. Порядок действий — docs/runbooks/restore.md.`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean' },
      'other-keys': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [named] = positionals;
  if (values.help === true || named === undefined) {
    console.log(HELP);
    return values.help === true ? 0 : 2;
  }
  const file = resolve(named);
  try {
    if (values.check === true) {
      const { madeAt } = await headerOf(file);
      console.log(`Копия цела: ${figures(await checkBackup(file))}; сделана ${madeAt}.`);
    } else await restore(file, values['other-keys'] === true);
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') console.error(`Файла ${file} нет.`);
    else if (error instanceof BackupRefused) console.error(error.message);
    else throw error;
    return 1;
  }
});

async function restore(file: string, otherKeys: boolean): Promise<void> {
  const header = await headerOf(file);
  const all = readAllSettings(environment);
  const missing = missingKeys(header.keys, keyMarks(settingsOf(all, PlatformSettings)));
  if (missing.length > 0 && !otherKeys)
    throw new BackupRefused(
      `Заданы не те ключи, с которыми сделана копия (${missing.join(', ')}): сервер не прочтёт зашифрованное. ` +
        'Верните прежние ключи (docs/runbooks/keys.md) или повторите с --other-keys.',
    );
  const database = await openDatabase(all, console.error);
  try {
    const schema = await migrateLike(database.ownerUrl, header.migrations);
    if (schema === 'unknown')
      throw new BackupRefused(
        'Копия сделана более новой версией программы: этих миграций здесь нет. Поставьте ту версию и повторите.',
      );
    const manifest = await restoreBackup(database.ownerUrl, file);
    await recordOperation(database.ownerUrl, {
      action: 'backup.restored',
      at: new SystemClock().now(),
      facts: { madeAt: header.madeAt, tables: header.tables.length },
    });
    console.log(`Восстановлено: ${figures(manifest)}; копия сделана ${header.madeAt}.`);
    if (schema === 'older')
      console.log('Копия сделана прежней версией: до запуска сервера выполните npm run migrate.');
  } finally {
    await database.release();
  }
}

function figures({ tables }: ArchiveManifest): string {
  const sums = Object.values(tables);
  return `таблиц ${sums.length}, строк ${sums.reduce((all, { rows }) => all + rows, 0)}`;
}

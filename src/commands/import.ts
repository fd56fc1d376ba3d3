import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { makeDataSource, migrate } from '../data-source.js';
import { openDatabase } from '../database.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { snilsVaultOf } from '../platform/platform.module.js';
import { DEFAULT_LIMITS, type ImportReport } from '../roster/application/import-contract.js';
import { ImportRoster } from '../roster/application/import-roster.js';
import type { ImportPace } from '../roster/domain/import-pace.js';
import { lowerPriority } from '../roster/gateway/low-priority.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { describeReport } from './import-report.js';
import { runCommand } from './run-command.js';

const HELP = `npm run import -- ПАПКА [--dry-run] [--force] [--gentle]

Загружает контингент из папки: region.json и файлы CSV (UTF-8 или Windows-1251, разделитель «;» или «,»),
книги Excel .xlsx или roster.json.
Столбцы описаны в docs/formats.md, раздел «Файлы контингента».

  --dry-run  проверить и показать, что изменилось бы; ничего не записать
  --force    подтвердить снятие больше 5 % (и не меньше 10) учеников школы полной загрузкой
  --gentle   щадить работающий сервер: низкий приоритет и передышки; в несколько раз дольше
  --help     эта справка

База: DATABASE_URL, без неё вне рабочей среды — встроенный PostgreSQL в DATA_DIR.
Код завершения: 0 — загружено без ошибок; 3 — загружено, но часть строк отложена или полей не принята;
1 — не загружено; 2 — команда написана неверно.`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      force: { type: 'boolean' },
      gentle: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [folder] = positionals;
  if (values.help === true || folder === undefined || positionals.length > 1) {
    console.log(HELP);
    return values.help === true ? 0 : 2;
  }
  const { force = false, gentle = false } = values;
  const report = await importFolder(folder, values['dry-run'] === true, force, gentle ? 'gentle' : 'fast');
  console.log(describeReport(report));
  return exitCode(report);
});

async function importFolder(
  folder: string,
  dryRun: boolean,
  force: boolean,
  pace: ImportPace,
): Promise<ImportReport> {
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const database = await openDatabase(all, console.log);
  if (database.embedded) await migrate(database.ownerUrl);
  // Only now: a PostgreSQL that we had to start would inherit it.
  if (pace === 'gentle') lowerPriority(process.pid);
  const dataSource = makeDataSource({ url: database.appUrl, poolSize: 3, applicationName: 'perehod-import' });
  try {
    await dataSource.initialize();
    const limits = { ...DEFAULT_LIMITS, allowTestSnils: settings.environment !== 'production' };
    const imports = new ImportRoster(dataSource, snilsVaultOf(settings), new SystemClock(), limits, pace);
    return await imports.execute({ folder, dryRun, force, uploadedBy: 'command', say: console.log });
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.release();
  }
}

function exitCode({ state, issueTotals }: ImportReport): 0 | 1 | 3 {
  if (state !== 'applied' && state !== 'ready') return 1;
  return issueTotals.row + issueTotals.field > 0 ? 3 : 0;
}

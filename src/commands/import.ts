import 'reflect-metadata';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { makeDataSource, migrate } from '../data-source.js';
import { SystemClock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { readSettings, SettingsError } from '../platform/config/read-settings.js';
import { vaultFromSettings } from '../platform/crypto/vault-from-settings.js';
import { type EmbeddedServer, startEmbeddedServer } from '../platform/database/embedded-server.js';
import { DEFAULT_LIMITS, ImportRoster, type ImportReport } from '../roster/index.js';
import { describeReport } from './import-report.js';

const HELP = `npm run import -- ПАПКА [--dry-run] [--force]

Загружает контингент из папки: region.json и файлы CSV (UTF-8 или Windows-1251, разделитель «;» или «,»).
Столбцы описаны в docs/formats.md, раздел «Файлы контингента».

  --dry-run  проверить и показать, что изменилось бы; ничего не записать
  --force    подтвердить снятие больше 5 % (и не меньше 10) учеников школы полной загрузкой
  --help     эта справка

База данных: DATABASE_URL; без неё — встроенный сервер в DATA_DIR (вне рабочей среды).
Код завершения: 0 — загружено без ошибок; 1 — загружено, но часть строк отложена или полей не принята;
2 — не загружено.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const [folder] = positionals;
  if (values.help === true || folder === undefined || positionals.length > 1) {
    console.log(HELP);
    return values.help === true ? 0 : 2;
  }
  const { value: settings, complaints } = readSettings(PlatformSettings, process.env);
  if (complaints.length > 0) throw new SettingsError(complaints);
  const { dataSource, stop } = await connect(settings);
  try {
    const limits = { ...DEFAULT_LIMITS, allowTestSnils: settings.environment !== 'production' };
    const imports = new ImportRoster(dataSource, vaultFromSettings(settings), new SystemClock(), limits);
    const report = await imports.execute({
      folder,
      dryRun: values['dry-run'] === true,
      force: values.force === true,
      uploadedBy: 'command',
      say: (russian) => console.log(russian),
    });
    console.log(describeReport(report));
    return exitCode(report);
  } finally {
    await stop();
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { values: { help: undefined, 'dry-run': undefined, force: undefined }, positionals: [] };
  }
}

async function connect(
  settings: PlatformSettings,
): Promise<{ dataSource: DataSource; stop: () => Promise<void> }> {
  const server = settings.databaseUrl === undefined ? await startOwnServer(settings) : null;
  const url = settings.databaseUrl ?? server?.url('perehod_app') ?? '';
  const dataSource = await makeDataSource({
    url,
    poolSize: 3,
    applicationName: 'perehod-import',
  }).initialize();
  const stop = async () => {
    await dataSource.destroy();
    await server?.stop();
  };
  return { dataSource, stop };
}

async function startOwnServer(settings: PlatformSettings): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({
    folder: join(settings.dataDir, 'postgres'),
    onProgress: (russian) => console.log(russian),
  });
  await migrate(server.url('perehod_owner'));
  return server;
}

function exitCode({ state, issueTotals }: ImportReport): 0 | 1 | 2 {
  if (state !== 'applied' && state !== 'ready') return 2;
  return issueTotals.row + issueTotals.field > 0 ? 1 : 0;
}

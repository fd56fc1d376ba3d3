import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { makeDataSource } from '../data-source.js';
import { openDatabase } from '../database.js';
import { environment } from '../platform/config/environment.js';
import { PlatformSettings } from '../platform/config/platform.settings.js';
import { Reseal, type Resealed } from '../platform/crypto/reseal.js';
import { keyringOf } from '../platform/platform.module.js';
import { sealedColumns } from '../sealed-columns.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { runCommand } from './run-command.js';

const HELP = `npm run rotate-keys [-- --dry-run]

Перешифровывает всё зашифрованное первым ключом из DATA_KEYS; серверы в это время работают.

Порядок: 1) новый ключ — первым в DATA_KEYS, старый оставьте за ним, перезапустите серверы;
2) эта команда; 3) когда она скажет, что под старым ключом ничего нет, уберите его и перезапустите серверы.
Прерванную запустите снова: она продолжит с оставшегося. Старым ключом читаются и прежние резервные копии: храните его, пока храните их.

  --dry-run  только показать, что под каким ключом лежит
  --help     эта справка

Код завершения: 0 — всё под первым ключом; 3 — что-то осталось под другим или не открылось; 1 — не удалось.`;

/** So often a column is gone over again for rows that servers wrote in between. */
const PASSES = 5;

await runCommand(async () => {
  const { values } = parseArgs({
    options: { 'dry-run': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const all = readAllSettings(environment);
  const settings = settingsOf(all, PlatformSettings);
  const database = await openDatabase(all, console.log);
  const dataSource = makeDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'perehod-keys' });
  try {
    await dataSource.initialize();
    const keyring = keyringOf(settings);
    const reseal = new Reseal(dataSource, keyring);
    console.log(`Первый ключ: ${keyring.currentId}`);
    let whole = true;
    for (const column of sealedColumns) {
      if (values['dry-run'] !== true) await untilDone(reseal, column);
      const left = await reseal.left(column);
      const rest = Object.entries(left).map(([id, rows]) => `${id}: ${rows}`);
      if (rest.length > 0) console.log(`  ${column.table}: под другими ключами — ${rest.join(', ')}`);
      whole &&= rest.length === 0;
    }
    console.log(whole ? 'Под другими ключами ничего нет: их можно убрать.' : 'Другие ключи ещё нужны.');
    return whole ? 0 : 3;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database.release();
  }
});

async function untilDone(reseal: Reseal, column: (typeof sealedColumns)[number]): Promise<void> {
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const done = await reseal.column(column);
    console.log(`  ${describe(done)}`);
    const left = Object.values(done.left).reduce((sum, rows) => sum + rows, 0);
    if (left <= done.unreadable) return;
  }
}

function describe({ column, resealed, unreadable }: Resealed): string {
  const faults = unreadable > 0 ? `, не открылось ${unreadable}: ключа нет или запись испорчена` : '';
  return `${column}: перешифровано ${resealed}${faults}`;
}

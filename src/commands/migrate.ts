import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { migrate } from '../data-source.js';
import { openDatabase } from '../database.js';
import { environment } from '../platform/config/environment.js';
import { runCommand } from './run-command.js';
import { readAllSettings } from '../settings.js';

const HELP = `npm run migrate

Применяет миграции и выходит. Можно запускать сразу на нескольких машинах: они подождут друг друга.
База: DATABASE_OWNER_URL (владелец схемы), без неё DATABASE_URL, а вне рабочей среды — встроенный PostgreSQL.`;

await runCommand(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const database = await openDatabase(readAllSettings(environment), console.log);
  try {
    const applied = await migrate(database.ownerUrl);
    console.log(applied.length === 0 ? 'Новых миграций нет.' : `Применено: ${applied.join(', ')}`);
    return 0;
  } finally {
    await database.release();
  }
});

import 'reflect-metadata';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { ArchiveMonths, AuditSettings, tellFault } from '../audit/index.js';
import { makeDataSource } from '../data-source.js';
import { openDatabase } from '../database.js';
import { SystemClock } from '../platform/clock/clock.js';
import { environment } from '../platform/config/environment.js';
import { readAllSettings, settingsOf } from '../settings.js';
import { runCommand } from './run-command.js';

const HELP = `npm run audit:archive -- --before ГГГГ-ММ

Выводит из рабочих таблиц аудита месяцы раньше названного: целиком, в схему audit_archive, откуда владелец выгружает
их pg_dump и удаляет. Блоки цепочки остаются, и она проверяется дальше (npm run audit:verify), в том числе вывезенный
месяц, пока его таблицы здесь или возвращены. Месяц моложе срока хранения (AUDIT_RETENTION_YEARS) не выводится,
нарушенная цепочка не даёт вывести ничего. Нужна роль владельца: DATABASE_OWNER_URL.

  --before     первый месяц, который останется, например 2023-11
  --help       эта справка

Код завершения: 0 — выведено или нечего выводить; 1 — не удалось; 2 — команда неверна; 3 — цепочка нарушена.`;

const options = { before: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const { before = '' } = values;
  const all = readAllSettings(environment);
  const now = new SystemClock().now();
  const { auditRetentionYears: years } = settingsOf(all, AuditSettings);
  const latest = `${now.getUTCFullYear() - years}-${String(now.getUTCMonth() + 1).padStart(2, '0')}`;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(before)) {
    console.error('--before: нужен месяц ГГГГ-ММ');
    return 2;
  }
  if (before > latest) {
    console.error(`--before: записи хранятся не меньше ${years} лет; самое позднее ${latest}`);
    return 2;
  }
  const database = await openDatabase(all);
  const owner = makeDataSource({
    url: database.ownerUrl,
    poolSize: 2,
    applicationName: 'perehod-audit-archive',
  });
  try {
    await owner.initialize();
    const actor = { kind: 'operator', id: userInfo().username } as const;
    const done = await new ArchiveMonths(owner).execute(before, actor, now);
    if (done.kind === 'broken') {
      const [first] = done.verdict.faults;
      console.error(
        `Цепочка нарушена${first === undefined ? '' : `: ${tellFault(first)}`}. Ничего не выведено.`,
      );
      return 3;
    }
    const { months } = done;
    console.log(months.length === 0 ? 'Таких месяцев нет.' : `В схеме audit_archive: ${months.join(', ')}.`);
    return 0;
  } finally {
    if (owner.isInitialized) await owner.destroy();
    await database.release();
  }
});

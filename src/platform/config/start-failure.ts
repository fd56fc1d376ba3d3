import { SettingsError } from './read-settings.js';

interface SystemFailure extends Error {
  readonly code?: string;
  readonly path?: string;
  readonly port?: number;
  readonly address?: string;
}

const DISK_FULL = (): string =>
  'На диске не осталось места. Освободите его и повторите: записанного наполовину нет.';
const NO_ANSWER = ({ address, port }: SystemFailure): string =>
  `База данных не отвечает${address === undefined ? '' : ` (${address}:${port ?? 5432})`}. ` +
  'Проверьте DATABASE_URL и запущен ли PostgreSQL.';

/** By errno of the system or SQLSTATE (PostgreSQL, appendix A). */
const EXPLAINED: Readonly<Record<string, (failure: SystemFailure) => string>> = {
  EADDRINUSE: ({ port = 8080 }) =>
    `Порт ${port} занят. Укажите другой, например: PORT=${otherPort(port)} npm start`,
  EACCES: ({ port, path }) =>
    port === undefined
      ? `Нет права на ${path ?? 'файл'}. Проверьте владельца и права.`
      : `Нет права слушать порт ${port}. Укажите порт больше 1024 в PORT.`,
  EADDRNOTAVAIL: ({ address = '' }) => `Адреса ${address} на этой машине нет. Исправьте HOST.`,
  ECONNREFUSED: NO_ANSWER,
  ETIMEDOUT: NO_ANSWER,
  ENOTFOUND: () => 'Сервера базы данных с таким именем нет. Проверьте DATABASE_URL.',
  ENOSPC: DISK_FULL,
  '28P01': () => 'База данных не приняла имя или пароль. Проверьте DATABASE_URL.',
  '28000': () => 'База данных не пускает эту роль. Проверьте DATABASE_URL и pg_hba.conf.',
  '3D000': () => 'Такой базы данных нет. Проверьте DATABASE_URL.',
  '42501': () =>
    'Роли базы данных не хватает прав. Миграции идут от имени владельца схемы: DATABASE_OWNER_URL.',
  '53100': DISK_FULL,
  '53300': () =>
    'У PostgreSQL кончились соединения. Увеличьте max_connections или уменьшите DATABASE_POOL_SIZE.',
  '57P03': () => 'PostgreSQL запускается или останавливается. Повторите через минуту.',
};

/** A port near by that one may have without being root. */
function otherPort(port: number): number {
  return port > 64_535 ? port - 1000 : port + 1000;
}

/** Why a program could not start, in Russian, with what to do; the stack only for what we did not foresee. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof SettingsError) return `${error.message}\nВсе настройки описаны в .env.example.`;
  if (!(error instanceof Error)) return `Не удалось запустить: ${String(error)}`;
  const failure: SystemFailure = error;
  const explain = EXPLAINED[failure.code ?? ''];
  return explain === undefined ? (failure.stack ?? failure.message) : explain(failure);
}

import { SettingsError } from './read-settings.js';

interface SystemFailure extends Error {
  readonly code?: string;
  readonly port?: number;
  readonly address?: string;
}

const EXPLAINED: Readonly<Record<string, (failure: SystemFailure) => string>> = {
  EADDRINUSE: ({ port = 8080 }) =>
    `Порт ${port} занят. Укажите другой, например: PORT=${port + 1000} npm start`,
  EACCES: ({ port = 80 }) => `Нет права слушать порт ${port}. Укажите порт больше 1024 в PORT.`,
  EADDRNOTAVAIL: ({ address = '' }) => `Адреса ${address} на этой машине нет. Исправьте HOST.`,
  ECONNREFUSED: ({ address = '', port = 5432 }) =>
    `База данных не отвечает (${address}:${port}). Проверьте DATABASE_URL и запущен ли PostgreSQL.`,
  '28P01': () => 'База данных не приняла имя или пароль. Проверьте DATABASE_URL.',
  '3D000': () => 'Такой базы данных нет. Проверьте DATABASE_URL.',
};

/** Why a program could not start, in Russian, with what to do; the stack only for what we did not foresee. */
export function explainStartFailure(error: unknown): string {
  if (error instanceof SettingsError) return `${error.message}\nВсе настройки описаны в .env.example.`;
  if (!(error instanceof Error)) return `Не удалось запустить: ${String(error)}`;
  const failure: SystemFailure = error;
  const explain = EXPLAINED[failure.code ?? ''];
  return explain === undefined ? (failure.stack ?? failure.message) : explain(failure);
}

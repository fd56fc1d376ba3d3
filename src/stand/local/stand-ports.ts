import { createServer } from 'node:net';

/** Where the three programs of the stand listen. */
export interface StandPorts {
  readonly server: number;
  readonly esia: number;
  readonly journal: number;
}

const PROGRAMS = [
  { name: 'server', key: 'PORT', usual: 8080, title: 'сервер' },
  { name: 'esia', key: 'ESIA_PORT', usual: 8090, title: 'эмулятор ЕСИА' },
  { name: 'journal', key: 'JOURNAL_PORT', usual: 8091, title: 'демо-журнал' },
] as const;

/** A complaint for the person at the console; no stack is shown. */
export class StandError extends Error {}

/**
 * Reads the ports from the environment and makes sure that nobody has them.
 * Throws a StandError that names each port that is unfit or taken, and how to choose another.
 */
export async function findPorts(environment: NodeJS.ProcessEnv): Promise<StandPorts> {
  const ports = { server: 0, esia: 0, journal: 0 };
  const complaints: string[] = [];
  for (const { name, key, usual, title } of PROGRAMS) {
    const port = Number(environment[key] ?? usual);
    ports[name] = port;
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      complaints.push(`${key}: нужен порт от 1 до 65535`);
    else if (!(await isFree(port))) {
      complaints.push(
        `Порт ${port} (${title}) занят. Укажите другой, например: ${key}=${port > 64_535 ? port - 1000 : port + 1000} npm start`,
      );
    }
  }
  if (complaints.length > 0) throw new StandError(complaints.join('\n'));
  if (new Set(Object.values(ports)).size < 3) {
    throw new StandError('PORT, ESIA_PORT и JOURNAL_PORT должны различаться.');
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((tell) => {
    probe.once('error', () => tell(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => tell(true)));
  });
}

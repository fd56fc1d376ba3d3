import { type AddressInfo, createServer } from 'node:net';

/** Where the programs of the stand listen. */
export interface StandPorts {
  readonly server: number;
  readonly esia: number;
  readonly journal: number;
  /** The page of messages, and the gateway of SMS and messenger. */
  readonly messages: number;
  /** The mail server beside it, on any free port: only the server knows it. */
  readonly mail: number;
}

const PROGRAMS = [
  { name: 'server', key: 'PORT', usual: 8080, title: 'сервер' },
  { name: 'esia', key: 'ESIA_PORT', usual: 8090, title: 'эмулятор ЕСИА' },
  { name: 'journal', key: 'JOURNAL_PORT', usual: 8091, title: 'демо-журнал' },
  { name: 'messages', key: 'MESSAGES_PORT', usual: 8093, title: 'сообщения стенда' },
] as const;

/** A complaint for the person at the console; no stack is shown. */
export class StandError extends Error {}

/**
 * Reads the ports from the environment and makes sure that nobody has them.
 * Throws a StandError that names each port that is unfit or taken, and how to choose another.
 */
export async function findPorts(environment: NodeJS.ProcessEnv): Promise<StandPorts> {
  const ports = { server: 0, esia: 0, journal: 0, messages: 0, mail: await anyPort() };
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
  if (new Set(Object.values(ports)).size < Object.keys(ports).length) {
    throw new StandError('PORT, ESIA_PORT, JOURNAL_PORT и MESSAGES_PORT должны различаться.');
  }
  return ports;
}

function anyPort(): Promise<number> {
  const probe = createServer();
  return new Promise((tell) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => tell(port));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((tell) => {
    probe.once('error', () => tell(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => tell(true)));
  });
}

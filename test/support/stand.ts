import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.js';

const ROOT = resolve(import.meta.dirname, '../..');

export interface StandAddresses {
  readonly server: string;
  readonly esia: string;
  readonly journal: string;
}

/** `npm start` as a user runs it, from the built files, on ports and in a folder of its own. */
export class RunningStand {
  private constructor(
    readonly process: ChildProcess,
    readonly addresses: StandAddresses,
    private readonly words: { text: string },
  ) {}

  /** Everything that it printed. */
  get said(): string {
    return this.words.text;
  }

  /** Starts it and waits until it says that it is ready. Needs a build. */
  static async start(
    folder: string,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<RunningStand> {
    const [server, esia, journal] = [await freePort(), await freePort(), await freePort()];
    const messages = await freePort();
    const child = spawn(process.execPath, [join(ROOT, 'dist/src/stand/start.js')], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        DATA_DIR: folder,
        PORT: String(server),
        ESIA_PORT: String(esia),
        JOURNAL_PORT: String(journal),
        MESSAGES_PORT: String(messages),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const words = { text: '' };
    const ready = new Promise<void>((done, fail) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          words.text += text;
          if (words.text.includes('Остановить: Ctrl-C')) done();
        });
      }
      child.once('exit', (code) => fail(new Error(`The stand ended with ${String(code)}:\n${words.text}`)));
    });
    await ready;
    const url = (port: number): string => `http://localhost:${port}`;
    return new RunningStand(child, { server: url(server), esia: url(esia), journal: url(journal) }, words);
  }

  /** Presses Ctrl-C; returns the exit code. */
  async interrupt(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const gone = once(this.process, 'exit') as Promise<[number | null]>;
    this.process.kill('SIGINT');
    const [code] = await gone;
    return code;
  }
}

/** Deletes a stand's folder and, where root had to keep the database elsewhere, that place too. */
export function removeStand(folder: string): void {
  const postgres = join(folder, 'postgres');
  if (existsSync(postgres)) rmSync(realpathSync(postgres), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** The process of PostgreSQL under a stand's folder; null when none runs. */
export function postgresOf(folder: string): number | null {
  const file = join(folder, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

/** True while the system knows the process, one that has ended and is not collected yet among them. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for something that comes by itself; the test's own time limit is the end. */
export async function until(what: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await what())) await new Promise((done) => setTimeout(done, everyMs));
}

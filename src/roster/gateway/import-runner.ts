import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Uuid } from '../../kernel/ids.js';
import { lowerPriority } from './low-priority.js';

/** What the process needs to open its own connection and vault. */
interface ImportSecrets {
  readonly databaseUrl: string;
  readonly dataKeys: string;
  readonly snilsIndexKey: string;
}

/** Everything that the process is given: whose region's oldest batch it runs. */
export interface ImportTask {
  readonly regionId: Uuid;
  readonly secrets: ImportSecrets;
}

/** An import is bounded: its streams hold little, and what holds more is a mistake that must not take the server along. */
const HEAP_MB = 256;

/** What the process tells before it ends: it ran a batch, the batch failed, there was none, or the database went away. */
export type ImportNews = 'ran' | 'failed' | 'idle' | 'lost';

/**
 * Runs an import beside the server: a process of the lowest priority, with a heap and a database connection of its own, so
 * that neither its work nor its garbage collection takes the processor from whoever waits for an answer.
 */
export class ImportRunner {
  private readonly running = new Set<ChildProcess>();

  constructor(
    private readonly entry: URL = new URL('../../commands/import-process.js', import.meta.url),
    private readonly execArgv: readonly string[] = [],
  ) {}

  /** Resolves when the process ended by itself; rejects when it died or was stopped: its transaction is then undone. */
  run(task: ImportTask): Promise<ImportNews> {
    const child = fork(fileURLToPath(this.entry), [], {
      execArgv: [...this.execArgv, `--max-old-space-size=${HEAP_MB}`],
    });
    // Before it has threads of its own: they inherit it.
    if (child.pid !== undefined) lowerPriority(child.pid);
    this.running.add(child);
    let news: ImportNews | undefined;
    child.once('message', (message) => (news = message as ImportNews));
    // Through the channel: arguments and environment are seen in the list of processes.
    child.send(task, () => undefined);
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) => {
        this.running.delete(child);
        if (code === 0 && news !== undefined) done(news);
        else fail(new Error(`The import process ended with ${code ?? signal ?? 'nothing'}`));
      });
    });
  }

  /** Stops what runs; the database undoes it. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.running].map(async (child) => {
        const gone = once(child, 'exit');
        if (child.kill('SIGKILL')) await gone;
      }),
    );
  }
}

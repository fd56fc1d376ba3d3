import { Worker } from 'node:worker_threads';
import type { Uuid } from '../../kernel/ids.js';

/** What the thread needs to open its own connection and vault. */
interface ImportSecrets {
  readonly databaseUrl: string;
  readonly dataKeys: string;
  readonly snilsIndexKey: string;
}

/** Everything that the thread is given: whose region's oldest batch it runs. */
export interface ImportThreadInput {
  readonly regionId: Uuid;
  readonly secrets: ImportSecrets;
}

/** An import is bounded: its streams hold little, and what holds more is a mistake that must not take the server along. */
const HEAP_MB = 256;

/** What a thread tells before it ends: it ran a batch, the batch failed, there was none, or the database went away. */
export type ImportThreadNews = 'ran' | 'failed' | 'idle' | 'lost';

/** Runs an import outside the server's event loop: a worker thread with a heap and a database connection of its own. */
export class ImportRunner {
  private readonly running = new Set<Worker>();

  constructor(
    private readonly entry: URL = new URL('../../commands/import-thread.js', import.meta.url),
    private readonly execArgv: readonly string[] = [],
  ) {}

  /** Resolves when the thread ended by itself; rejects when it died or was stopped: its transaction is then undone. */
  run(input: ImportThreadInput): Promise<ImportThreadNews> {
    const worker = new Worker(this.entry, {
      workerData: input,
      execArgv: [...this.execArgv],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.running.add(worker);
    let news: ImportThreadNews | undefined;
    worker.once('message', (message) => (news = message as ImportThreadNews));
    return new Promise((done, fail) => {
      worker.once('error', fail);
      worker.once('exit', (code) => {
        this.running.delete(worker);
        if (code === 0 && news !== undefined) done(news);
        else fail(new Error(`The import thread ended with ${code}`));
      });
    });
  }

  /** Stops what runs; the database undoes it. */
  async stop(): Promise<void> {
    await Promise.all([...this.running].map((worker) => worker.terminate()));
  }
}

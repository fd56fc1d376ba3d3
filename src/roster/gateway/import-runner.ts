import { Worker } from 'node:worker_threads';
import type { Uuid } from '../../kernel/ids.js';

/** One uploaded folder to be imported; all of it can cross to another thread. */
interface ImportJob {
  readonly folder: string;
  readonly batchId: Uuid;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly uploadedBy: string;
  readonly school: { readonly id: Uuid; readonly sourceId: string } | null;
  readonly allowTestSnils: boolean;
}

/** What the thread needs to open its own connection and vault. */
interface ImportSecrets {
  readonly databaseUrl: string;
  readonly dataKeys: string;
  readonly snilsIndexKey: string;
}

/** Everything that the thread is given. */
export interface ImportThreadInput {
  readonly job: ImportJob;
  readonly secrets: ImportSecrets;
}

/** An import is bounded: its streams hold little, and what holds more is a mistake that must not take the server along. */
const HEAP_MB = 256;

/** Runs an import outside the server's event loop: a worker thread with a heap and a database connection of its own. */
export class ImportRunner {
  private readonly running = new Set<Worker>();

  constructor(
    private readonly entry: URL = new URL('../../commands/import-thread.js', import.meta.url),
    private readonly execArgv: readonly string[] = [],
  ) {}

  /** Resolves when the thread ended by itself; rejects when it failed or was stopped: its transaction is then undone. */
  run(input: ImportThreadInput): Promise<void> {
    const worker = new Worker(this.entry, {
      workerData: input,
      execArgv: [...this.execArgv],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.running.add(worker);
    return new Promise<void>((done, fail) => {
      worker.once('error', fail);
      worker.once('exit', (code) => {
        this.running.delete(worker);
        if (code === 0) done();
        else fail(new Error(`The import thread ended with ${code}`));
      });
    });
  }

  /** Stops what runs; the database undoes it. */
  async stop(): Promise<void> {
    await Promise.all([...this.running].map((worker) => worker.terminate()));
  }
}

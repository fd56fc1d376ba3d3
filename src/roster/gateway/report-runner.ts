import { Worker } from 'node:worker_threads';
import type { Uuid } from '../../kernel/ids.js';

/** Everything that the thread is given: whose report, where to write it, and what opens the database and the files. */
export interface ReportThreadInput {
  readonly batchId: Uuid;
  readonly path: string;
  readonly databaseUrl: string;
  readonly dataKeys: string;
}

/** Readers and the writer stream; what holds more is a mistake that must not take the server along. */
const HEAP_MB = 256;

/** Makes reports of faults outside the server's event loop, one at a time. */
export class ReportRunner {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly running = new Set<Worker>();

  constructor(
    private readonly entry: URL = new URL('../../commands/report-thread.js', import.meta.url),
    private readonly execArgv: readonly string[] = [],
  ) {}

  /** Resolves when the report is written; rejects when its thread failed or was stopped. */
  run(input: ReportThreadInput): Promise<void> {
    const next = this.queue.then(() => this.runNow(input));
    this.queue = next.catch(() => undefined);
    return next;
  }

  /** Stops what runs: the server ends. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.running].map((worker) => worker.terminate()));
  }

  private runNow(input: ReportThreadInput): Promise<void> {
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
        else fail(new Error(`The report thread ended with ${code}`));
      });
    });
  }
}

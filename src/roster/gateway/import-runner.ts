import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Uuid } from '../../kernel/ids.js';
import { lowerPriority } from './low-priority.js';
import { removeUpload } from './upload-folder.js';

/** What the process needs to open its own connection and vault. */
interface ImportSecrets {
  readonly databaseUrl: string;
  readonly dataKeys: string;
  readonly snilsIndexKey: string;
}

/** Whose region's oldest batch is to be run, and by which keys. */
export interface ImportTask {
  readonly regionId: Uuid;
  readonly secrets: ImportSecrets;
}

/** Everything that the process is given; what it writes to the disk, it writes into `place`. */
export interface ImportOrder extends ImportTask {
  readonly place: string;
}

/** The start of a name that upload-folder.ts clears away when it was forgotten for a day. */
const PREFIX = 'perehod-upload-run-';

/** An import is bounded: its streams hold little, and what holds more is a mistake that must not take the server along. */
const HEAP_MB = 256;

/**
 * What came of it: a batch was run, or failed; there was none; or the process lost its database or was killed from outside,
 * which says nothing of the batch.
 */
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

  /** Rejects when the process died by itself, of its batch perhaps. However it ended, what it had not committed is undone. */
  async run(task: ImportTask): Promise<ImportNews> {
    const place = await mkdtemp(join(tmpdir(), PREFIX));
    try {
      return await this.runIn({ ...task, place });
    } finally {
      // A process that was killed could not clear away what it had unsealed.
      await removeUpload(place);
    }
  }

  private runIn(order: ImportOrder): Promise<ImportNews> {
    const child = fork(fileURLToPath(this.entry), [], {
      execArgv: [...this.execArgv, `--max-old-space-size=${HEAP_MB}`],
    });
    // Before it has threads of its own: they inherit it.
    if (child.pid !== undefined) lowerPriority(child.pid);
    this.running.add(child);
    let news: ImportNews | undefined;
    child.once('message', (message) => (news = message as ImportNews));
    // Through the channel: arguments and environment are seen in the list of processes.
    child.send(order, () => undefined);
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code, signal) => {
        this.running.delete(child);
        if (code === 0 && news !== undefined) done(news);
        else if (signal === 'SIGKILL') done('lost');
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

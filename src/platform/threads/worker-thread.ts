import { Piscina } from 'piscina';

/** What takes longer has failed. */
const PATIENCE_MS = 60_000;
/** More askers at once than this wait their turn in vain. */
const MOST_WAITING = 50;

/**
 * The worker at this address. Where the sources run uncompiled (tests), a thread needs the loader that this process has: Node
 * does not hand it down.
 */
function program(worker: URL): { readonly filename: string; readonly execArgv: string[] } {
  if (!import.meta.url.endsWith('.ts')) return { filename: worker.href, execArgv: [] };
  const hooks = new URL('../../../test/support/typescript-hooks.js', import.meta.url).href;
  return { filename: worker.href.replace(/\.js$/, '.ts'), execArgv: ['--import', hooks] };
}

/** One thread for work that would stop the event loop; it begins with its first task and ends when it has none. */
export class WorkerThread<Task, Result> {
  private pool: Piscina<Task, Result> | null = null;

  /** `worker` is the address of the compiled program, as `new URL('./name.worker.js', import.meta.url)`. */
  constructor(private readonly worker: URL) {}

  async run(task: Task): Promise<Result> {
    this.pool ??= this.newPool();
    return this.pool.run(task, { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async close(): Promise<void> {
    await this.pool?.close({ force: true });
    this.pool = null;
  }

  private newPool(): Piscina<Task, Result> {
    const pool = new Piscina<Task, Result>({
      ...{
        ...program(this.worker),
        minThreads: 0,
        maxThreads: 1,
        maxQueue: MOST_WAITING,
        idleTimeout: 30_000,
      },
      env: {},
    });
    // A thread that dies while idle is replaced; unheard, its error would end the process.
    pool.on('error', () => undefined);
    return pool;
  }
}

import { Piscina } from 'piscina';
import type { GostVerificationTask } from './gost-verification.worker.js';

/** A check takes two milliseconds; the rest is the queue of a wave of sign-ins. A thread that is silent longer is ended. */
const PATIENCE_MS = 10_000;

/** What the threads run. */
export interface WorkerProgram {
  readonly filename: string;
  readonly execArgv: readonly string[];
}

/**
 * The worker beside this file. Where the sources run uncompiled (tests), a thread needs the loader that this process has:
 * Node does not hand it down.
 */
function builtInProgram(): WorkerProgram {
  const here = import.meta.url;
  if (!here.endsWith('.ts'))
    return { filename: new URL('./gost-verification.worker.js', here).href, execArgv: [] };
  const hooks = new URL('../../../test/support/typescript-hooks.js', here).href;
  return { filename: new URL('./gost-verification.worker.ts', here).href, execArgv: ['--import', hooks] };
}

/** Checks GOST signatures in worker threads, so that a wave of sign-ins does not stop the event loop (quality.md, speed). */
export class GostVerificationPool {
  private readonly pool: Piscina<GostVerificationTask, boolean>;

  /** `warm` threads stay; more come when needed, up to `most`, and leave after half a minute without work. */
  constructor(
    threads: { readonly warm: number; readonly most: number },
    program: WorkerProgram = builtInProgram(),
  ) {
    this.pool = new Piscina<GostVerificationTask, boolean>({
      filename: program.filename,
      execArgv: [...program.execArgv],
      minThreads: threads.warm,
      maxThreads: threads.most,
      idleTimeout: 30_000,
      env: {},
    });
    // A thread that dies while idle is replaced; unheard, its error would end the process.
    this.pool.on('error', () => undefined);
  }

  /** The check is pure, so a thread that died under it is no reason to refuse a person: another one is asked, once. */
  async verify(task: GostVerificationTask): Promise<boolean> {
    try {
      return await this.run(task);
    } catch {
      return await this.run(task);
    }
  }

  private run(task: GostVerificationTask): Promise<boolean> {
    return this.pool.run(task, { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async close(): Promise<void> {
    await this.pool.close({ force: true });
  }
}

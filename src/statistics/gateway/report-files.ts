import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { FileTask } from './report-files.worker.js';

/** A region's file takes seconds; what takes longer has failed. */
const PATIENCE_MS = 60_000;
/** More askers at once than this wait their turn in vain. */
const MOST_WAITING = 50;

/**
 * The worker beside this file. Where the sources run uncompiled (tests), a thread needs the loader that this process has:
 * Node does not hand it down.
 */
function program(): { readonly filename: string; readonly execArgv: string[] } {
  const here = import.meta.url;
  if (!here.endsWith('.ts'))
    return { filename: new URL('./report-files.worker.js', here).href, execArgv: [] };
  const hooks = new URL('../../../test/support/typescript-hooks.js', here).href;
  return { filename: new URL('./report-files.worker.ts', here).href, execArgv: ['--import', hooks] };
}

/** Writes workbooks, PDF and charts in one thread of its own, so that an export never stops the event loop (quality.md). */
@Injectable()
export class ReportFiles implements OnApplicationShutdown {
  private pool: Piscina<FileTask, Uint8Array> | null = null;

  async write(task: FileTask): Promise<Buffer> {
    this.pool ??= newPool();
    return Buffer.from(await this.pool.run(task, { signal: AbortSignal.timeout(PATIENCE_MS) }));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.close({ force: true });
    this.pool = null;
  }
}

function newPool(): Piscina<FileTask, Uint8Array> {
  const pool = new Piscina<FileTask, Uint8Array>({
    ...{ ...program(), minThreads: 0, maxThreads: 1, maxQueue: MOST_WAITING, idleTimeout: 30_000, env: {} },
  });
  // A thread that dies while idle is replaced; unheard, its error would end the process.
  pool.on('error', () => undefined);
  return pool;
}

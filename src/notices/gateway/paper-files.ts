import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorkerThread } from '../../platform/threads/worker-thread.js';
import type { Pack } from '../domain/paper.js';

/** Prints packs in one thread of its own, a class at a time: a school's papers never lie in memory together. */
@Injectable()
export class PaperFiles implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<Pack, Uint8Array>(
    new URL('./paper-files.worker.js', import.meta.url),
  );

  async pdf(pack: Pack): Promise<Buffer> {
    return Buffer.from(await this.thread.run(pack));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.close();
  }
}

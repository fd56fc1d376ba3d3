import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorkerThread } from '../../platform/threads/worker-thread.js';
import type { FileTask } from './report-files.worker.js';

/** Writes workbooks, PDF and charts in one thread of its own, so that an export never stops the event loop (quality.md). */
@Injectable()
export class ReportFiles implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<FileTask, Uint8Array>(
    new URL('./report-files.worker.js', import.meta.url),
  );

  async write(task: FileTask): Promise<Buffer> {
    return Buffer.from(await this.thread.run(task));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.close();
  }
}

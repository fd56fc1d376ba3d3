import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Log } from '../../platform/logging/log.js';
import { FILES_LIVE_MS } from '../domain/import-batch.js';
import { ImportRunner } from '../gateway/import-runner.js';
import { removeForgottenUploads } from '../gateway/upload-folder.js';
import { escalateWaiting, failAbandoned, failIfRunning } from '../store/import-batch.store.js';
import { forgetImportFiles } from '../store/import-files.js';
import { ageBatches, findIdleRegions, hasQueued, nextQueued } from '../store/import-queue.js';
import { tryLockRegion } from '../store/import-session.js';

/** The address of the database, for the import's own connection. */
export const DATABASE_URL = Symbol('DATABASE_URL');

const LOOK_EVERY_MS = 15_000;
const AGE_EVERY_MS = 600_000;

/**
 * Runs received batches, one of a region at a time, outside the event loop. The queue is the table: another instance, or
 * this one after `kill -9`, finds batches that nobody is at by the region's lock, and goes on with them.
 */
@Injectable()
export class ImportQueue implements OnModuleInit, OnApplicationShutdown {
  private readonly busy = new Map<Uuid, Promise<void>>();
  private isStopping = false;

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    @Inject(Log) private readonly log: Log,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.add({ name: 'roster.resume_imports', everyMs: LOOK_EVERY_MS, run: (now) => this.resume(now) });
    this.jobs.add({ name: 'roster.age_imports', everyMs: AGE_EVERY_MS, run: (now) => this.age(now) });
  }

  /** Runs what the region has to run, unless this instance is at it already. Call it after the batch is committed. */
  wake(regionId: Uuid): void {
    const before = this.busy.get(regionId) ?? Promise.resolve();
    const run: Promise<void> = before
      .then(() => this.drain(regionId))
      .catch((error: unknown) => this.log.error('roster.import_queue', { error }))
      .finally(() => {
        if (this.busy.get(regionId) === run) this.busy.delete(regionId);
      });
    this.busy.set(regionId, run);
  }

  /** Resolves when everything that was to be run has ended. */
  async settled(): Promise<void> {
    while (this.busy.size > 0) await Promise.all(this.busy.values());
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.runner.stop();
    await this.settled();
  }

  private async drain(regionId: Uuid): Promise<void> {
    while (!this.hasToStop() && (await this.unitOfWork.run((tx) => hasQueued(tx, regionId)))) {
      const { dataKeys, snilsIndexKey } = this.settings;
      const secrets = { databaseUrl: this.databaseUrl, dataKeys, snilsIndexKey };
      try {
        const news = await this.runner.run({ regionId, secrets });
        // Nothing left, or the run was cut off (attempts are counted): the job looks again.
        if (news === 'idle' || news === 'lost') return;
      } catch {
        // Stopped with the server, the batch waits for the next instance. Dead by itself, it would die again.
        if (this.hasToStop()) return;
        await this.failCurrent(regionId);
      }
    }
  }

  /** Asked again after every wait. */
  private hasToStop(): boolean {
    return this.isStopping;
  }

  /** The process died and took its lock along; the oldest batch is the one that it was at, unless others have gone on since. */
  private async failCurrent(regionId: Uuid): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (!(await tryLockRegion(tx, regionId))) return;
      const batch = await nextQueued(tx, regionId);
      if (batch === null) return;
      // The cause may quote a row, so only the batch is named; the database undid everything.
      this.log.warn('roster.import_failed', { batchId: batch.id });
      await failIfRunning(tx, batch.id, this.clock.now());
    });
  }

  private async resume(now: Date): Promise<void> {
    const idle = await this.unitOfWork.run(async (tx) => {
      const regions = await findIdleRegions(tx);
      for (const regionId of regions) await failAbandoned(tx, regionId, null, now);
      return regions;
    });
    for (const regionId of idle) if (!this.busy.has(regionId)) this.wake(regionId);
  }

  /** Dry runs, mass changes, files and images that are past their time. */
  private async age(now: Date): Promise<void> {
    await removeForgottenUploads(now);
    await this.unitOfWork.run(async (tx) => {
      const raised = await escalateWaiting(tx, now);
      await this.audit.recordAll(
        tx,
        raised.map(({ id, regionId, schoolId, level }) => ({
          regionId,
          at: now,
          actor: { kind: 'system', id: null },
          action: 'roster_import.escalated',
          subject: { kind: 'import_batch', id },
          ...(schoolId === null ? {} : { schoolId }),
          facts: { level },
        })),
      );
      await ageBatches(tx, now);
      await forgetImportFiles(tx, new Date(now.getTime() - FILES_LIVE_MS));
    });
  }
}

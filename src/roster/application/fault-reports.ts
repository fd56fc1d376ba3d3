import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { FILES_LIVE_MS } from '../domain/import-batch.js';
import { ReportRunner } from '../gateway/report-runner.js';
import { findReportable, type ReportReader } from '../store/reportable-batches.js';
import { DATABASE_URL } from './import-queue.js';

/** A report on its way to its reader; it has no name on the disk any more, and is gone when the stream is closed. */
export interface FaultReport {
  readonly content: Readable;
  readonly bytes: number;
}

/** Gives uploaders their own files back with the faults marked (ROS-04). */
@Injectable()
export class FaultReports {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(ReportRunner) private readonly runner: ReportRunner,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError NOT_FOUND outside the reader's scope, IMPORT_STILL_RUNNING, IMPORT_FILES_GONE */
  async open(batchId: Uuid, reader: ReportReader): Promise<FaultReport> {
    await this.allow(batchId, reader);
    const folder = await mkdtemp(join(tmpdir(), 'perehod-report-'));
    try {
      const path = join(folder, 'report.xlsx');
      const { databaseUrl } = this;
      await this.runner.run({ batchId, path, databaseUrl, dataKeys: this.settings.dataKeys });
      const file = await open(path);
      const { size } = await file.stat();
      return { content: file.createReadStream(), bytes: size };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async allow(batchId: Uuid, reader: ReportReader): Promise<void> {
    const at = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const batch = await findReportable(tx, batchId, reader, new Date(at.getTime() - FILES_LIVE_MS));
      if (batch === null) throw new DomainError('NOT_FOUND', 'not_found');
      if (batch.isRunning) throw new DomainError('IMPORT_STILL_RUNNING', 'conflict');
      if (!batch.hasFiles) throw new DomainError('IMPORT_FILES_GONE', 'gone');
      await this.audit.record(tx, {
        regionId: reader.regionId,
        at,
        actor: { kind: 'administrator', id: reader.uploader },
        action: 'roster_import.report_downloaded',
        subject: { kind: 'import_batch', id: batchId },
        ...(batch.schoolId === null ? {} : { schoolId: batch.schoolId }),
        traceId: currentRequestId(),
      });
    });
  }
}

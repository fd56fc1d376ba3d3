import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { Log } from '../../platform/logging/log.js';
import type { ImportBatch } from '../domain/import-batch.js';
import { type ImportIssue, IssueLog } from '../domain/import-issue.js';
import type { RegionFile } from '../domain/region-file.js';
import { ImportRunner } from '../gateway/import-runner.js';
import {
  removeForgottenUploads,
  removeUpload,
  storeUpload,
  type UploadLimits,
} from '../gateway/upload-folder.js';
import {
  type BatchScope,
  endBatch,
  endIfRunning,
  findBatch,
  listBatches,
  listIssues,
  openBatch,
} from '../store/import-batch.store.js';
import { findUploadPlace, type UploadPlace } from '../store/upload-place.js';

/** An upload over HTTP: the body is the multipart stream itself, not yet read. */
export interface RosterUpload {
  readonly body: Readable;
  readonly headers: IncomingHttpHeaders;
  readonly regionId: Uuid;
  /** The school whose rows alone may come in; null for who may bring in the whole region. */
  readonly schoolId: Uuid | null;
  /** The system that made the files; without it, that of the school. */
  readonly source?: string;
  readonly mode: 'full' | 'delta';
  readonly dryRun: boolean;
  readonly force: boolean;
  /** For the batch: an id of the uploader, never a name. */
  readonly uploadedBy: string;
  /** Who that is in the audit; an administrator if nothing is said. */
  readonly actor?: AuditActor;
  /** Done in the transaction that opens the batch. */
  readonly opened?: (tx: EntityManager, batchId: Uuid) => Promise<void>;
}

/** The address of the database, for the import's own connection. */
export const DATABASE_URL = Symbol('DATABASE_URL');

/** A region's largest file is some 100 MB, a school's some 300 KB: more is no roster, and would only fill the disk. */
const LIMITS = {
  region: { bytesPerFile: 2 * 1024 ** 3, milliseconds: 60 * 60_000 },
  school: { bytesPerFile: 16 * 1024 ** 2, milliseconds: 10 * 60_000 },
} as const satisfies Readonly<Record<string, UploadLimits>>;

/** The imports that come over HTTP: receives them, runs them outside the event loop one at a time, and tells of them. */
@Injectable()
export class RosterImports implements OnApplicationShutdown {
  private queue: Promise<void> = Promise.resolve();

  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(ImportRunner) private readonly runner: ImportRunner,
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    @Inject(Log) private readonly log: Log,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Stores the body and starts the import; returns when the body is read, long before the import ends. Faults of the
   * files are issues of the batch (`invalid`), not errors. The caller checks that the uploader may act for the school.
   *
   * @throws InvalidInput when the body is no multipart form or breaks off, or a school names a source that is not its own
   * @throws DomainError NOT_FOUND for a school or region that is not there
   */
  async receive(upload: RosterUpload): Promise<{ readonly batchId: Uuid }> {
    const { regionId, schoolId, dryRun, uploadedBy } = upload;
    const startedAt = this.clock.now();
    await removeForgottenUploads(startedAt);
    const { batchId, place } = await this.unitOfWork.run(async (tx) => {
      const place = await findUploadPlace(tx, regionId, schoolId);
      if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
      refuseForeignSource(upload, place);
      const source = upload.source ?? place.source;
      const batchId = await openBatch(tx, { regionId, schoolId, source, dryRun, uploadedBy, startedAt });
      await upload.opened?.(tx, batchId);
      await this.audit.record(tx, {
        regionId,
        at: startedAt,
        actor: upload.actor ?? { kind: 'administrator', id: uploadedBy },
        action: 'roster_import.received',
        subject: { kind: 'import_batch', id: batchId },
        ...(schoolId === null ? {} : { schoolId }),
        facts: { source, mode: upload.mode, dry_run: dryRun, forced: upload.force },
        traceId: currentRequestId(),
      });
      return { batchId, place };
    });
    const { folder, faults } = await this.store(upload, place, batchId);
    if (faults.length > 0) {
      await removeUpload(folder);
      await this.refuse(batchId, faults);
    } else {
      this.queue = this.queue.then(() => this.import(upload, place, batchId, folder));
    }
    return { batchId };
  }

  /** Null when there is no such batch or it is outside the scope. */
  find(tx: EntityManager, batchId: Uuid, scope: BatchScope): Promise<ImportBatch | null> {
    return findBatch(tx, batchId, scope);
  }

  /** The newest first; `before` is the last one of the page before. */
  list(
    tx: EntityManager,
    scope: BatchScope,
    page: Parameters<typeof listBatches>[2],
  ): Promise<ImportBatch[]> {
    return listBatches(tx, scope, page);
  }

  /** The stored issues of a batch in the order in which they were met; null when the batch is outside the scope. */
  async issues(
    tx: EntityManager,
    batchId: Uuid,
    scope: BatchScope,
    page: { readonly limit: number; readonly after: number },
  ): Promise<(ImportIssue & { readonly no: number })[] | null> {
    if ((await findBatch(tx, batchId, scope)) === null) return null;
    return listIssues(tx, batchId, page);
  }

  /** Resolves when every import received so far has ended. */
  async settled(): Promise<void> {
    await this.queue;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runner.stop();
    await this.queue;
  }

  private async store({ body, headers, source, mode }: RosterUpload, place: UploadPlace, batchId: Uuid) {
    const region: RegionFile = { ...place.region, source: source ?? place.source, mode, journalSystems: [] };
    try {
      return await storeUpload(body, headers, region, place.school === null ? LIMITS.region : LIMITS.school);
    } catch (error) {
      await this.unitOfWork.run((tx) => endIfRunning(tx, batchId, this.clock.now()));
      this.log.warn('roster.upload_broken', { batchId, error });
      throw new InvalidInput([
        { field: 'files', message: 'пришлите файлы целиком одной формой multipart/form-data' },
      ]);
    }
  }

  private async refuse(batchId: Uuid, faults: readonly ImportIssue[]): Promise<void> {
    const log = new IssueLog(faults.length);
    for (const fault of faults) log.add(fault);
    const end = {
      state: 'invalid',
      counts: null,
      skipped: false,
      issueTotals: log.totals,
      issues: log.issues,
    } as const;
    await this.unitOfWork.run((tx) => endBatch(tx, batchId, { ...end, finishedAt: this.clock.now() }));
  }

  /** Never rejects: an import that failed says so in its batch. */
  private async import(
    upload: RosterUpload,
    { school }: UploadPlace,
    batchId: Uuid,
    folder: string,
  ): Promise<void> {
    const { dataKeys, snilsIndexKey, environment } = this.settings;
    const { dryRun, force, uploadedBy } = upload;
    const allowTestSnils = environment !== 'production';
    const job = { folder, batchId, dryRun, force, uploadedBy, school, allowTestSnils };
    try {
      await this.runner.run({ job, secrets: { databaseUrl: this.databaseUrl, dataKeys, snilsIndexKey } });
    } catch {
      // The cause may quote a row, so only the batch is named; the thread undid everything.
      this.log.warn('roster.import_failed', { batchId });
      await this.unitOfWork.run((tx) => endIfRunning(tx, batchId, this.clock.now())).catch(() => undefined);
    } finally {
      await removeUpload(folder);
    }
  }
}

/**
 * Source ids are unique within a source only: under another one, the id of this school may be that of another, whose rows
 * would then come in as its own (quality.md, security 9).
 */
function refuseForeignSource({ schoolId, source }: RosterUpload, place: UploadPlace): void {
  if (schoolId === null || source === undefined || source === place.source) return;
  throw new InvalidInput([{ field: 'source', message: 'школа загружает только из своей системы' }]);
}

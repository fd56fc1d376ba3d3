import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { Log } from '../../platform/logging/log.js';
import type { ImportBatch } from '../domain/import-batch.js';
import { type ImportIssue, IssueLog } from '../domain/import-issue.js';
import type { RegionFile } from '../domain/region-file.js';
import {
  removeForgottenUploads,
  removeUpload,
  storeUpload,
  type UploadLimits,
} from '../gateway/upload-folder.js';
import {
  type BatchScope,
  endBatch,
  failIfRunning,
  findBatch,
  listBatches,
  listIssues,
  moveAlong,
  openBatch,
} from '../store/import-batch.store.js';
import {
  type DifferenceCounts,
  type DifferenceRow,
  findDifferenceCounts,
  listDifference,
} from '../store/difference.js';
import { markReceived } from '../store/import-queue.js';
import { findUploadPlace, type UploadPlace } from '../store/upload-place.js';
import { ImportQueue } from './import-queue.js';
import { rejectOlder } from './reject-waiting.js';
import { storeFolder } from './run-received-imports.js';

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
  /** The uploader allows a mass change beforehand, as whoever may decide it (ROS-03). */
  readonly forced: 'school' | 'ministry' | null;
  /** For the batch: an id of the uploader, never a name. */
  readonly uploadedBy: string;
}

/** A region's largest file is some 100 MB, a school's some 300 KB: more is no roster, and would only fill the disk. */
const LIMITS = {
  region: { bytesPerFile: 2 * 1024 ** 3 },
  school: { bytesPerFile: 16 * 1024 ** 2 },
} as const satisfies Readonly<Record<string, UploadLimits>>;

/** The imports that come over HTTP: receives them, keeps their files sealed, has them run, and tells of them. */
@Injectable()
export class RosterImports {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(ImportQueue) private readonly queue: ImportQueue,
    @Inject(Log) private readonly log: Log,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /**
   * Stores the body and starts the import; returns when the files are safe in the database, long before the import ends: from
   * then on the batch comes to its end whatever happens to this server. Faults of the files are issues of the batch
   * (`invalid`), not errors. The caller checks that the uploader may act for the school.
   *
   * @throws InvalidInput when the body is no multipart form or breaks off, or a school names a source that is not its own
   * @throws DomainError NOT_FOUND for a school or region that is not there
   */
  async receive(upload: RosterUpload): Promise<{ readonly batchId: Uuid }> {
    const { regionId, schoolId, dryRun, uploadedBy, forced } = upload;
    const allowTestSnils = this.settings.environment !== 'production';
    const startedAt = this.clock.now();
    await removeForgottenUploads(startedAt);
    const { batchId, place } = await this.unitOfWork.run(async (tx) => {
      const place = await findUploadPlace(tx, regionId, schoolId);
      if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
      refuseForeignSource(upload, place);
      const source = upload.source ?? place.source;
      const batch = { regionId, schoolId, source, dryRun, uploadedBy, startedAt, forced, allowTestSnils };
      const batchId = await openBatch(tx, batch);
      await this.audit.record(tx, {
        regionId,
        at: startedAt,
        actor: { kind: 'administrator', id: uploadedBy },
        action: 'roster_import.received',
        subject: { kind: 'import_batch', id: batchId },
        ...(schoolId === null ? {} : { schoolId }),
        facts: { source, mode: upload.mode, dry_run: dryRun, forced: forced !== null },
        traceId: currentRequestId(),
      });
      return { batchId, place };
    });
    const { folder, faults } = await this.store(upload, place, batchId);
    try {
      if (faults.length > 0) await this.refuse(batchId, faults);
      else await this.keep(upload, place, batchId, folder);
    } finally {
      await removeUpload(folder);
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

  /** The counts of a dry run's difference and a page of its rows; null when the batch is outside the scope. */
  async difference(
    tx: EntityManager,
    batchId: Uuid,
    scope: BatchScope,
    page: Parameters<typeof listDifference>[2],
  ): Promise<{
    readonly counts: readonly DifferenceCounts[];
    readonly rows: readonly DifferenceRow[];
  } | null> {
    if ((await findBatch(tx, batchId, scope)) === null) return null;
    return {
      counts: (await findDifferenceCounts(tx, batchId)) ?? [],
      rows: await listDifference(tx, batchId, page),
    };
  }

  /** Has run what of the region is to be run: after a decision is committed. */
  wake(regionId: Uuid): void {
    this.queue.wake(regionId);
  }

  /** Resolves when every import received so far has ended. */
  settled(): Promise<void> {
    return this.queue.settled();
  }

  /** The files are kept whole or not at all, and take the place of those that wait for approval. */
  private async keep(
    { regionId, schoolId, source, dryRun }: RosterUpload,
    place: UploadPlace,
    batchId: Uuid,
    folder: string,
  ): Promise<void> {
    const at = this.clock.now();
    const keeping = this.unitOfWork.run(async (tx) => {
      await storeFolder(tx, this.keyring, { batchId, folder, at });
      await markReceived(tx, batchId, at);
      const newer = { regionId, schoolId, source: source ?? place.source };
      if (!dryRun) await rejectOlder(tx, this.audit, newer, at);
    });
    await keeping.catch(async (error: unknown) => {
      await this.unitOfWork.run((tx) => failIfRunning(tx, batchId, this.clock.now()));
      throw error;
    });
    this.queue.wake(regionId);
  }

  private async store({ body, headers, source, mode }: RosterUpload, place: UploadPlace, batchId: Uuid) {
    const region: RegionFile = { ...place.region, source: source ?? place.source, mode, journalSystems: [] };
    try {
      return await storeUpload(body, headers, region, place.school === null ? LIMITS.region : LIMITS.school);
    } catch (error) {
      await this.unitOfWork.run((tx) => failIfRunning(tx, batchId, this.clock.now()));
      this.log.warn('roster.upload_broken', { batchId, error });
      throw new InvalidInput([
        { field: 'files', message: 'пришлите файлы целиком одной формой multipart/form-data' },
      ]);
    }
  }

  private async refuse(batchId: Uuid, faults: readonly ImportIssue[]): Promise<void> {
    const log = new IssueLog(faults.length);
    for (const fault of faults) log.add(fault);
    const end = { counts: null, skipped: false, issueTotals: log.totals, issues: log.issues };
    await this.unitOfWork.run(async (tx) => {
      await moveAlong(tx, batchId, ['read', 'refuse']);
      await endBatch(tx, batchId, { ...end, finishedAt: this.clock.now() });
    });
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

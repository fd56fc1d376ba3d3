import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AuditActor, AuditTrail } from '../../audit/index.js';
import type { Uuid } from '../../kernel/ids.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { InvalidInput } from '../../platform/http/validation.js';
import { Log } from '../../platform/logging/log.js';
import type { ImportBatch } from '../domain/import-batch.js';
import { type ImportIssue, IssueLog } from '../domain/import-issue.js';
import type { RosterSender } from '../domain/roster-sender.js';
import {
  removeForgottenUploads,
  removeUpload,
  storeUpload,
  type UploadLimits,
  writeRegionFile,
} from '../gateway/upload-folder.js';
import {
  type BatchScope,
  endBatch,
  failIfRunning,
  findBatch,
  listBatches,
  listIssues,
  moveAlong,
} from '../store/import-batch.store.js';
import {
  type DifferenceCounts,
  type DifferenceRow,
  findDifferenceCounts,
  listDifference,
} from '../store/difference.js';
import type { UploadPlace } from '../store/upload-place.js';
import { ImportQueue } from './import-queue.js';
import {
  keepUpload,
  type Opening,
  openUpload,
  placeOf,
  regionFileOf,
  type UploadTerms,
} from './keep-upload.js';

/** An upload over HTTP: the body is the multipart stream itself, not yet read. */
export interface RosterUpload extends UploadTerms {
  readonly body: Readable;
  readonly headers: IncomingHttpHeaders;
}

/** What was pushed; it lies whole as `roster.json` in a folder of the caller, who removes it. */
export interface PushedFolder extends UploadTerms {
  readonly folder: string;
  readonly sender: RosterSender;
}

/** A region's largest file is some 100 MB, a school's some 300 KB: more is no roster, and would only fill the disk. */
const LIMITS = {
  region: { bytesPerFile: 2 * 1024 ** 3, milliseconds: 60 * 60_000 },
  school: { bytesPerFile: 16 * 1024 ** 2, milliseconds: 10 * 60_000 },
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
    await removeForgottenUploads(this.clock.now());
    const { batchId, place } = await this.unitOfWork.run(async (tx) => {
      const place = await placeOf(tx, upload);
      const actor: AuditActor = { kind: 'administrator', id: upload.uploadedBy };
      const opening = this.openingOf(actor, upload.source ?? place.source);
      return { batchId: await openUpload(tx, this.audit, upload, opening), place };
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

  /**
   * Stores what was pushed and starts the import. The batch, what `opened` adds to it and its file appear together
   * or not at all: who was not answered, because this server was killed, may send the same again.
   */
  async receivePushed(
    upload: PushedFolder,
    opened: (tx: EntityManager, batchId: Uuid) => Promise<void>,
  ): Promise<{ readonly batchId: Uuid }> {
    const { folder, sender } = upload;
    await removeForgottenUploads(this.clock.now());
    const place = await this.unitOfWork.run((tx) => placeOf(tx, upload));
    const source = upload.source ?? place.source;
    await writeRegionFile(folder, regionFileOf(upload, place));
    const batchId = await this.unitOfWork.run(async (tx) => {
      const opening = this.openingOf({ kind: 'client', id: sender.code }, source);
      const batchId = await openUpload(tx, this.audit, upload, opening);
      await opened(tx, batchId);
      const files = { batchId, folder, source, senderId: sender.id, at: opening.at };
      await keepUpload(tx, this.keepers, upload, files);
      return batchId;
    });
    this.queue.wake(upload.regionId);
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

  private get keepers() {
    return { audit: this.audit, keyring: this.keyring };
  }

  private openingOf(actor: AuditActor, source: string): Opening {
    const allowTestSnils = this.settings.environment !== 'production';
    return { actor, source, allowTestSnils, at: this.clock.now() };
  }

  private async keep(upload: RosterUpload, place: UploadPlace, batchId: Uuid, folder: string): Promise<void> {
    const source = upload.source ?? place.source;
    const files = { batchId, folder, source, senderId: null, at: this.clock.now() };
    const keeping = this.unitOfWork.run((tx) => keepUpload(tx, this.keepers, upload, files));
    await keeping.catch(async (error: unknown) => {
      await this.unitOfWork.run((tx) => failIfRunning(tx, batchId, this.clock.now()));
      throw error;
    });
    this.queue.wake(upload.regionId);
  }

  private async store(upload: RosterUpload, place: UploadPlace, batchId: Uuid) {
    const limits = place.school === null ? LIMITS.region : LIMITS.school;
    try {
      return await storeUpload(upload.body, upload.headers, regionFileOf(upload, place), limits);
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

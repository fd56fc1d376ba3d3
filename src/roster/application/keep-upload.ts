import type { EntityManager } from 'typeorm';
import type { AuditActor, AuditTrail } from '../../audit/index.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import type { Keyring } from '../../platform/crypto/keyring.js';
import { currentRequestId } from '../../platform/http/request-context.js';
import { InvalidInput } from '../../platform/http/validation.js';
import type { RegionFile } from '../domain/region-file.js';
import { openBatch } from '../store/import-batch.store.js';
import { markReceived } from '../store/import-queue.js';
import { findUploadPlace, type UploadPlace } from '../store/upload-place.js';
import { rejectOlder } from './reject-waiting.js';
import { storeFolder } from './stored-folder.js';

/** Where files go and how they are meant, whoever sends them. */
export interface UploadTerms {
  readonly regionId: Uuid;
  /** The school whose rows alone may come in; null for who may bring in the whole region, and for pushes. */
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

/** A batch that is about to be opened: whose it is, and when. */
export interface Opening {
  readonly source: string;
  readonly actor: AuditActor;
  readonly allowTestSnils: boolean;
  readonly at: Date;
}

/** Opens the batch of an upload and says so in the audit. */
export async function openUpload(
  tx: EntityManager,
  audit: AuditTrail,
  upload: UploadTerms,
  { source, actor, allowTestSnils, at }: Opening,
): Promise<Uuid> {
  const { regionId, schoolId, mode, dryRun, uploadedBy, forced } = upload;
  const batch = { regionId, schoolId, source, dryRun, uploadedBy, startedAt: at, forced, allowTestSnils };
  const batchId = await openBatch(tx, batch);
  await audit.record(tx, {
    regionId,
    at,
    actor,
    action: 'roster_import.received',
    subject: { kind: 'import_batch', id: batchId },
    ...(schoolId === null ? {} : { schoolId }),
    facts: { source, mode, dry_run: dryRun, forced: forced !== null },
    traceId: currentRequestId(),
  });
  return batchId;
}

/** The files of an opened batch in a folder; `senderId` is of who pushed them, null for an administrator's. */
export interface UploadedFiles {
  readonly batchId: Uuid;
  readonly folder: string;
  readonly source: string;
  readonly senderId: Uuid | null;
}

/** Keeps the files whole or not at all; they take the place of those that wait for approval. Wake the queue after the commit. */
export async function keepUpload(
  tx: EntityManager,
  { audit, keyring }: { readonly audit: AuditTrail; readonly keyring: Keyring },
  { regionId, schoolId, dryRun }: UploadTerms,
  { batchId, folder, source, senderId, at }: UploadedFiles & { readonly at: Date },
): Promise<void> {
  await storeFolder(tx, keyring, { batchId, folder, at });
  await markReceived(tx, batchId, at);
  if (!dryRun) await rejectOlder(tx, audit, { regionId, schoolId, source, senderId }, at);
}

/** The region.json of an upload. */
export function regionFileOf({ source, mode }: UploadTerms, place: UploadPlace): RegionFile {
  return { ...place.region, source: source ?? place.source, mode, journalSystems: [] };
}

/**
 * Where an upload goes.
 *
 * @throws DomainError NOT_FOUND for a school or region that is not there; InvalidInput for a school under a foreign source
 */
export async function placeOf(tx: EntityManager, upload: UploadTerms): Promise<UploadPlace> {
  const place = await findUploadPlace(tx, upload.regionId, upload.schoolId);
  if (place === null) throw new DomainError('NOT_FOUND', 'not_found');
  refuseForeignSource(upload, place);
  return place;
}

/**
 * Source ids are unique within a source only: under another one, the id of this school may be that of another, whose rows
 * would then come in as its own (quality.md, security 9).
 */
function refuseForeignSource({ schoolId, source }: UploadTerms, place: UploadPlace): void {
  if (schoolId === null || source === undefined || source === place.source) return;
  throw new InvalidInput([{ field: 'source', message: 'школа загружает только из своей системы' }]);
}

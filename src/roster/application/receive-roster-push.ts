import { createHmac } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { Uuid } from '../../kernel/ids.js';
import { PlatformSettings } from '../../platform/config/platform.settings.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { InvalidInput } from '../../platform/http/validation.js';
import type { ImportBatch } from '../domain/import-batch.js';
import type { ImportIssue } from '../domain/import-issue.js';
import type { RosterSender } from '../domain/roster-sender.js';
import { listIssues } from '../store/import-batch.store.js';
import { addPush, findPush, findPushedBatch, sourcesOfSender } from '../store/roster-pushes.js';
import { ContingentSystems } from '../store/contingent-systems.repository.js';
import { RosterImports } from './receive-roster-import.js';

/** A roster that is pushed: one JSON body, not yet read. */
export interface RosterPushRequest {
  readonly sender: RosterSender;
  /** Of the Idempotency-Key header, as it came. */
  readonly key: string | undefined;
  readonly body: Readable;
  readonly mode: 'full' | 'delta';
  readonly dryRun: boolean;
  /** The source of ids; needed only when the sender's schools are of several. */
  readonly source: string | undefined;
}

const LARGEST = 64 * 1024 ** 2;
/** A body that comes slower only holds a connection and a place on the disk. */
const SLOWEST_MS = 10 * 60_000;
const KEY = /^[\x21-\x7e]{8,200}$/;
const PREFIX = 'perehod-push-';

/** Another push took the key between our look and our write. */
class KeyTaken extends Error {}

/** Receives rosters from e-journals and contingent systems (INT-09): each once, however often it is sent, and only for schools that they serve. */
@Injectable()
export class RosterPushes {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(PlatformSettings) private readonly settings: PlatformSettings,
    @Inject(RosterImports) private readonly imports: RosterImports,
    @Inject(ContingentSystems) private readonly sources: ContingentSystems,
  ) {}

  /**
   * Stores the body and starts its import; the same key with the same body gives the batch of the first time.
   *
   * @throws InvalidInput, DomainError IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_REUSED, ROSTER_PUSH_TOO_LARGE, NO_SCHOOLS_SERVED
   */
  async receive(request: RosterPushRequest): Promise<{ readonly batchId: Uuid; readonly isNew: boolean }> {
    const { sender, key } = request;
    if (key === undefined || !KEY.test(key)) throw new DomainError('IDEMPOTENCY_KEY_MISSING', 'invalid');
    const folder = await mkdtemp(join(tmpdir(), PREFIX));
    try {
      const requestHash = await this.store(request, join(folder, 'roster.json'));
      const known = await this.unitOfWork.run((tx) => findPush(tx, sender, key));
      if (known !== null) return sameOrRefused(known, requestHash);
      try {
        return await this.import(request, key, folder, requestHash);
      } catch (error) {
        if (!(error instanceof KeyTaken)) throw error;
        const first = await this.unitOfWork.run((tx) => findPush(tx, sender, key));
        if (first === null) throw error;
        return sameOrRefused(first, requestHash);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The contingent system of this client_id; null when nothing was ever declared for it. */
  contingentByCode(tx: EntityManager, code: string): Promise<RosterSender | null> {
    return this.sources.byCode(tx, code);
  }

  /** A batch that this sender pushed; null for any other. */
  find(tx: EntityManager, sender: RosterSender, batchId: Uuid): Promise<ImportBatch | null> {
    return findPushedBatch(tx, sender, batchId);
  }

  /** The issues of such a batch in the order in which they were met. */
  issues(
    tx: EntityManager,
    batch: ImportBatch,
    page: { readonly limit: number; readonly after: number },
  ): Promise<(ImportIssue & { readonly no: number })[]> {
    return listIssues(tx, batch.id, page);
  }

  private async import(request: RosterPushRequest, key: string, folder: string, requestHash: Buffer) {
    const { sender, mode, dryRun } = request;
    const terms = {
      folder,
      sender,
      regionId: sender.regionId,
      schoolId: null,
      source: await this.sourceOf(request),
      mode,
      dryRun,
      forced: null,
      uploadedBy: `${sender.kind}:${sender.code}`,
    };
    const { batchId } = await this.imports.receivePushed(terms, async (tx, opened) => {
      const push = { batchId: opened, sender, key, requestHash };
      if (!(await addPush(tx, push))) throw new KeyTaken();
    });
    return { batchId, isNew: true };
  }

  /** The ids in a push are those under which the sender's schools are known. */
  private async sourceOf({ sender, source }: RosterPushRequest): Promise<string> {
    const sources = await this.unitOfWork.run((tx) => sourcesOfSender(tx, sender));
    const [only, ...others] = sources;
    if (only === undefined) throw new DomainError('NO_SCHOOLS_SERVED', 'forbidden');
    if (source === undefined && others.length === 0) return only;
    if (source !== undefined && sources.includes(source)) return source;
    throw new InvalidInput([
      { field: 'source', message: `укажите систему ваших школ: ${sources.join(', ')}` },
    ]);
  }

  /**
   * Streams the body to the disk and hashes it with how it is meant. The hash is kept, so it is keyed: a plain digest of a
   * small body would give its numbers to whoever tries all of them.
   */
  private async store(request: RosterPushRequest, path: string): Promise<Buffer> {
    const { body, mode, dryRun, source } = request;
    const hash = createHmac('sha256', Buffer.from(this.settings.snilsIndexKey, 'base64'));
    hash.update(JSON.stringify(['roster-push', mode, dryRun, source ?? null]));
    let bytes = 0;
    // What is too much is read on and dropped: a caller whose connection breaks would not learn why.
    const bounded = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > LARGEST) continue;
        hash.update(chunk);
        yield chunk;
      }
    };
    try {
      const signal = AbortSignal.timeout(SLOWEST_MS);
      await pipeline(body, bounded, createWriteStream(path, { mode: 0o600 }), { signal });
    } catch {
      throw new InvalidInput([{ field: 'body', message: 'пришлите тело целиком, не дольше 10 минут' }]);
    }
    if (bytes > LARGEST)
      throw new DomainError('ROSTER_PUSH_TOO_LARGE', 'too_large', { megabytes: LARGEST / 1024 ** 2 });
    return hash.digest();
  }
}

function sameOrRefused(
  known: { readonly batchId: Uuid; readonly requestHash: Buffer },
  requestHash: Buffer,
): { readonly batchId: Uuid; readonly isNew: boolean } {
  if (!known.requestHash.equals(requestHash)) throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'conflict');
  return { batchId: known.batchId, isNew: false };
}

import { Inject, Injectable } from '@nestjs/common';
import type { Uuid } from '../../kernel/ids.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { isCode, type ShownEntry, withoutWords } from '../domain/shown-entry.js';
import { type ChainHead, ChainRepository, type Waiting } from '../store/chain.repository.js';
import {
  EntriesRepository,
  type EntryPage,
  type EntryQuery,
  type StoredEntry,
} from '../store/entries.repository.js';

/** What the security officer looks for. */
export type AuditFilter = EntryQuery;

/** An entry with the cursor key by which the next page begins after it. */
export interface FoundEntry {
  readonly entry: ShownEntry;
  readonly key: readonly [at: string, id: string];
}

const EXPORT_PAGE = 1_000;

/** The trail as the security officer reads it: by what was done, by whom and to what; no words of people. */
@Injectable()
export class ReadAudit {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(EntriesRepository) private readonly entries: EntriesRepository,
    @Inject(ChainRepository) private readonly chain: ChainRepository,
  ) {}

  async page(regionId: Uuid, filter: AuditFilter, page: EntryPage): Promise<readonly FoundEntry[]> {
    const rows = await this.unitOfWork.direct((tx) => this.entries.find(tx, regionId, filter, page));
    return rows.map((row) => ({ entry: shown(row), key: [row.atText, String(row.id)] }));
  }

  /** Every entry found, the oldest first, a thousand in memory at a time. */
  async *all(regionId: Uuid, filter: AuditFilter): AsyncGenerator<ShownEntry, void, undefined> {
    let after: EntryPage['after'] = null;
    for (;;) {
      const page: EntryPage = { after, limit: EXPORT_PAGE, order: 'oldest' };
      const found = await this.page(regionId, filter, page);
      for (const { entry } of found) yield entry;
      const last = found.at(-1);
      if (last === undefined || found.length < EXPORT_PAGE) return;
      after = { at: last.key[0], id: last.key[1] };
    }
  }

  /** The head of the chain, for whoever keeps it elsewhere, and what waits to be sealed. */
  standing(): Promise<{ readonly head: ChainHead | null; readonly waiting: Waiting }> {
    return this.unitOfWork.direct(async (tx) => ({
      head: await this.chain.head(tx),
      waiting: await this.chain.waiting(tx),
    }));
  }
}

function shown(row: StoredEntry): ShownEntry {
  const { id, at, action, subjectKind, subjectId, schoolId, reason, traceId } = row;
  const isWords = reason !== null && !isCode(reason);
  return {
    ...{ id, at, action, schoolId, traceId },
    actor: { kind: row.actorKind, id: row.actorId },
    subject: subjectKind === null || subjectId === null ? null : { kind: subjectKind, id: subjectId },
    ...{ reason: isWords ? null : reason, reasonWithheld: isWords },
    facts: withoutWords(row.facts),
    grants: row.grants ?? [],
  };
}

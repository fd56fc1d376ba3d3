import type { Uuid } from '../../kernel/ids.js';
import type { IssueTotals } from './import-issue.js';
import type { FileKind } from './roster-file.js';

/** States of an import (e.5, ImportBatch). */
export type BatchState =
  | 'uploaded'
  | 'validating'
  | 'invalid'
  | 'ready'
  | 'needs_approval'
  | 'applying'
  | 'applied'
  | 'failed'
  | 'rejected'
  | 'discarded'
  | 'rolled_back';

/** What an import did to the rows of one kind. */
export interface KindCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly setAside: number;
}

/** Figures of the files that came; a kind whose file did not come is absent. */
export type ImportCounts = Readonly<Partial<Record<FileKind, KindCounts>>>;

/** An import as its uploader sees it. */
export interface ImportBatch {
  readonly id: Uuid;
  readonly regionId: Uuid;
  readonly schoolId: Uuid | null;
  readonly source: string;
  readonly state: BatchState;
  readonly dryRun: boolean;
  readonly uploadedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly counts: {
    readonly kinds?: ImportCounts;
    readonly issues?: IssueTotals;
    readonly skipped?: boolean;
  };
}

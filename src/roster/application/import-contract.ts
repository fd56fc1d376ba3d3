import type { Uuid } from '../../kernel/ids.js';
import type { BatchState, ImportCounts } from '../domain/import-batch.js';
import type { ImportIssue, IssueTotals } from '../domain/import-issue.js';

/** How a folder is to be imported. */
export interface ImportOptions {
  readonly folder: string;
  /** Do everything, report it, and undo it. */
  readonly dryRun: boolean;
  /** Confirm a mass change beforehand, as whoever may decide it (ROS-03). */
  readonly force: boolean;
  /** Whose hand it was: shown with the batch, never a person's name. */
  readonly uploadedBy: string;
  /** The only school whose rows may come in. */
  readonly school?: { readonly id: Uuid; readonly sourceId: string };
  readonly say?: (russian: string) => void;
}

/** What came of an import. The caller records it in the audit: the use case only returns the figures. */
export interface ImportReport {
  /** Null when region.json could not be read: then no batch exists. */
  readonly batchId: Uuid | null;
  readonly state: Extract<BatchState, 'invalid' | 'ready' | 'needs_approval' | 'applied'>;
  /** True when the content equals the last applied import of the source: nothing was done. */
  readonly skipped: boolean;
  readonly counts: ImportCounts;
  /** The first issues; `issueTotals` counts them all. */
  readonly issues: readonly ImportIssue[];
  readonly issueTotals: IssueTotals;
}

export interface ImportLimits {
  readonly issuesKept: number;
  readonly rowsPerFile: number;
  /** Test СНИЛС 000-… are good (only with test ESIA, EC-014). */
  readonly allowTestSnils: boolean;
}

export const DEFAULT_LIMITS: ImportLimits = {
  issuesKept: 10_000,
  rowsPerFile: 50_000_000,
  allowTestSnils: false,
};

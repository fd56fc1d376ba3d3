import type { Uuid } from '../../kernel/ids.js';
import { keptMs } from '../../kernel/kept-days.js';
import type { IssueTotals } from './import-issue.js';
import type { MassChange } from './mass-change.js';
import type { ImportProgress } from './import-step.js';
import type { FileKind } from './roster-file.js';

/** States of an import (e.5, ImportBatch). */
export const BATCH_STATES = [
  'uploaded',
  'validating',
  'invalid',
  'ready',
  'needs_approval',
  'applying',
  'applied',
  'failed',
  'rejected',
  'discarded',
  'rolled_back',
] as const;

export type BatchState = (typeof BATCH_STATES)[number];

/** What moves an import on. */
export const BATCH_EVENTS = [
  'read',
  'refuse',
  'accept',
  'hold',
  'apply',
  'finish',
  'fail',
  'reject',
  'discard',
  'roll_back',
] as const;

export type BatchEvent = (typeof BATCH_EVENTS)[number];

/**
 * The machine of e.5. Beyond it stands only `fail` before anything is applied: an upload that broke off, a reader that
 * died. A `failed` batch wrote nothing (ADR 0005), so its roll-back changes only its state.
 */
const MOVES: Readonly<Record<BatchState, Readonly<Partial<Record<BatchEvent, BatchState>>>>> = {
  uploaded: { read: 'validating', fail: 'failed' },
  validating: { refuse: 'invalid', accept: 'ready', fail: 'failed' },
  ready: { hold: 'needs_approval', apply: 'applying', discard: 'discarded' },
  needs_approval: { apply: 'applying', reject: 'rejected' },
  applying: { finish: 'applied', fail: 'failed' },
  failed: { apply: 'applying', roll_back: 'rolled_back' },
  applied: { roll_back: 'rolled_back' },
  invalid: {},
  rejected: {},
  discarded: {},
  rolled_back: {},
};

/** The state after an event; null when the machine has no such move. */
export function stateAfter(state: BatchState, event: BatchEvent): BatchState | null {
  return MOVES[state][event] ?? null;
}

/** The states in which an event may happen, and the one it leads to: the two sides of a guarded UPDATE. */
export function moveOf(event: BatchEvent): { readonly from: readonly BatchState[]; readonly to: BatchState } {
  const from = BATCH_STATES.filter((state) => MOVES[state][event] !== undefined);
  const [to] = from.flatMap((state) => MOVES[state][event] ?? []);
  if (to === undefined) throw new RangeError(`nothing moves by ${event}`);
  return { from, to };
}

/** How a run begins: a first reading, a dry run to be applied, an approved mass change, or one whose runner was lost. */
export type RunStart = 'first' | 'dry_run_accepted' | 'approved' | 'resumed';

/** What a run can come to, before the batch knows it. */
export type RunEnd = 'invalid' | 'ready' | 'needs_approval' | 'applied';

/** The events from the state in which a run began to `applying`, where its writing begins. */
export function eventsToApply(start: RunStart): readonly BatchEvent[] {
  switch (start) {
    case 'first':
      return ['accept', 'apply'];
    case 'dry_run_accepted':
      return ['apply'];
    case 'approved':
    case 'resumed':
      return [];
  }
}

/**
 * The events from the state in which a run began to its end. An accepted dry run is judged again, and a resumed run too:
 * where the roster changed meanwhile so that the files no longer pass, the latter ends as failed.
 */
export function eventsToEnd(start: RunStart, end: RunEnd): readonly BatchEvent[] {
  switch (end) {
    case 'ready':
      return ['accept'];
    case 'applied':
      return ['finish'];
    case 'needs_approval':
      return start === 'first' ? ['accept', 'hold'] : start === 'dry_run_accepted' ? ['hold'] : ['fail'];
    case 'invalid':
      return start === 'first' ? ['refuse'] : start === 'dry_run_accepted' ? ['apply', 'fail'] : ['fail'];
  }
}

const HOUR_MS = 3_600_000;
/** A dry run may be applied, and an applied batch rolled back, within 24 hours (e.5, ROS-15). */
export const ROLL_BACK_WITHIN_MS = keptMs('before_images');
export const DRY_RUN_LIVES_MS = 24 * HOUR_MS;
/** Three days without a decision: one level up (e.5). */
export const DECIDE_WITHIN_MS = 72 * HOUR_MS;
/** Uploaded files are forgotten after seven days (PD-07); who still waits for a decision then is rejected. */
export const FILES_LIVE_MS = keptMs('uploaded_files');
/** A batch that took its runner along so many times is given up. */
export const MOST_ATTEMPTS = 5;

/** Who is asked to approve a mass change. */
export type DecisionLevel = 'school' | 'municipality' | 'ministry';

/** The level above; null at the top. */
export function levelAbove(level: DecisionLevel): DecisionLevel | null {
  switch (level) {
    case 'school':
      return 'municipality';
    case 'municipality':
      return 'ministry';
    case 'ministry':
      return null;
  }
}

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
  readonly progress: ImportProgress | null;
  readonly heartbeatAt: Date | null;
  /** What stopped it, or would: how many pupils of which schools. */
  readonly guard: MassChange | null;
  readonly level: DecisionLevel | null;
  readonly levelSince: Date | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** A dry run whose application was asked for. */
  readonly applyAsked: boolean;
  readonly rolledBackAt: Date | null;
  readonly counts: {
    readonly kinds?: ImportCounts;
    readonly issues?: IssueTotals;
    readonly skipped?: boolean;
  };
}

/** Where the roll-up of a municipality stands (state-machines.md e.4). */
export const ROLLUP_STATES = ['draft', 'submitted', 'returned', 'accepted', 'locked'] as const;
export type RollupState = (typeof ROLLUP_STATES)[number];

/** Who does what: the municipality builds, submits, recalls; the ministry returns, accepts, locks; `correct` follows a correction. */
export const ROLLUP_EVENTS = ['build', 'submit', 'recall', 'return', 'accept', 'lock', 'correct'] as const;
export type RollupEvent = (typeof ROLLUP_EVENTS)[number];

/** The whole life of a roll-up (e.4); what is not here may not happen. */
export const rollupMoves: Readonly<
  Record<RollupState, Readonly<Partial<Record<RollupEvent, RollupState>>>>
> = {
  draft: { build: 'draft', submit: 'submitted', lock: 'locked' },
  submitted: { recall: 'draft', return: 'returned', accept: 'accepted', lock: 'locked' },
  returned: { build: 'returned', submit: 'submitted', lock: 'locked' },
  accepted: { return: 'returned', lock: 'locked' },
  locked: { correct: 'draft' },
};

/**
 * The revision after a move: what was returned is submitted as the next one, and a correction begins the next one; every
 * other move stays within its own.
 */
export function rollupRevision(from: RollupState, event: RollupEvent, revision: number): number {
  const isNew = event === 'correct' || (event === 'submit' && from === 'returned');
  return isNew ? revision + 1 : revision;
}

/** A lock lists as missing whatever was not accepted. */
export function missingAfterLock(from: RollupState): boolean {
  return from !== 'accepted';
}

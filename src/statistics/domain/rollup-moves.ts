/** Where the roll-up of a municipality stands (state-machines.md e.4). */
export const ROLLUP_STATES = ['draft', 'submitted', 'returned', 'accepted', 'locked'] as const;
export type RollupState = (typeof ROLLUP_STATES)[number];

/** Who does what: the municipality builds, submits, recalls; the ministry returns, accepts, locks; `correct` follows a correction. */
export const ROLLUP_EVENTS = ['build', 'submit', 'recall', 'return', 'accept', 'lock', 'correct'] as const;
export type RollupEvent = (typeof ROLLUP_EVENTS)[number];

/** The whole life of a roll-up (e.4); what is not here may not happen. */
export const rollupMoves: Readonly<Record<RollupState, Readonly<Partial<Record<RollupEvent, RollupState>>>>> =
  {
    draft: { build: 'draft', submit: 'submitted', lock: 'locked' },
    submitted: { recall: 'draft', return: 'returned', accept: 'accepted', lock: 'locked' },
    returned: { build: 'returned', submit: 'submitted', lock: 'locked' },
    accepted: { return: 'returned', lock: 'locked' },
    locked: { correct: 'draft' },
  };

/**
 * The revision after a move. A number names one signed content for ever: what was signed under it is submitted again under
 * the next one, after a return (e.4, «rev+1») and after a recall alike; an approved correction opens the next one at once.
 *
 * @param signed the last revision that was signed; null before the first submission
 */
export function rollupRevision(event: RollupEvent, revision: number, signed: number | null): number {
  return event === 'submit' || event === 'correct' ? Math.max(revision, (signed ?? 0) + 1) : revision;
}

/** A lock lists as missing whatever was not accepted. */
export function missingAfterLock(from: RollupState): boolean {
  return from !== 'accepted';
}

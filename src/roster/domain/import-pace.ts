/**
 * How an import uses the machine: `fast` takes what it gets; `gentle` is for a server that serves meanwhile, and rests after
 * each few milliseconds of work (quality.md: the hot path's p95 grows by a fifth at most, however long the import takes).
 */
export type ImportPace = 'fast' | 'gentle';

/** A gentle import rests so many times as long as it worked: it is awake for a sixth of the time. */
export const REST_RATIO = 5;

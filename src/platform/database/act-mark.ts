import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

/** What a transaction writes of itself before it commits. */
export type ActMark = (tx: EntityManager) => Promise<void>;

const marks = new AsyncLocalStorage<ActMark>();

/** Runs work each of whose transactions is marked in itself: whoever finds the mark knows that a transaction committed. */
export function markingActs<T>(mark: ActMark, work: () => Promise<T>): Promise<T> {
  return marks.run(mark, work);
}

/** The mark of the request that is being served; undefined where nobody asked for one. */
export function currentActMark(): ActMark | undefined {
  return marks.getStore();
}

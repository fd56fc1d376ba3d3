import { AsyncLocalStorage } from 'node:async_hooks';

/** The rows of one request that came with an Idempotency-Key. */
export interface RowsOfRequest {
  /** What came of a row that an earlier try did before its server died; undefined where nothing did. */
  done(row: string): string | undefined;
  /** Carries a row out, marked in its own transaction; gives what came of it, in a word. */
  carryOut(row: string, act: () => Promise<string>): Promise<string>;
}

const requests = new AsyncLocalStorage<RowsOfRequest>();

/** Runs work that asks for its rows by {@link rowsOfRequest}. */
export function withRows<T>(rows: RowsOfRequest, work: () => Promise<T>): Promise<T> {
  return requests.run(rows, work);
}

/** The rows of the request that is being served; undefined where it came without a key. */
export function rowsOfRequest(): RowsOfRequest | undefined {
  return requests.getStore();
}

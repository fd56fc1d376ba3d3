import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/** First half of the advisory lock's key; the second is the region. */
export const IMPORT_LOCK = 7_326_115;

/** SQLSTATEs after which the same transaction, begun anew, may succeed: serialization failure, deadlock. */
const WORTH_REPEATING = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/** A connection that holds the region's import lock. */
export interface ImportSession {
  /** One transaction on this very connection, repeated from its beginning after a deadlock. */
  transact<T>(work: (tx: EntityManager, client: ClientBase) => Promise<T>): Promise<T>;
}

/**
 * Does the work while no other import of the region runs; `onWait` is told before waiting. The lock is of the connection
 * that writes: when the runner dies, both end together, so a free lock proves that nobody is at a batch, without a guess
 * from the time. COPY needs the driver's own connection: `client` is that of `tx`.
 */
export async function inRegionImport<T>(
  dataSource: DataSource,
  regionId: string,
  onWait: () => void,
  work: (session: ImportSession) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  const key = [IMPORT_LOCK, regionId];
  try {
    const client = (await runner.connect()) as ClientBase;
    const { rows } = await client.query<{ free: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS free',
      key,
    );
    if (rows[0]?.free !== true) {
      onWait();
      await client.query('SELECT pg_advisory_lock($1, hashtext($2))', key);
    }
    try {
      return await work({ transact: (inner) => repeated(() => once(inner)) });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', key).catch(() => undefined);
    }

    async function once<U>(inner: (tx: EntityManager, client: ClientBase) => Promise<U>): Promise<U> {
      await runner.startTransaction();
      try {
        const result = await inner(runner.manager, client);
        await runner.commitTransaction();
        return result;
      } catch (error) {
        await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
    }
  } finally {
    await runner.release();
  }
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !WORTH_REPEATING.has(stateOf(error))) throw error;
    }
  }
}

/** Both the driver's own errors and TypeORM's, which wrap them. */
function stateOf(error: unknown): string {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return String(driverError?.code ?? code);
}

/**
 * Waits for the region's import lock inside a transaction that is no import; false at once when an import runs.
 */
export async function tryLockRegion(tx: EntityManager, regionId: string): Promise<boolean> {
  const [row] = await tx.query<{ free: boolean }[]>(
    'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS free',
    [IMPORT_LOCK, regionId],
  );
  return row?.free === true;
}

/**
 * Gives the transaction the memory that sorting and hashing whole files wants: bounded, whatever the size of the files.
 * No statement of an import is short, so compiling them (JIT) only costs. `perehod.import_batch` marks what is inserted
 * and keeps the images of what is changed (migration 1764100000790); `perehod.moment` dates what is kept of the past (migration
 * 1764300000100). The back end looks whether we still live, inside a
 * statement too, else the region's lock would outlive a killed import until its long statement ended.
 */
export async function prepareSession(client: ClientBase, batchId: string, moment: Date): Promise<void> {
  await client.query(`SET LOCAL work_mem = '64MB'`);
  await client.query('SET LOCAL jit = off');
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query(`SET LOCAL client_connection_check_interval = '1s'`);
  await client.query(
    `SELECT set_config('perehod.import_batch', $1, true), set_config('perehod.moment', $2, true)`,
    [batchId, moment.toISOString()],
  );
}

/** Below this share of the roster, the staged rows are looked up one by one on the indexes. */
const SMALL_SHARE = 0.05;

/**
 * Chooses how staged rows meet the roster: by hashing, unless they are few beside a roster whose size the planner knows.
 * The planner cannot choose itself, because nobody has analysed what this very transaction wrote, and a nested loop that
 * was meant for one row runs for hundreds of thousands. Call it when the files are staged.
 */
export async function planForSize(client: ClientBase): Promise<void> {
  await client.query(
    `SELECT set_config('enable_nestloop', CASE WHEN (
       SELECT reltuples FROM pg_class WHERE oid = 'person_records'::regclass) * ${SMALL_SHARE} > (
       SELECT count(*) FROM (SELECT FROM stage_people UNION ALL SELECT FROM stage_ties UNION ALL SELECT FROM stage_accounts) s)
     THEN 'on' ELSE 'off' END, true)`,
  );
}

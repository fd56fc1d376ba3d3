import type { ClientBase } from 'pg';

/** First half of the advisory lock's key; the second is the region. */
export const IMPORT_LOCK = 7_326_115;

/** Waits until no other import of the region runs; held to the end of the transaction. `onWait` is told before waiting. */
export async function lockRegion(client: ClientBase, regionId: string, onWait: () => void): Promise<void> {
  const key = [IMPORT_LOCK, regionId];
  const { rows } = await client.query<{ free: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS free',
    key,
  );
  if (rows[0]?.free === true) return;
  onWait();
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', key);
}

/**
 * Gives the transaction the memory that sorting and hashing whole files wants: bounded, whatever the size of the files.
 * No statement of an import is short, so compiling them (JIT) only costs.
 */
export async function prepareSession(client: ClientBase): Promise<void> {
  await client.query(`SET LOCAL work_mem = '64MB'`);
  await client.query('SET LOCAL jit = off');
  await client.query('SET LOCAL statement_timeout = 0');
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

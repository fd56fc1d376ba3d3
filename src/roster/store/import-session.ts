import type { ClientBase } from 'pg';

/** First half of the advisory lock's key; the second is the region. */
const IMPORT_LOCK = 7_326_115;

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

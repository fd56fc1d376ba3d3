import type { EntityManager } from 'typeorm';

/**
 * Says at which moment of the application's clock the transaction changes the roster: the database dates by it what it keeps
 * of the past (`recording_moment()` of migration 1764300000100). Without it the server's own time counts, which is another in
 * tests and after a stopped job. Holds until the end of the transaction, or until the next call.
 */
export async function recordAt(tx: EntityManager, moment: Date): Promise<void> {
  await tx.query(`SELECT set_config('perehod.moment', $1, true)`, [moment.toISOString()]);
}

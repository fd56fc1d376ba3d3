import type { EntityManager } from 'typeorm';

/** Sessions of administrators that were over before the moment (PD-07); the audit keeps that there was one. */
export async function forgetAdminSessions(tx: EntityManager, before: Date, limit: number): Promise<number> {
  const [, deleted] = await tx.query<[unknown, number]>(
    `DELETE FROM admin_sessions WHERE id IN (
       SELECT id FROM admin_sessions WHERE least(expires_at, coalesce(ended_at, expires_at)) < $1 LIMIT $2)`,
    [before, limit],
  );
  return deleted;
}

import type { EntityManager } from 'typeorm';
import { ARCHIVED } from './chain.repository.js';

/** Months of the trail as whole tables; only the owner of the schema may move them. */
export class ArchiveRepository {
  /** Months that have tables of their own and lie wholly before `before` ('2023-11'). */
  async monthsBefore(tx: EntityManager, before: string): Promise<readonly string[]> {
    const rows = await tx.query<{ month: string }[]>(
      `SELECT replace(right(c.relname, 7), '_', '-') AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.audit_events'::regclass AND c.relname ~ '^audit_events_[0-9]{4}_[0-9]{2}$'
          AND replace(right(c.relname, 7), '_', '-') < $1 ORDER BY 1`,
      [before],
    );
    return rows.map(({ month }) => month);
  }

  /** Every month that entries name as taken. */
  async taken(tx: EntityManager): Promise<readonly string[]> {
    const rows = await tx.query<{ month: string }[]>(
      `SELECT DISTINCT jsonb_array_elements_text(facts -> 'months') AS month FROM audit_events WHERE action = $1`,
      [ARCHIVED],
    );
    return rows.map(({ month }) => month);
  }

  async take(tx: EntityManager, month: string): Promise<void> {
    await tx.query(`SELECT archive_audit_month(($1 || '-01')::date)`, [month]);
  }
}

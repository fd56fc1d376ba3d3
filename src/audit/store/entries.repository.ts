import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** What is looked for; null: whatever it is. */
export interface EntryQuery {
  readonly actorId: string | null;
  /** An action, or the beginning of one with a star: `alert.*`. */
  readonly action: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly schoolId: Uuid | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly traceId: string | null;
  /** A role by which it was done. */
  readonly grantId: Uuid | null;
}

/** Where a page begins, and how long it is. */
export interface EntryPage {
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
  readonly order: 'newest' | 'oldest';
}

/** An entry as it is stored. */
export interface StoredEntry {
  readonly id: number;
  readonly at: Date;
  readonly atText: string;
  readonly actorKind: 'system' | 'person' | 'administrator' | 'client' | 'operator';
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly schoolId: string | null;
  readonly reason: string | null;
  readonly facts: unknown;
  readonly traceId: string | null;
  /** Null: nobody's role was used, or the entry is older than the field. */
  readonly grants: readonly { readonly id: string; readonly role: string }[] | null;
}

const COLUMNS = `id, at, (extract(epoch FROM at) * 1000000)::bigint::text AS "atText", actor_kind AS "actorKind",
  actor_id AS "actorId", action, subject_kind AS "subjectKind", subject_id AS "subjectId", school_id AS "schoolId", reason,
  facts, trace_id AS "traceId", by_grants AS grants`;

/** Reads the trail. Entries of no region are those of the system and of the console. */
@Injectable()
export class EntriesRepository {
  find(tx: EntityManager, regionId: Uuid, query: EntryQuery, page: EntryPage): Promise<StoredEntry[]> {
    const values: unknown[] = [regionId];
    const conditions = ['(region_id = $1 OR region_id IS NULL)'];
    const must = (sql: (place: string) => string, value: unknown): void => {
      if (value === null) return;
      values.push(value);
      conditions.push(sql(`$${values.length}`));
    };
    must((v) => `actor_id = ${v}`, query.actorId);
    const isPrefix = query.action?.endsWith('*') === true;
    if (isPrefix) must((v) => `action LIKE ${v}`, likePrefix(query.action));
    else must((v) => `action = ${v}`, query.action);
    must((v) => `subject_kind = ${v}`, query.subjectKind);
    must((v) => `subject_id = ${v}`, query.subjectId);
    must((v) => `school_id = ${v}::uuid`, query.schoolId);
    must((v) => `at >= ${v}`, query.from);
    must((v) => `at < ${v}`, query.until);
    must((v) => `trace_id = ${v}`, query.traceId);
    must((v) => `by_grants @> jsonb_build_array(jsonb_build_object('id', ${v}::text))`, query.grantId);
    const [sign, direction] = page.order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC'];
    if (page.after !== null) {
      values.push(page.after.at, page.after.id);
      const [at, id] = [`$${values.length - 1}`, `$${values.length}`];
      const moment = `'epoch'::timestamptz + ${at}::bigint * interval '1 microsecond'`;
      conditions.push(`(at, id) ${sign} (${moment}, ${id}::bigint)`);
    }
    values.push(page.limit);
    return tx.query<StoredEntry[]>(
      `SELECT ${COLUMNS} FROM audit_events WHERE ${conditions.join(' AND ')}
        ORDER BY at ${direction}, id ${direction} LIMIT $${values.length}`,
      values,
    );
  }

  /** How often the actor did it since then, what this transaction has written included. */
  async count(tx: EntityManager, actorId: string, action: string, since: Date): Promise<number> {
    const [row] = await tx.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM audit_events WHERE actor_id = $1 AND at > $2 AND action = $3`,
      [actorId, since, action],
    );
    return row?.n ?? 0;
  }
}

function likePrefix(action: string | null): string {
  return `${(action ?? '').slice(0, -1).replace(/[\\%_]/g, String.raw`\$&`)}%`;
}

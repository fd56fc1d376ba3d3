import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Block, ENTRY_FIELDS, type EntryFields, GRANTS_FIELD, type Seal } from '../domain/chain.js';

/** The last block; its hash, kept outside of the database, proves that nothing was cut off. */
export interface ChainHead {
  readonly block: number;
  readonly hash: string;
  readonly sealedAt: Date;
}

/** Entries that no block holds yet. */
export interface Waiting {
  readonly events: number;
  /** The oldest one's moment, by the clock of the application that wrote it. */
  readonly since: Date | null;
}

/** Where the entries and the seals of a month lie. */
export type MonthPlace = 'live' | 'archive' | 'gone';

/** An entry of this action names every month that has been taken away so far. */
export const ARCHIVED = 'audit.archived';

const BLOCK = `number, to_char(month, 'YYYY-MM') AS month, events,
  (extract(epoch FROM sealed_at) * 1000000)::bigint::text AS "sealedAt",
  encode(content, 'hex') AS content, encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash`;

const FIELDS = ENTRY_FIELDS.map((field, place) => `${field} AS f${place}`).join(', ');

/** A month that went into the archive before entries had grants has no such column. */
const GRANTS_OF: Readonly<Record<'live' | 'archive', string>> = {
  live: GRANTS_FIELD,
  archive: `to_jsonb(entry) ->> 'by_grants'`,
};

/** The entries of a month `$1` ('2026-11'), whatever the session's time zone. */
const OF_MONTH = `at >= ($1 || '-01')::timestamp AT TIME ZONE 'UTC'
  AND at < (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'UTC'`;

/** The chain in the database: sealed by its function, read for the verification. */
@Injectable()
export class ChainRepository {
  /** Takes up to `most` waiting entries of one month into the next block, and says how many. */
  async seal(tx: EntityManager, most: number): Promise<number> {
    const [row] = await tx.query<{ n: number }[]>('SELECT seal_audit_events($1) AS n', [most]);
    return row?.n ?? 0;
  }

  /** Makes the partitions that entries will fall into. */
  async keepMonths(tx: EntityManager, today: Date): Promise<void> {
    await tx.query('SELECT keep_audit_months($1)', [today]);
  }

  /** Null while nothing is sealed. */
  async head(tx: EntityManager): Promise<ChainHead | null> {
    const [row] = await tx.query<ChainHead[]>(
      `SELECT number AS block, encode(hash, 'hex') AS hash, sealed_at AS "sealedAt"
         FROM audit_blocks ORDER BY number DESC LIMIT 1`,
    );
    return row ?? null;
  }

  async waiting(tx: EntityManager): Promise<Waiting> {
    const [row] = await tx.query<Waiting[]>(
      `SELECT count(*)::integer AS events,
              (SELECT e.at FROM audit_events e WHERE e.id = min(w.event_id)) AS since FROM audit_waiting w`,
    );
    return row ?? { events: 0, since: null };
  }

  /** Blocks after `after` up to `last`, in their order. */
  blocks(tx: EntityManager, after: number, last: number, limit: number): Promise<Block[]> {
    return tx.query<Block[]>(
      `SELECT ${BLOCK} FROM audit_blocks WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3`,
      [after, last, limit],
    );
  }

  async placeOf(tx: EntityManager, month: string): Promise<MonthPlace> {
    const [row] = await tx.query<{ archived: boolean; kept: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM audit_events WHERE action = '${ARCHIVED}' AND facts -> 'months' ? $1) AS archived,
              to_regclass('audit_archive.audit_events_' || replace($1, '-', '_')) IS NOT NULL AS kept`,
      [month],
    );
    if (row?.archived !== true) return 'live';
    return row.kept ? 'archive' : 'gone';
  }

  async seals(
    tx: EntityManager,
    month: string,
    place: MonthPlace,
    blocks: readonly number[],
  ): Promise<ReadonlyMap<number, Seal>> {
    const rows = await tx.query<Seal[]>(
      `SELECT block, array_to_string(event_ids, ',') AS ids, encode(digests, 'hex') AS digests
         FROM ${tableOf('audit_seals', month, place)} WHERE month = ($1 || '-01')::date AND block = ANY ($2::bigint[])`,
      [month, blocks],
    );
    return new Map(rows.map((row) => [row.block, row]));
  }

  /** The entries that are there, by id. */
  async entries(
    tx: EntityManager,
    month: string,
    place: MonthPlace,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, EntryFields>> {
    const rows = await tx.query<Record<string, string | null>[]>(
      `SELECT ${FIELDS}, ${GRANTS_OF[place === 'archive' ? 'archive' : 'live']} AS grants
         FROM ${tableOf('audit_events', month, place)} AS entry WHERE ${OF_MONTH} AND id = ANY ($2::bigint[])`,
      [month, ids],
    );
    return new Map(rows.map((row) => [row['f0'] ?? '', fieldsOf(row)]));
  }

  /** Months whose entries are not as many as blocks hold and as wait; one statement, so all of one moment. */
  async unevenMonths(
    tx: EntityManager,
  ): Promise<readonly { readonly month: string; readonly held: number }[]> {
    return tx.query(
      `WITH held AS (
         SELECT date_trunc('month', at AT TIME ZONE 'UTC')::date AS month, count(*) AS n FROM audit_events GROUP BY 1
       ), sealed AS (SELECT month, sum(events) AS n FROM audit_blocks GROUP BY 1
       ), waiting AS (SELECT month, count(*) AS n FROM audit_waiting GROUP BY 1)
       SELECT to_char(month, 'YYYY-MM') AS month, coalesce(held.n, 0)::bigint AS held
         FROM held FULL JOIN sealed USING (month) FULL JOIN waiting USING (month)
        WHERE coalesce(held.n, 0) <> coalesce(sealed.n, 0) + coalesce(waiting.n, 0) ORDER BY 1`,
    );
  }

  /** Entries of the month that neither a block holds nor wait: somebody put them past the chain. */
  async unsealed(tx: EntityManager, month: string, limit: number): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT id::text AS id FROM (
         SELECT id FROM audit_events WHERE ${OF_MONTH}
         EXCEPT ALL SELECT unnest(event_ids) FROM audit_seals WHERE month = ($1 || '-01')::date
         EXCEPT ALL SELECT event_id FROM audit_waiting
       ) past ORDER BY past.id LIMIT $2`,
      [month, limit],
    );
    return rows.map(({ id }) => id);
  }
}

function fieldsOf(row: Readonly<Record<string, string | null>>): EntryFields {
  const fields = ENTRY_FIELDS.map((_, place) => row[`f${place}`] ?? null);
  const grants = row['grants'] ?? null;
  return grants === null ? fields : [...fields, grants];
}

/** `month` comes from to_char or is checked by the caller: digits and a dash. */
function tableOf(table: 'audit_events' | 'audit_seals', month: string, place: MonthPlace): string {
  return place === 'archive' ? `audit_archive.${table}_${month.replace('-', '_')}` : table;
}

import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ImportBatch } from '../domain/import-batch.js';
import { BATCH_COLUMNS } from './import-batch.store.js';
import type { PlacedSchool } from './import-scope.js';

/** A push of an e-journal: the batch that it opened, and what makes the same push the same. */
interface RosterPush {
  readonly batchId: Uuid;
  readonly systemId: Uuid;
  readonly key: string;
  readonly requestHash: Buffer;
}

/** Who sent a batch, and which schools that e-journal serves under the batch's source. */
export interface PushSender {
  readonly system: { readonly id: Uuid; readonly code: string };
  readonly schools: readonly PlacedSchool[];
}

/** False when another push has the key already, committed or about to be. */
export async function addPush(tx: EntityManager, push: RosterPush): Promise<boolean> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO roster_pushes (batch_id, journal_system_id, idempotency_key, request_hash)
     VALUES ($1, $2, $3, $4) ON CONFLICT (journal_system_id, idempotency_key) DO NOTHING RETURNING batch_id`,
    [push.batchId, push.systemId, push.key, push.requestHash],
  );
  return added.length > 0;
}

export async function findPush(
  tx: EntityManager,
  systemId: Uuid,
  key: string,
): Promise<{ readonly batchId: Uuid; readonly requestHash: Buffer } | null> {
  const [row] = await tx.query<{ batchId: Uuid; requestHash: Buffer }[]>(
    `SELECT batch_id AS "batchId", request_hash AS "requestHash" FROM roster_pushes
      WHERE journal_system_id = $1 AND idempotency_key = $2`,
    [systemId, key],
  );
  return row ?? null;
}

/** Null for a batch that somebody else uploaded. */
export async function findPushedBatch(
  tx: EntityManager,
  systemId: Uuid,
  batchId: Uuid,
): Promise<ImportBatch | null> {
  const [row] = await tx.query<ImportBatch[]>(
    `SELECT ${BATCH_COLUMNS} FROM import_batches
      WHERE id = $2 AND EXISTS (SELECT 1 FROM roster_pushes p WHERE p.batch_id = $2 AND p.journal_system_id = $1)`,
    [systemId, batchId],
  );
  return row ?? null;
}

/** The sources under which an e-journal's schools are known: those of the schools where it has open accounts. */
export async function sourcesOfSystem(tx: EntityManager, systemId: Uuid): Promise<string[]> {
  const rows = await tx.query<{ source: string }[]>(
    `SELECT DISTINCT s.source FROM journal_accounts a
       JOIN journal_account_schools x ON x.journal_account_id = a.id
       JOIN schools s ON s.id = x.school_id
      WHERE a.journal_system_id = $1 AND a.closed_at IS NULL ORDER BY s.source`,
    [systemId],
  );
  return rows.map(({ source }) => source);
}

/** The e-journal that pushed a batch; null for a batch of an administrator. */
export async function findSender(tx: EntityManager, batchId: Uuid): Promise<PushSender | null> {
  const [row] = await tx.query<{ id: Uuid; code: string; schools: PlacedSchool[] | null }[]>(
    `SELECT j.id, j.code, (
       SELECT jsonb_agg(jsonb_build_object('id', s.id, 'sourceId', s.source_id) ORDER BY s.source_id)
         FROM schools s
        WHERE s.region_id = b.region_id AND s.source = b.source AND s.id IN (
          SELECT x.school_id FROM journal_accounts a
            JOIN journal_account_schools x ON x.journal_account_id = a.id
           WHERE a.journal_system_id = j.id AND a.closed_at IS NULL)) AS schools
       FROM roster_pushes p
       JOIN import_batches b ON b.id = p.batch_id
       JOIN journal_systems j ON j.id = p.journal_system_id
      WHERE p.batch_id = $1`,
    [batchId],
  );
  return row === undefined ? null : { system: { id: row.id, code: row.code }, schools: row.schools ?? [] };
}

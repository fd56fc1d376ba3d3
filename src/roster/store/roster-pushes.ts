import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ImportBatch } from '../domain/import-batch.js';
import type { RosterSender } from '../domain/roster-sender.js';
import { BATCH_COLUMNS } from './import-batch.store.js';
import type { PlacedSchool } from './import-scope.js';
import { schoolsOfSender } from './sender-schools.js';

/** A push: the batch that it opened, and what makes the same push the same. */
interface RosterPush {
  readonly batchId: Uuid;
  readonly sender: RosterSender;
  readonly key: string;
  readonly requestHash: Buffer;
}

/** Who sent a batch, and which schools it serves under the batch's source. */
export interface ReachingSender extends RosterSender {
  readonly schools: readonly PlacedSchool[];
}

/** The column of `roster_pushes` that names a sender of a kind. */
const COLUMN_OF = { journal: 'journal_system_id', contingent: 'contingent_system_id' } as const;

/** False when another push has the key already, committed or about to be. */
export async function addPush(tx: EntityManager, push: RosterPush): Promise<boolean> {
  const column = COLUMN_OF[push.sender.kind];
  const added = await tx.query<unknown[]>(
    `INSERT INTO roster_pushes (batch_id, ${column}, idempotency_key, request_hash)
     VALUES ($1, $2, $3, $4) ON CONFLICT (${column}, idempotency_key) DO NOTHING RETURNING batch_id`,
    [push.batchId, push.sender.id, push.key, push.requestHash],
  );
  return added.length > 0;
}

export async function findPush(
  tx: EntityManager,
  sender: RosterSender,
  key: string,
): Promise<{ readonly batchId: Uuid; readonly requestHash: Buffer } | null> {
  const [row] = await tx.query<{ batchId: Uuid; requestHash: Buffer }[]>(
    `SELECT batch_id AS "batchId", request_hash AS "requestHash" FROM roster_pushes
      WHERE ${COLUMN_OF[sender.kind]} = $1 AND idempotency_key = $2`,
    [sender.id, key],
  );
  return row ?? null;
}

/** Null for a batch that somebody else uploaded. */
export async function findPushedBatch(
  tx: EntityManager,
  sender: RosterSender,
  batchId: Uuid,
): Promise<ImportBatch | null> {
  const [row] = await tx.query<ImportBatch[]>(
    `SELECT ${BATCH_COLUMNS} FROM import_batches
      WHERE id = $2 AND EXISTS (SELECT 1 FROM roster_pushes p WHERE p.batch_id = $2 AND p.${COLUMN_OF[sender.kind]} = $1)`,
    [sender.id, batchId],
  );
  return row ?? null;
}

/** The sources under which the schools of a sender are known. */
export async function sourcesOfSender(tx: EntityManager, sender: RosterSender): Promise<string[]> {
  const rows = await tx.query<{ source: string }[]>(
    `SELECT DISTINCT s.source FROM schools s WHERE s.id IN (${schoolsOfSender('$1')}) ORDER BY s.source`,
    [sender.id],
  );
  return rows.map(({ source }) => source);
}

/** Who pushed a batch; null for a batch of an administrator. */
export async function findSender(tx: EntityManager, batchId: Uuid): Promise<ReachingSender | null> {
  const [row] = await tx.query<(RosterSender & { readonly schools: PlacedSchool[] | null })[]>(
    `SELECT CASE WHEN j.id IS NULL THEN 'contingent' ELSE 'journal' END AS kind,
            coalesce(j.id, o.id) AS id, coalesce(j.code, o.code) AS code, b.region_id AS "regionId", (
       SELECT jsonb_agg(jsonb_build_object('id', s.id, 'sourceId', s.source_id) ORDER BY s.source_id)
         FROM schools s
        WHERE s.region_id = b.region_id AND s.source = b.source
          AND s.id IN (${schoolsOfSender('coalesce(j.id, o.id)')})) AS schools
       FROM roster_pushes p
       JOIN import_batches b ON b.id = p.batch_id
       LEFT JOIN journal_systems j ON j.id = p.journal_system_id
       LEFT JOIN contingent_systems o ON o.id = p.contingent_system_id
      WHERE p.batch_id = $1`,
    [batchId],
  );
  return row === undefined ? null : { ...row, schools: row.schools ?? [] };
}

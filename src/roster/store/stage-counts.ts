import type { ClientBase } from 'pg';
import type { MergeCounts } from '../../platform/database/merge-table.js';
import type { KindCounts } from '../domain/import-batch.js';
import type { RecordKind } from '../domain/person-row.js';
import type { StageTable } from './staging.js';

/** Figures of a staging table whose good rows were all merged. */
export function countRows(
  client: ClientBase,
  table: StageTable,
  written: MergeCounts,
  removed: number,
): Promise<KindCounts> {
  return countStaged(client, table, 'true', written, removed);
}

/** Figures of the staged rows for which `condition` (over `s`) holds. */
export async function countStaged(
  client: ClientBase,
  table: StageTable,
  condition: string,
  { inserted, updated }: MergeCounts,
  removed: number,
): Promise<KindCounts> {
  const { rows } = await client.query<{ good: number; aside: number }>(
    `SELECT count(*) FILTER (WHERE NOT aside)::integer AS good, count(*) FILTER (WHERE aside)::integer AS aside
       FROM ${table} s WHERE ${condition}`,
  );
  const { good, aside } = rows[0] ?? { good: 0, aside: 0 };
  return { inserted, updated, unchanged: good - inserted - updated, removed, setAside: aside };
}

/** New and changed records of one kind, as they were resolved. */
export async function countWrittenRecords(client: ClientBase, kind: RecordKind): Promise<MergeCounts> {
  const { rows } = await client.query<MergeCounts>(
    `SELECT count(*) FILTER (WHERE new_record)::integer AS inserted, count(*) FILTER (WHERE NOT new_record)::integer AS updated
       FROM stage_resolved WHERE kind = $1`,
    [kind],
  );
  return rows[0] ?? { inserted: 0, updated: 0 };
}

import type { ClientBase } from 'pg';

/** One set-based merge: rows of `from` become rows of `target`, found again by `keys`. */
export interface TableMerge {
  readonly target: string;
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  /** A condition on the target, alias `t`: rows that it leaves out are history, neither found again nor changed. */
  readonly among?: string;
  /** A SELECT that gives the keys and the columns by name; a key at most once. */
  readonly from: string;
  readonly parameters: readonly unknown[];
}

export interface MergeCounts {
  readonly inserted: number;
  readonly updated: number;
}

/**
 * Adds what is new and changes what differs; equal rows are not touched, not even locked (ON CONFLICT would lock them).
 * The names come from our own code and are not escaped.
 */
export async function mergeTable(client: ClientBase, merge: TableMerge): Promise<MergeCounts> {
  const { target, keys, columns, from, parameters } = merge;
  const among = merge.among === undefined ? [] : [merge.among];
  const sameKeys = [...keys.map((key) => `t.${key} = s.${key}`), ...among].join(' AND ');
  const row = (alias: string) => `(${columns.map((column) => `${alias}.${column}`).join(', ')})`;
  const updated = await client.query(
    `UPDATE ${target} t SET ${columns.map((column) => `${column} = s.${column}`).join(', ')}
       FROM (${from}) s WHERE ${sameKeys} AND ${row('t')} IS DISTINCT FROM ${row('s')}`,
    [...parameters],
  );
  const all = [...keys, ...columns];
  const inserted = await client.query(
    `INSERT INTO ${target} (${all.join(', ')})
     SELECT ${all.map((column) => `s.${column}`).join(', ')} FROM (${from}) s
      WHERE NOT EXISTS (SELECT 1 FROM ${target} t WHERE ${sameKeys})`,
    [...parameters],
  );
  return { inserted: inserted.rowCount ?? 0, updated: updated.rowCount ?? 0 };
}

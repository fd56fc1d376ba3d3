import type { ClientBase } from 'pg';
import type { SavedPartition, SavedTable } from './archive-contract.js';

/** The table in which TypeORM notes what was applied; the schema itself brings its rows. */
const OF_THE_SCHEMA = 'migrations';

const rowsOf = async <Row extends object>(client: ClientBase, sql: string): Promise<Row[]> =>
  (await client.query<Row>(sql)).rows;

/** Names quoted as PostgreSQL needs them. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Tables whose rows are kept: ordinary and partitioned ones of the schema `public`. Parts of a partitioned table go with it;
 * unlogged tables do not outlive a crash of PostgreSQL either; generated columns compute themselves.
 */
export async function savedTables(client: ClientBase): Promise<SavedTable[]> {
  return rowsOf<SavedTable>(
    client,
    `SELECT c.relname::text AS name, c.relkind = 'p' AS partitioned,
            array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attgenerated = ''
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relpersistence = 'p' AND c.relname <> '${OF_THE_SCHEMA}'
      GROUP BY c.oid, c.relname, c.relkind ORDER BY c.relname`,
  );
}

/** Parts of partitioned tables, parents first. */
export async function savedPartitions(client: ClientBase): Promise<SavedPartition[]> {
  return rowsOf<SavedPartition>(
    client,
    `SELECT c.relname::text AS name, p.relname::text AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound,
            ARRAY(SELECT DISTINCT g.privilege_type::text FROM aclexplode(c.relacl) g
                   WHERE g.grantee = (SELECT oid FROM pg_roles WHERE rolname = 'perehod_app') ORDER BY 1) AS grants
       FROM pg_partitioned_table root CROSS JOIN LATERAL pg_partition_tree(root.partrelid) tree
       JOIN pg_class c ON c.oid = tree.relid JOIN pg_class p ON p.oid = tree.parentrelid
      WHERE tree.level > 0 AND c.relnamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_class r WHERE r.oid = root.partrelid AND r.relispartition)
      ORDER BY tree.level, c.relname`,
  );
}

/** Applied migrations in their order; none when there is no schema yet. */
export async function appliedMigrations(client: ClientBase): Promise<string[]> {
  const [known] = await rowsOf<{ there: boolean }>(
    client,
    `SELECT to_regclass('public.${OF_THE_SCHEMA}') IS NOT NULL AS there`,
  );
  if (known?.there !== true) return [];
  const rows = await rowsOf<{ name: string }>(client, `SELECT name FROM ${OF_THE_SCHEMA} ORDER BY id`);
  return rows.map(({ name }) => name);
}

/** Last values of the sequences that gave any. */
export async function sequenceValues(client: ClientBase): Promise<Record<string, string>> {
  const rows = await rowsOf<{ name: string; value: string }>(
    client,
    `SELECT sequencename::text AS name, last_value::text AS value FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL
        AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
              WHERE d.objid = format('%I.%I', schemaname, sequencename)::regclass AND d.deptype IN ('a', 'i')
                AND t.relname = '${OF_THE_SCHEMA}')
      ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** One foreign key: how to take it off and put it back. */
export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

export async function foreignKeys(client: ClientBase): Promise<ForeignKey[]> {
  return rowsOf<ForeignKey>(
    client,
    `SELECT c.relname::text AS table, k.conname::text AS name, pg_get_constraintdef(k.oid) AS definition
       FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.contype = 'f' AND k.conparentid = 0 AND k.connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
}

/** Our own triggers that are on, by table; those of partitions follow their table's. */
export async function liveTriggers(client: ClientBase): Promise<{ table: string; name: string }[]> {
  return rowsOf(
    client,
    `SELECT c.relname::text AS table, t.tgname::text AS name
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled = 'O' AND c.relnamespace = 'public'::regnamespace
      ORDER BY 1, 2`,
  );
}

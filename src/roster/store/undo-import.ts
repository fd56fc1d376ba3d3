import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';

/** What a roll-back did, in rows, and whose matches may rest on it. */
export interface RolledBack {
  readonly restored: number;
  readonly deleted: number;
  /** Referred to by others, so marked as gone instead. */
  readonly marked: number;
  /** Changed by somebody after the import, so left as they are. */
  readonly left: number;
  readonly personIds: readonly Uuid[];
}

/** The region's civil day is the last that is not covered any more. */
const ENDED = `valid_to = greatest(t.valid_from, least(t.valid_to,
  (SELECT ($2::timestamptz AT TIME ZONE r.time_zone)::date FROM regions r WHERE r.id = t.region_id)))`;

/** Tables in the order in which they refer to one another, the referred first; with what marks a row as gone. */
const TABLES = [
  { table: 'municipalities', mark: null },
  { table: 'schools', mark: null },
  { table: 'municipality_versions', mark: null },
  { table: 'school_versions', mark: null },
  { table: 'class_groups', mark: null },
  { table: 'people', mark: null },
  { table: 'person_records', mark: 'removed_at = coalesce(t.removed_at, $2::timestamptz)' },
  { table: 'enrollments', mark: ENDED },
  { table: 'staff_appointments', mark: ENDED },
  { table: 'family_ties', mark: ENDED },
  { table: 'journal_accounts', mark: 'closed_at = coalesce(t.closed_at, $2::timestamptz)' },
  { table: 'journal_account_schools', mark: null },
  { table: 'roster_tasks', mark: null },
  { table: 'roster_row_versions', mark: null },
] as const;

type Table = (typeof TABLES)[number];

/** Nothing refers to rows of these, or only what is undone with them, so they make room for what is restored. */
const LEAVES: ReadonlySet<string> = new Set([
  'municipality_versions',
  'school_versions',
  'enrollments',
  'staff_appointments',
  'family_ties',
  'journal_accounts',
  'journal_account_schools',
  'roster_tasks',
  'roster_row_versions',
]);

const WITHOUT_ID: ReadonlySet<string> = new Set([
  'municipality_versions',
  'school_versions',
  'journal_account_schools',
]);

/** A row is as the batch left it when the batch's transaction wrote its present version. */
const AS_LEFT = `t.xmin::text = (SELECT xact::text FROM import_batches WHERE id = $1)`;

/**
 * Undoes what a batch wrote: first the rows that it brought and nothing needs, then the images of what it changed and
 * deleted, then the people, records and places that it brought. A row that other tables refer to (links, cases, ties of
 * another source: every foreign key counts, whoever adds it) stays, marked as gone. Whoever's row somebody changed since
 * keeps it. The caller holds the region's import lock.
 */
export async function undoImport(tx: EntityManager, batchId: Uuid, at: Date): Promise<RolledBack> {
  await tx.query('SET LOCAL statement_timeout = 0');
  const personIds = await findTouchedPeople(tx, batchId);
  const left = await countChangedSince(tx, batchId);
  const sum = { restored: 0, deleted: 0, marked: 0 };
  const remove = async (chosen: readonly Table[]): Promise<void> => {
    for (const one of [...chosen].reverse()) {
      sum.deleted += await deleteBrought(tx, batchId, one);
      sum.marked += await markBrought(tx, batchId, one, at);
    }
  };
  await remove(TABLES.filter(({ table }) => LEAVES.has(table)));
  for (const { table } of TABLES) sum.restored += await restore(tx, batchId, table);
  await remove(TABLES.filter(({ table }) => !LEAVES.has(table)));
  await forgetDataDays(tx, batchId);
  return { ...sum, left, personIds: await stillThere(tx, personIds) };
}

/** A school of which nothing is left has handed over nothing yet (EC-140). */
async function forgetDataDays(tx: EntityManager, batchId: Uuid): Promise<void> {
  await tx.query(
    `DELETE FROM school_data_days d USING schools s, import_batches b
      WHERE s.id = d.school_id AND b.id = $1 AND s.region_id = b.region_id
        AND NOT EXISTS (SELECT FROM enrollments e WHERE e.school_id = d.school_id)`,
    [batchId],
  );
}

/** Everybody whose rows the batch brought or changed, as they are and as they were. */
async function findTouchedPeople(tx: EntityManager, batchId: Uuid): Promise<Uuid[]> {
  const brought = [
    'SELECT id FROM people WHERE import_batch_id = $1',
    ...['person_records', 'enrollments', 'staff_appointments', 'journal_accounts'].map(
      (table) => `SELECT person_id FROM ${table} WHERE import_batch_id = $1`,
    ),
    'SELECT child_id FROM family_ties WHERE import_batch_id = $1',
    'SELECT representative_id FROM family_ties WHERE import_batch_id = $1',
  ];
  const changed = ['person_records', 'enrollments', 'staff_appointments', 'journal_accounts'].map(
    (table) =>
      `SELECT t.person_id FROM ${table} t JOIN import_before_images i
          ON i.batch_id = $1 AND i.table_name = '${table}' AND i.row_key = t.id::text`,
  );
  const imaged = `
    SELECT CASE i.table_name WHEN 'people' THEN i.row_key ELSE n.value END::uuid
      FROM import_before_images i
     CROSS JOIN LATERAL (VALUES (i.image ->> 'person_id'), (i.image ->> 'child_id'), (i.image ->> 'representative_id'))
       AS n (value)
     WHERE i.batch_id = $1 AND (i.table_name = 'people' OR n.value IS NOT NULL)`;
  const rows = await tx.query<{ id: Uuid }[]>(
    `SELECT DISTINCT u.id FROM (${[...brought, ...changed, imaged].join(' UNION ALL ')}) AS u (id) WHERE u.id IS NOT NULL`,
    [batchId],
  );
  return rows.map(({ id }) => id);
}

async function countChangedSince(tx: EntityManager, batchId: Uuid): Promise<number> {
  const counts = TABLES.map(
    ({ table }) =>
      `SELECT 1 FROM ${table} t WHERE NOT ${AS_LEFT} AND (t.import_batch_id = $1 OR EXISTS (
         SELECT 1 FROM import_before_images i
          WHERE i.batch_id = $1 AND i.table_name = '${table}' AND i.row_key = ${keyOf(table)}))`,
  );
  const [row] = await tx.query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM (${counts.join(' UNION ALL ')}) c`,
    [batchId],
  );
  return row?.n ?? 0;
}

/** Deletes what the batch brought, unless something refers to it. */
async function deleteBrought(tx: EntityManager, batchId: Uuid, { table }: Table): Promise<number> {
  const unused = await nothingRefersTo(tx, table);
  const [, deleted] = await tx.query<[unknown, number]>(
    `DELETE FROM ${table} t WHERE t.import_batch_id = $1 AND ${AS_LEFT}${unused}`,
    [batchId],
  );
  return deleted;
}

/** What could not be deleted is gone for the roster all the same. */
async function markBrought(
  tx: EntityManager,
  batchId: Uuid,
  { table, mark }: Table,
  at: Date,
): Promise<number> {
  if (mark === null) return 0;
  const [, marked] = await tx.query<[unknown, number]>(
    `UPDATE ${table} t SET ${mark} WHERE t.import_batch_id = $1 AND ${AS_LEFT}`,
    [batchId, at],
  );
  return marked;
}

/** Gives rows their images back: what was changed in its place, what was deleted anew. */
async function restore(tx: EntityManager, batchId: Uuid, table: string): Promise<number> {
  const columns = await columnsOf(tx, table);
  const listed = columns.map((column) => `"${column}"`).join(', ');
  const images = `import_before_images i WHERE i.batch_id = $1 AND i.table_name = '${table}'`;
  const [, changed] = await tx.query<[unknown, number]>(
    `UPDATE ${table} t SET (${listed}) = (
        SELECT ${columns.map((column) => `was."${column}"`).join(', ')}
          FROM jsonb_populate_record(t, (SELECT i.image FROM ${images} AND i.row_key = ${keyOf(table)})) AS was)
      WHERE ${AS_LEFT} AND ${keyOf(table)} IN (SELECT i.row_key FROM ${images})${roomFor(table)}`,
    [batchId],
  );
  const again = await tx.query<unknown[]>(
    `INSERT INTO ${table} (${listed})
     SELECT ${columns.map((column) => `was."${column}"`).join(', ')}
       FROM import_before_images i CROSS JOIN LATERAL jsonb_populate_record(NULL::${table}, i.image) AS was
      WHERE i.batch_id = $1 AND i.table_name = '${table}'
        AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE ${keyOf(table)} = i.row_key)
        ${table === 'journal_account_schools' ? 'AND EXISTS (SELECT 1 FROM journal_accounts a WHERE a.id = was.journal_account_id)' : ''}
     RETURNING 1`,
    [batchId],
  );
  return changed + again.length;
}

/**
 * A place is not given back where somebody has entered another for the same days since: a record is in one place at a time
 * (places_do_not_overlap). What the batch left untouched stood beside it before and does not count.
 */
function roomFor(table: string): string {
  if (table !== 'enrollments' && table !== 'staff_appointments') return '';
  return ` AND NOT EXISTS (
    SELECT 1 FROM import_before_images i CROSS JOIN LATERAL jsonb_populate_record(NULL::${table}, i.image) AS was
      JOIN ${table} o ON o.record_id = was.record_id AND o.id <> was.id
     WHERE i.batch_id = $1 AND i.table_name = '${table}' AND i.row_key = t.id::text
       AND NOT (o.xmin::text = (SELECT xact::text FROM import_batches WHERE id = $1))
       AND (o.valid_to IS NULL OR o.valid_to > o.valid_from) AND (was.valid_to IS NULL OR was.valid_to > was.valid_from)
       AND (o.valid_to IS NULL OR o.valid_to > was.valid_from) AND (was.valid_to IS NULL OR was.valid_to > o.valid_from))`;
}

/** The key of a row in its image; the first is that of import_row_key, without building the image of every row. */
function keyOf(table: string): string {
  return WITHOUT_ID.has(table) ? 'import_row_key(to_jsonb(t))' : 't.id::text';
}

async function columnsOf(tx: EntityManager, table: string): Promise<string[]> {
  const rows = await tx.query<{ column: string }[]>(
    `SELECT attname AS column FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ column }) => column);
}

/** What is remembered of a row's past, and goes with it: it keeps nobody in the roster. */
const MEMORIES = ['birth_date_versions', 'journal_account_school_versions', 'school_data_days'];

/** A condition over `t` for every foreign key to the table; the records of imports and the memories of a row go with it. */
async function nothingRefersTo(tx: EntityManager, table: string): Promise<string> {
  const keys = await tx.query<{ from: string; column: string; to: string }[]>(
    `SELECT k.conrelid::regclass::text AS "from", a.attname AS column, b.attname AS "to"
       FROM pg_constraint k
       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
       JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
      WHERE k.contype = 'f' AND k.confrelid = $1::regclass
        AND NOT (k.confdeltype = 'c'
                 AND (k.conrelid::regclass::text LIKE 'import\\_%' OR k.conrelid::regclass::text = ANY ($2::text[])))`,
    [table, MEMORIES],
  );
  return keys
    .map(
      ({ from, column, to }) => ` AND NOT EXISTS (SELECT 1 FROM ${from} x WHERE x."${column}" = t."${to}")`,
    )
    .join('');
}

/** The news is of people who are there; those who went with the batch had nothing that rests on them. */
async function stillThere(tx: EntityManager, ids: readonly Uuid[]): Promise<Uuid[]> {
  const rows = await tx.query<{ id: Uuid }[]>('SELECT id FROM people WHERE id = ANY ($1::uuid[])', [ids]);
  return rows.map(({ id }) => id);
}

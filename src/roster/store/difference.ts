import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Uuid } from '../../kernel/ids.js';
import type { ImportScope } from './import-scope.js';

/** What a file would do to one record of a person. */
export type ChangeKind = 'added' | 'changed' | 'moved_class' | 'returned' | 'left';

/** Counts of the records of one kind in one school; a representative has no school. */
export interface DifferenceCounts {
  readonly kind: 'student' | 'representative' | 'staff';
  readonly schoolId: Uuid | null;
  readonly school: string | null;
  readonly change: ChangeKind;
  readonly records: number;
  /** How many of them have another value of each attribute; names of attributes, never values. */
  readonly attributes: Readonly<Record<string, number>>;
}

/** One record in the list of a dry run: masked. */
export interface DifferenceRow {
  readonly no: number;
  readonly kind: DifferenceCounts['kind'];
  readonly change: ChangeKind;
  readonly schoolId: Uuid | null;
  readonly who: string;
  readonly row: number | null;
  readonly attributes: readonly string[];
  /** Was and will be, of what is not sensitive: school, class, dates. */
  readonly shown: Readonly<Record<string, readonly [string | null, string | null]>>;
}

/** So many rows are kept for the list; the counts are of all. */
const ROWS_KEPT = 50_000;
const PAGE = 2_000;

/** `И*** П. С.` (roles.md): first letter of the surname, initials. Names in the roster are letters, so LEFT is enough. */
const MASKED = (p: string) =>
  `upper(left(${p}.last_name, 1)) || '*** ' || upper(left(${p}.first_name, 1)) || '.'
   || coalesce(' ' || upper(left(${p}.middle_name, 1)) || '.', '')`;

/** Attributes by name, with the SQL that tells that the file has another value than the roster. */
const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['last_name', 's.last_name <> p.last_name'],
  ['first_name', 's.first_name <> p.first_name'],
  ['middle_name', 's.middle_name IS DISTINCT FROM p.middle_name'],
  ['birth_date', 's.birth_date IS NOT NULL AND s.birth_date IS DISTINCT FROM p.birth_date'],
  ['snils', 's.snils_hmac IS NOT NULL AND s.snils_hmac IS DISTINCT FROM p.snils_hmac'],
  ['gender', 's.gender IS DISTINCT FROM p.gender'],
  ['citizenship', 's.citizenship IS DISTINCT FROM p.citizenship'],
  ['school', 'e.school_id IS DISTINCT FROM sc.id'],
  ['class', 'e.class_group_id IS DISTINCT FROM cg.id'],
  ['post', 'e.post IS DISTINCT FROM s.post'],
  ['valid_from', 'e.valid_from IS DISTINCT FROM s.valid_from'],
  ['valid_to', 'e.valid_to IS DISTINCT FROM s.valid_to'],
];

const CLASS_NAME = (g: string) => `${g}.grade_level || ${g}.letter`;

/** The newest place of a record, pupils and staff alike; found by the person, who is indexed. */
const PLACE = (record: string, person: string) => `
  LEFT JOIN LATERAL (
    SELECT * FROM (
      SELECT x.school_id, x.class_group_id, x.kind AS post, x.valid_from, x.valid_to FROM enrollments x
       WHERE x.person_id = ${person} AND x.record_id = ${record}
      UNION ALL
      SELECT x.school_id, NULL, x.position, x.valid_from, x.valid_to FROM staff_appointments x
       WHERE x.person_id = ${person} AND x.record_id = ${record}) y
     ORDER BY y.valid_from DESC, y.valid_to DESC NULLS FIRST LIMIT 1) e ON true`;

/** A school that the same import enters is not there for others yet, so its id is not kept. */
const KNOWN = (school: string) =>
  `CASE WHEN ${school}.import_batch_id IS DISTINCT FROM $1::uuid THEN ${school}.id END`;

/**
 * Puts what would change into `stage_difference`: call it when people are resolved and before they are written, while the
 * roster still holds the old values. Needs `stage_resolved`, `stage_absent`, `known_schools` and `known_classes`.
 */
async function stageDifference(client: ClientBase, scope: ImportScope, batchId: Uuid): Promise<void> {
  const attributes = ATTRIBUTES.map(([name, differs]) => `CASE WHEN ${differs} THEN '${name}' END`);
  const pair = (name: string, was: string, willBe: string) =>
    `CASE WHEN '${name}' = ANY (d.attributes) THEN jsonb_build_object('${name}', jsonb_build_array(${was}, ${willBe})) ELSE '{}' END`;
  await client.query(
    `CREATE TEMP TABLE stage_difference ON COMMIT DROP AS
     SELECT row_number() OVER (ORDER BY u.kind COLLATE "C" DESC, u.row_no NULLS LAST, u.who)::integer AS no, u.*
       FROM (
         SELECT r.kind,
                CASE WHEN r.new_record THEN 'added'
                     WHEN x.removed_at IS NOT NULL THEN 'returned'
                     WHEN s.valid_to <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2) THEN 'left'
                     WHEN d.attributes <@ '{class,valid_from}' AND 'class' = ANY (d.attributes) THEN 'moved_class'
                     ELSE 'changed' END AS change,
                coalesce(${KNOWN('sc')}, e.school_id) AS school_id, coalesce(sc.short_name, was.short_name) AS school,
                ${MASKED('s')} AS who, r.row_no, d.attributes,
                ${pair('school', 'was.short_name', 'sc.short_name')}
                || ${pair('class', CLASS_NAME('wg'), CLASS_NAME('cg'))}
                || ${pair('valid_from', 'e.valid_from', 's.valid_from')}
                || ${pair('valid_to', 'e.valid_to', 's.valid_to')} AS shown
           FROM stage_resolved r
           JOIN stage_people s ON s.kind = r.kind AND s.row_no = r.row_no
           LEFT JOIN person_records x ON x.id = r.record_id
           LEFT JOIN people p ON p.id = r.old_person_id
           LEFT JOIN known_schools ks ON ks.source_id = s.school_source_id
           LEFT JOIN schools sc ON sc.id = ks.id
           LEFT JOIN known_classes kc ON kc.source_id = s.class_source_id
           LEFT JOIN class_groups cg ON cg.id = kc.id
           ${PLACE('r.record_id', 'r.old_person_id')}
           LEFT JOIN schools was ON was.id = e.school_id
           LEFT JOIN class_groups wg ON wg.id = e.class_group_id
          CROSS JOIN LATERAL (SELECT CASE WHEN r.new_record THEN '{}'::text[]
            ELSE array_remove(ARRAY[${attributes.join(', ')}], NULL) END AS attributes) d
         UNION ALL
         SELECT a.kind, 'left', e.school_id, was.short_name, ${MASKED('p')}, NULL, '{}', '{}'
           FROM stage_absent a
           JOIN person_records x ON x.id = a.record_id
           JOIN people p ON p.id = x.person_id
           ${PLACE('x.id', 'x.person_id')}
           LEFT JOIN schools was ON was.id = e.school_id) u`,
    [batchId, scope.today],
  );
}

/**
 * Finds what would change, keeps the list for reading (outside the import's transaction, which is undone), and returns the
 * counts. The rows go through in pages, so that memory stays bounded.
 */
export async function keepDifference(
  client: ClientBase,
  outside: EntityManager,
  scope: ImportScope,
  batchId: Uuid,
): Promise<readonly DifferenceCounts[]> {
  await stageDifference(client, scope, batchId);
  await outside.query('DELETE FROM import_differences WHERE batch_id = $1', [batchId]);
  for (let last = 0; last < ROWS_KEPT; last += PAGE) {
    const { rows } = await client.query<{ page: unknown; n: number }>(
      `SELECT jsonb_agg(to_jsonb(d)) AS page, count(*)::integer AS n FROM stage_difference d WHERE no > $1 AND no <= $2`,
      [last, last + PAGE],
    );
    const [found] = rows;
    if (found === undefined || found.n === 0) break;
    await outside.query(
      `INSERT INTO import_differences (batch_id, no, kind, change, school_id, who, row_no, attributes, shown)
       SELECT $1, d.no, d.kind, d.change, d.school_id, d.who, d.row_no, d.attributes, d.shown
         FROM jsonb_to_recordset($2::jsonb) AS d (no integer, kind text, change text, school_id uuid, who text,
           row_no integer, attributes text[], shown jsonb)`,
      [batchId, JSON.stringify(found.page)],
    );
  }
  return countDifference(client);
}

async function countDifference(client: ClientBase): Promise<readonly DifferenceCounts[]> {
  const group = `kind, change, school_id, school`;
  const { rows } = await client.query<DifferenceCounts>(
    `WITH d AS (SELECT *, concat_ws('/', kind, change, school_id, school) AS place FROM stage_difference),
          records AS (SELECT place, ${group}, count(*)::integer AS records FROM d GROUP BY place, ${group}),
          values_of AS (
            SELECT place, jsonb_object_agg(attribute, n) AS attributes FROM (
              SELECT place, attribute, count(*) AS n FROM d CROSS JOIN unnest(d.attributes) AS attribute
               GROUP BY place, attribute) v GROUP BY place)
     SELECT r.kind, r.school_id AS "schoolId", r.school, r.change, r.records, coalesce(v.attributes, '{}') AS attributes
       FROM records r LEFT JOIN values_of v USING (place)
      ORDER BY r.kind COLLATE "C" DESC, r.school NULLS LAST, r.change`,
  );
  return rows;
}

/** Whose rows of a difference a reader may see; counts are for whoever sees the batch. */
export interface DifferencePage {
  /** Schools whose people the reader may read. */
  readonly schoolIds: readonly Uuid[];
  /** Only these, when it is named. */
  readonly schoolId: Uuid | null;
  readonly after: number;
  readonly limit: number;
}

/**
 * The listed rows of a batch in their order, `limit + 1` at most. Rows without a school (representatives) are shown to those
 * whose school the whole batch is.
 */
export function listDifference(
  tx: EntityManager,
  batchId: Uuid,
  page: DifferencePage,
): Promise<DifferenceRow[]> {
  return tx.query<DifferenceRow[]>(
    `SELECT d.no, d.kind, d.change, d.school_id AS "schoolId", d.who, d.row_no AS "row", d.attributes, d.shown
       FROM import_differences d JOIN import_batches b ON b.id = d.batch_id
      WHERE d.batch_id = $1 AND d.no > $2 AND coalesce(d.school_id, b.school_id) = ANY ($3::uuid[])
        AND ($4::uuid IS NULL OR d.school_id = $4)
      ORDER BY d.no LIMIT $5`,
    [batchId, page.after, page.schoolIds, page.schoolId, page.limit + 1],
  );
}

/** The counts of a dry run; null before it ended, and for a batch that was none. */
export async function findDifferenceCounts(
  tx: EntityManager,
  batchId: Uuid,
): Promise<readonly DifferenceCounts[] | null> {
  const [row] = await tx.query<{ difference: readonly DifferenceCounts[] | null }[]>(
    'SELECT difference FROM import_batches WHERE id = $1',
    [batchId],
  );
  return row?.difference ?? null;
}

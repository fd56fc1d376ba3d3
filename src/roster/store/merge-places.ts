import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';

/** The two kinds of place that a record may have in time: a pupil's enrolment, a member of staff's appointment. */
interface PlaceTable {
  readonly table: 'enrollments' | 'staff_appointments';
  readonly kind: 'student' | 'staff';
  /** Columns that make it the same place. */
  readonly columns: readonly string[];
  /** SELECT items for them over s (staged row), sc (school), cg (class). */
  readonly values: string;
}

const PLACES: readonly PlaceTable[] = [
  {
    table: 'enrollments',
    kind: 'student',
    columns: ['school_id', 'class_group_id', 'kind'],
    values: 'sc.id AS school_id, cg.id AS class_group_id, s.post AS kind',
  },
  {
    table: 'staff_appointments',
    kind: 'staff',
    columns: ['school_id', 'position'],
    values: 'sc.id AS school_id, s.post AS position',
  },
];

/**
 * Writes where the new and changed records are. A row tells one place at a time; it continues the history (ROS-08): a
 * later first day with another school, class or post closes the place before and opens the next one; a later first day
 * after an end is a return; everything else corrects the newest place. The dead have no place any more (EC-080).
 */
export async function mergePlaces(client: ClientBase, scope: ImportScope): Promise<void> {
  for (const place of PLACES) await mergePlace(client, scope, place);
}

async function mergePlace(client: ClientBase, scope: ImportScope, place: PlaceTable): Promise<void> {
  const { table, columns } = place;
  const wanted = `stage_${table}`;
  const row = (alias: string) => `(${columns.map((column) => `${alias}.${column}`).join(', ')})`;
  const insert = `INSERT INTO ${table} (region_id, record_id, person_id, ${columns.join(', ')}, valid_from, valid_to)
    SELECT $1, w.record_id, w.person_id, ${columns.map((column) => `w.${column}`).join(', ')}, w.valid_from, w.valid_to`;
  await client.query(
    `CREATE TEMP TABLE ${wanted} ON COMMIT DROP AS
     SELECT r.record_id, r.new_record, r.person_id, ${place.values}, s.valid_from, s.valid_to
       FROM stage_resolved r
       JOIN stage_people s ON s.kind = r.kind AND s.row_no = r.row_no
       LEFT JOIN people dead ON dead.id = r.person_id AND dead.deceased_on IS NOT NULL
       JOIN schools sc ON sc.region_id = $1 AND sc.source = $2 AND sc.source_id = s.school_source_id
       LEFT JOIN class_groups cg ON cg.region_id = $1 AND cg.source = $2 AND cg.source_id = s.class_source_id
      WHERE r.kind = $3 AND dead.id IS NULL`,
    [scope.regionId, scope.source, place.kind],
  );
  await client.query(`ANALYZE ${wanted}`);
  await client.query(`${insert} FROM ${wanted} w WHERE w.new_record`, [scope.regionId]);
  await client.query(
    `CREATE TEMP TABLE ${wanted}_next ON COMMIT DROP AS
     SELECT w.*, l.id AS latest_id, l.valid_from AS latest_from,
            CASE WHEN l.id IS NULL THEN 'open'
                 WHEN w.valid_from > l.valid_from AND (${row('l')} IS DISTINCT FROM ${row('w')} OR l.valid_to <= w.valid_from)
                   THEN 'next'
                 ELSE 'mend' END AS step,
            coalesce(l.places > 1, false) AS has_history
       FROM ${wanted} w
       LEFT JOIN (
         SELECT DISTINCT ON (x.record_id) x.*, count(*) OVER (PARTITION BY x.record_id) AS places
           FROM ${table} x JOIN ${wanted} w ON w.person_id = x.person_id AND w.record_id = x.record_id AND NOT w.new_record
          ORDER BY x.record_id, x.valid_from DESC, x.valid_to DESC NULLS FIRST, x.id) l ON l.record_id = w.record_id
      WHERE NOT w.new_record`,
  );
  await client.query(
    `UPDATE ${table} t SET valid_to = n.valid_from FROM ${wanted}_next n
      WHERE n.step = 'next' AND t.id = n.latest_id AND (t.valid_to IS NULL OR t.valid_to > n.valid_from)`,
  );
  await client.query(
    `UPDATE ${table} t SET ${columns.map((column) => `${column} = n.${column}`).join(', ')},
            valid_from = n.new_from, valid_to = n.new_to
       FROM (SELECT x.*, f.new_from,
                    CASE WHEN x.valid_to IS NOT NULL THEN greatest(f.new_from, x.valid_to) END AS new_to
               FROM ${wanted}_next x
              CROSS JOIN LATERAL (SELECT CASE WHEN x.has_history THEN x.latest_from ELSE x.valid_from END AS new_from) f) n
      WHERE n.step = 'mend' AND t.id = n.latest_id
        AND (${row('t')} IS DISTINCT FROM ${row('n')} OR (t.valid_from, t.valid_to) IS DISTINCT FROM (n.new_from, n.new_to))`,
  );
  await client.query(`${insert} FROM ${wanted}_next w WHERE w.step IN ('open', 'next')`, [scope.regionId]);
}

import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';
import { yearBegins } from './merge-classes.js';

/**
 * Lets pupils follow a class whose id means a new year's class from now on, where their own rows did not change: their
 * last year's class ends on 1 September and the new one begins (EC-078). Whose row says something else was moved by it.
 */
export async function rollClassesOver(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_rolled ON COMMIT DROP AS
     SELECT e.id, n.id AS class_group_id, e.region_id, e.record_id, e.person_id, e.school_id, e.kind, e.order_no, e.end_kind,
            e.valid_to, coalesce(e.stay_since, e.valid_from) AS stay_since,
            CASE WHEN n.academic_year > o.academic_year AND b.day > e.valid_from THEN b.day END AS day
       FROM stage_classes_told s
       JOIN class_groups o ON o.id = s.known_id
       JOIN class_groups n ON n.region_id = $1 AND n.source = $2 AND n.source_id = s.source_id AND n.closed_on IS NULL
      CROSS JOIN LATERAL (SELECT ${yearBegins('n.academic_year')} AS day) b
       JOIN enrollments e ON e.class_group_id = o.id AND e.school_id = n.school_id AND (e.valid_to IS NULL OR e.valid_to > $3)
      WHERE s.another AND (e.valid_to IS NULL OR e.valid_to > b.day)
        AND NOT EXISTS (SELECT 1 FROM stage_resolved r WHERE r.record_id = e.record_id)`,
    [scope.regionId, scope.source, scope.today],
  );
  await client.query('ANALYZE stage_rolled');
  await client.query(
    `UPDATE enrollments t SET class_group_id = r.class_group_id FROM stage_rolled r WHERE r.id = t.id AND r.day IS NULL`,
  );
  await client.query(
    `UPDATE enrollments t SET valid_to = r.day, end_kind = 'class_change'
       FROM stage_rolled r WHERE r.id = t.id AND r.day IS NOT NULL`,
  );
  await client.query(
    `INSERT INTO enrollments (region_id, record_id, person_id, school_id, class_group_id, kind, valid_from, valid_to, order_no,
                              end_kind, stay_since)
     SELECT region_id, record_id, person_id, school_id, class_group_id, kind, day, valid_to, order_no, end_kind, stay_since
       FROM stage_rolled WHERE day IS NOT NULL`,
  );
}

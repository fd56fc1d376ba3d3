import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';

/**
 * What the files' source ids of schools mean today, as `known_schools`. A school that joined another one (EC-070) means
 * its successor, so that a source which has not heard of it yet moves nobody back.
 */
export async function knowSchools(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE known_schools ON COMMIT DROP AS
     WITH RECURSIVE heirs AS (
       SELECT s.source_id, s.id, s.id AS heir_id, 0 AS steps
         FROM schools s WHERE s.region_id = $1 AND s.source = $2
       UNION ALL
       SELECT h.source_id, h.id, r.to_school_id, h.steps + 1
         FROM heirs h
         JOIN schools s ON s.id = h.heir_id AND s.closed_on <= $3
         JOIN school_reorganisations r ON r.from_school_id = s.id AND r.kind = 'merge' AND r.happens_on = s.closed_on
        WHERE h.steps < 10
     )
     SELECT DISTINCT ON (source_id) source_id, id AS own_id, heir_id AS id FROM heirs ORDER BY source_id, steps DESC`,
    [scope.regionId, scope.source, scope.today],
  );
  await client.query('ANALYZE known_schools');
}

/** What the files' source ids of classes mean, as `known_classes`, once the classes are merged. */
export async function knowClasses(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE known_classes ON COMMIT DROP AS
     SELECT g.source_id, g.id, g.school_id, g.academic_year, g.grade_level FROM class_groups g
      WHERE g.region_id = $1 AND g.source = $2 AND g.closed_on IS NULL`,
    [scope.regionId, scope.source],
  );
  await client.query('ANALYZE known_classes');
}

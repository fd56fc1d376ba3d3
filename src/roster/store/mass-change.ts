import type { ClientBase } from 'pg';
import type { RosterChange, SchoolChange } from '../domain/mass-change.js';
import type { ImportScope } from './import-scope.js';

/**
 * Pupils whom the end of the school year takes away anyway: those of grades 9, 11 and 12, and of grade 4 in a primary
 * school, from 1 June of the year's end on. Their leaving is no mass change (ROS-03, ROS-08). Kept as `stage_graduates`;
 * call it before classes are merged, for a source may use the id of a class anew.
 */
export async function findGraduates(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_graduates ON COMMIT DROP AS
     SELECT DISTINCT e.record_id
       FROM class_groups g JOIN schools sc ON sc.id = g.school_id JOIN enrollments e ON e.class_group_id = g.id
      WHERE g.region_id = $1 AND g.source = $2 AND (e.valid_to IS NULL OR e.valid_to > $3)
        AND (g.grade_level IN (9, 11, 12) OR (g.grade_level = 4 AND sc.kind = 'primary'))
        AND $3::date >= make_date(right(g.academic_year, 4)::integer, 6, 1)`,
    [scope.regionId, scope.source, scope.today],
  );
}

/**
 * Records of pupils who would leave (`left`) or of whom something would be another (`changed`): name, birth date, СНИЛС,
 * school. A value that the row lacks, or that was lacking before, is no difference (ROS-13); another class of the same
 * school neither. Needs `stage_resolved`, `stage_absent`, `stage_graduates` and `known_schools`.
 */
const AFFECTED = `
  SELECT a.record_id, true AS leaves FROM stage_absent a WHERE a.kind = 'student'
  UNION ALL
  SELECT r.record_id, coalesce(s.valid_to <= $1::date, false) AS leaves
    FROM stage_resolved r
    JOIN stage_people s ON s.kind = r.kind AND s.row_no = r.row_no
    JOIN people p ON p.id = r.old_person_id
   WHERE r.kind = 'student' AND NOT r.new_record
     AND (s.norm_last <> p.norm_last OR s.norm_first <> p.norm_first OR s.norm_middle <> p.norm_middle
       OR s.birth_date <> p.birth_date OR s.snils_hmac <> p.snils_hmac OR s.valid_to <= $1
       OR NOT EXISTS (
         SELECT 1 FROM enrollments e JOIN known_schools sc ON sc.id = e.school_id
          WHERE e.person_id = r.old_person_id AND e.record_id = r.record_id AND sc.source_id = s.school_source_id
            AND (e.valid_to IS NULL OR e.valid_to > $1)))`;

/** What the import would do to the pupils of each school, by the school where they are today. */
export async function findRosterChange(client: ClientBase, scope: ImportScope): Promise<RosterChange> {
  await client.query(
    `CREATE TEMP TABLE stage_affected ON COMMIT DROP AS
     SELECT d.record_id, bool_or(d.leaves) AS leaves FROM (${AFFECTED}) d
      WHERE NOT EXISTS (SELECT 1 FROM stage_graduates g WHERE g.record_id = d.record_id)
      GROUP BY d.record_id`,
    [scope.today],
  );
  const some = await client.query('SELECT 1 FROM stage_affected LIMIT 1');
  if (some.rowCount === 0) return { schools: [], regionPupils: 0 };
  await client.query('ANALYZE stage_affected');
  const { rows } = await client.query<SchoolChange>(
    `SELECT sc.id AS "schoolId", sc.source_id AS "schoolSourceId",
            count(DISTINCT e.record_id) FILTER (WHERE a.leaves)::integer AS left,
            count(DISTINCT e.record_id) FILTER (WHERE NOT a.leaves)::integer AS changed,
            count(DISTINCT e.record_id)::integer AS pupils
       FROM enrollments e
       JOIN person_records r ON r.id = e.record_id AND r.removed_at IS NULL
       JOIN schools sc ON sc.id = e.school_id
       LEFT JOIN stage_affected a ON a.record_id = e.record_id
      WHERE e.region_id = $1 AND (e.valid_to IS NULL OR e.valid_to > $2)
      GROUP BY sc.id, sc.source_id
      ORDER BY sc.source_id`,
    [scope.regionId, scope.today],
  );
  return {
    schools: rows.filter(({ left, changed }) => left + changed > 0),
    regionPupils: rows.reduce((sum, { pupils }) => sum + pupils, 0),
  };
}

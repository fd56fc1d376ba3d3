import type { ClientBase } from 'pg';
import type { MergeCounts } from '../../platform/database/merge-table.js';
import type { ImportScope } from './import-scope.js';

/** SQL: the first day of an academic year `2026/2027` (Federal Law 273-FZ; regional rules begin it on 1 September). */
export const yearBegins = (year: string) => `make_date(left(${year}, 4)::integer, 9, 1)`;

/**
 * Merges classes from stage_classes; schools must be known already. A class whose id returns with another year, or at
 * another school, is another class: many journals let a class keep its id from grade 1 to 11, and what it was last year
 * must stay (EC-078). What else differs is corrected in place.
 */
export async function mergeClasses(client: ClientBase, scope: ImportScope): Promise<MergeCounts> {
  await client.query(
    `CREATE TEMP TABLE stage_classes_told ON COMMIT DROP AS
     SELECT s.source_id, x.id AS school_id, s.academic_year, s.grade_level, s.letter, s.campus, g.id AS known_id,
            (g.school_id, g.academic_year) IS DISTINCT FROM (x.id, s.academic_year) AS another
       FROM stage_classes s
       JOIN known_schools x ON x.source_id = s.school_source_id
       LEFT JOIN class_groups g ON g.region_id = $1 AND g.source = $2 AND g.source_id = s.source_id AND g.closed_on IS NULL
      WHERE NOT s.aside`,
    [scope.regionId, scope.source],
  );
  await client.query('ANALYZE stage_classes_told');
  const updated = await client.query(
    `UPDATE class_groups t SET grade_level = s.grade_level, letter = s.letter, campus = s.campus
       FROM stage_classes_told s WHERE t.id = s.known_id AND NOT s.another
        AND (t.grade_level, t.letter, t.campus) IS DISTINCT FROM (s.grade_level, s.letter, s.campus)`,
  );
  const replaced = await client.query(
    `UPDATE class_groups t SET closed_on = CASE WHEN s.academic_year > t.academic_year
                                                THEN ${yearBegins('s.academic_year')} ELSE $1::date END
       FROM stage_classes_told s WHERE t.id = s.known_id AND s.another`,
    [scope.today],
  );
  const inserted = await client.query(
    `INSERT INTO class_groups (region_id, source, school_id, source_id, academic_year, grade_level, letter, campus)
     SELECT $1, $2, s.school_id, s.source_id, s.academic_year, s.grade_level, s.letter, s.campus
       FROM stage_classes_told s WHERE s.another`,
    [scope.regionId, scope.source],
  );
  const [fresh, again] = [inserted.rowCount ?? 0, replaced.rowCount ?? 0];
  return { inserted: fresh - again, updated: (updated.rowCount ?? 0) + again };
}

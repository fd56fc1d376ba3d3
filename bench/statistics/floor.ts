import { COUNTED, QUALITY } from '../../src/statistics/store/counted-day.js';

/**
 * The same numbers as a snapshot in one statement that somebody wrote by hand for this one day: the tables as they are now, no
 * history of birth dates and of the schools of accounts, no rules of who may be missing. Parameters: $1 region, $2 day, $3 the
 * start of the next one.
 */
const FACTS = `
  WITH mine AS (
    SELECT a.person_id, b.school_id, a.role, bool_or(g.esia_person_id IS NOT NULL) AS used
      FROM link_intervals i
      JOIN journal_accounts a ON a.id = i.journal_account_id
      JOIN journal_account_schools b ON b.journal_account_id = a.id
      LEFT JOIN (SELECT DISTINCT esia_person_id FROM sign_ins
                  WHERE region_id = $1 AND state = 'finished' AND changed_at < $3 AND changed_at >= $3 - interval '30 days') g
        ON g.esia_person_id = i.esia_person_id
     WHERE i.region_id = $1 AND i.active_from < $3 AND (i.active_to IS NULL OR i.active_to >= $3)
     GROUP BY 1, 2, 3
  ), shared AS (
    SELECT snils_hmac FROM people WHERE region_id = $1 AND snils_hmac IS NOT NULL GROUP BY 1 HAVING count(*) > 1
  ), pupils AS (
    SELECT e.person_id, e.school_id, e.class_group_id, g.grade_level, s.municipality_id, s.kind AS school_kind, s.founder_type,
           s.kind NOT IN ('preschool', 'vocational') AS general,
           CASE WHEN p.birth_date IS NULL THEN 'unknown'
                WHEN extract(year FROM age($2::timestamp, p.birth_date::timestamp)) < 14 THEN 'under14'
                WHEN extract(year FROM age($2::timestamp, p.birth_date::timestamp)) < 18 THEN '14to17' ELSE '18plus' END AS bucket,
           m.person_id IS NOT NULL AS linked, coalesce(m.used, false) AS used, d.person_id IS NOT NULL OR m.person_id IS NOT NULL AS declared,
           m.person_id IS NOT NULL OR f.child_id IS NOT NULL AS in_household, x.person_id IS NOT NULL AS impossible,
           r.person_id IS NOT NULL AS refused, r.paper_confirmed_at IS NOT NULL AS refused_with_paper,
           p.snils_state, q.snils_hmac IS NOT NULL AS snils_shared, p.birth_date IS NOT NULL AS has_birth_date
      FROM enrollments e
      JOIN schools s ON s.id = e.school_id
      JOIN people p ON p.id = e.person_id
      LEFT JOIN class_groups g ON g.id = e.class_group_id
      LEFT JOIN mine m ON m.person_id = e.person_id AND m.school_id = e.school_id AND m.role = 'student'
      LEFT JOIN (SELECT DISTINCT t.child_id, m.school_id FROM family_ties t JOIN mine m ON m.person_id = t.representative_id
                  WHERE m.role = 'representative' AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2)) f
        ON f.child_id = e.person_id AND f.school_id = e.school_id
      LEFT JOIN declarations d ON d.person_id = e.person_id AND d.withdrawn_at IS NULL
      LEFT JOIN esia_refusals r ON r.person_id = e.person_id AND r.withdrawn_at IS NULL
      LEFT JOIN (SELECT DISTINCT person_id FROM exemptions WHERE scope = 'person' AND type = 'no_esia_possible' AND state = 'active') x
        ON x.person_id = e.person_id
      LEFT JOIN shared q ON q.snils_hmac = p.snils_hmac
     WHERE e.region_id = $1 AND e.kind = 'main' AND e.valid_from <= $2 AND (e.valid_to IS NULL OR e.valid_to > $2)
  ), adults AS (
    SELECT DISTINCT 'representative' AS kind, t.representative_id AS person_id, e.school_id, e.municipality_id, e.founder_type,
           e.general, m.person_id IS NOT NULL AS linked
      FROM pupils e
      JOIN family_ties t ON t.child_id = e.person_id AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2)
      LEFT JOIN mine m ON m.person_id = t.representative_id AND m.school_id = e.school_id AND m.role = 'representative'
    UNION ALL
    SELECT DISTINCT 'staff', w.person_id, w.school_id, s.municipality_id, s.founder_type,
           s.kind NOT IN ('preschool', 'vocational'), m.person_id IS NOT NULL
      FROM staff_appointments w JOIN schools s ON s.id = w.school_id
      JOIN journal_accounts a ON a.person_id = w.person_id AND a.role = 'teacher'
      LEFT JOIN mine m ON m.person_id = w.person_id AND m.school_id = w.school_id AND m.role = 'teacher'
     WHERE w.region_id = $1 AND w.valid_from <= $2 AND (w.valid_to IS NULL OR w.valid_to > $2)
  )`;

const CONDITIONS = Object.entries({ ...COUNTED, ...QUALITY });
const PLACE = 'school_id, municipality_id, school_kind, founder_type, general';

/** The statement: classes first, the levels above them by sums, adults distinct at each level. */
export function floorOf(): string {
  const counts = CONDITIONS.map(
    ([column, condition]) =>
      `(count(*) FILTER (WHERE ${condition.replace(/\bq\./g, 'p.')}))::integer AS ${column}`,
  );
  const sums = CONDITIONS.map(([column]) => `sum(${column})::integer AS ${column}`).join(', ');
  const adults = (level: string, unit: string, where: string) =>
    `SELECT '${level}' AS level, ${unit} AS unit_id, count(DISTINCT person_id) FILTER (WHERE kind = 'representative') AS representatives,
            count(DISTINCT person_id) FILTER (WHERE kind = 'representative' AND linked) AS representatives_linked,
            count(DISTINCT person_id) FILTER (WHERE kind = 'staff') AS staff,
            count(DISTINCT person_id) FILTER (WHERE kind = 'staff' AND linked) AS staff_linked
       FROM adults WHERE ${where} GROUP BY 2`;
  return `${FACTS}, cells AS MATERIALIZED (
    SELECT ${PLACE}, class_group_id, grade_level, ${counts.join(', ')} FROM pupils p GROUP BY ${PLACE}, class_group_id, grade_level
  ), units AS (
    SELECT CASE WHEN grouping(municipality_id) = 1 THEN 'region' WHEN grouping(founder_type) = 1 THEN 'municipality' ELSE 'founder' END
             AS level, coalesce(municipality_id, $1) AS unit_id, -1 AS grade_level, NULL::uuid AS class_group_id, ${sums}
      FROM cells WHERE general GROUP BY GROUPING SETS ((), (municipality_id), (municipality_id, founder_type))
    UNION ALL
    SELECT CASE WHEN grouping(class_group_id) = 0 THEN 'class' WHEN grouping(grade_level) = 0 THEN 'grade' ELSE 'school' END,
           school_id, coalesce(grade_level, -1), class_group_id, ${sums}
      FROM cells GROUP BY GROUPING SETS ((school_id), (school_id, grade_level), (school_id, grade_level, class_group_id))
  ), people_of AS (
    ${adults('school', 'school_id', 'true')} UNION ALL ${adults('municipality', 'municipality_id', 'general')}
    UNION ALL ${adults('founder', 'municipality_id', `general AND founder_type = 'municipal'`)}
    UNION ALL ${adults('region', '$1::uuid', 'general')}
  )
  SELECT u.*, a.representatives, a.representatives_linked, a.staff, a.staff_linked,
         CASE WHEN u.level = 'region' THEN (
           SELECT count(DISTINCT e.person_id) FROM enrollments e
            WHERE e.region_id = $1 AND e.kind = 'main' AND e.valid_to <= $2 AND e.valid_to > $2::date - 30
              AND NOT EXISTS (SELECT FROM enrollments o WHERE o.person_id = e.person_id AND o.kind = 'main' AND o.valid_from <= $2
                                 AND (o.valid_to IS NULL OR o.valid_to > $2))) END AS unplaced
    FROM units u LEFT JOIN people_of a ON a.level = u.level AND a.unit_id = u.unit_id`;
}

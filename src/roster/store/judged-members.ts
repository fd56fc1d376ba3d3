import { SCHOOL_IN_SCOPE } from '../../territory/index.js';

/** What may be wrong with a person's data (ROS-06); the codes are stable and stand in docs/formats.md. */
export const QUALITY_PROBLEMS = [
  'snils_missing',
  'snils_invalid',
  'snils_duplicate',
  'SNILS_DUPLICATE_FAMILY',
  'no_snils_foreign',
  'birthdate_missing',
  'birthdate_improbable',
  'mixed_alphabet',
  'patronymic_placeholder',
  'spelling_variant',
] as const;
export type QualityProblem = (typeof QUALITY_PROBLEMS)[number];

/** Ages outside which a birth date is probably a typing error: pupils 5 to 25 (ROS-06), adults as at the import. */
const IMPROBABLE = `CASE WHEN s.kind = 'student' THEN w.age < 5 OR w.age > 25 ELSE w.age < 14 OR w.age > 100 END`;

const isMixed = (column: string) => `(p.${column} ~ '[А-Яа-яЁё]' AND p.${column} ~ '[A-Za-z]')`;

/** A tie that gives a right on the day: no dispute, no restriction (DESIGN, FamilyTie). */
const TIE_GIVES_RIGHT = `t.state IN ('asserted', 'confirmed') AND NOT EXISTS (
  SELECT FROM representation_restrictions x
   WHERE x.child_id = t.child_id AND x.representative_id = t.representative_id AND x.ended_at IS NULL
     AND x.valid_from <= $5 AND (x.valid_to IS NULL OR x.valid_to > $5))`;

const HOLDS = (place: string) =>
  `${place}.valid_from <= $5 AND (${place}.valid_to IS NULL OR ${place}.valid_to > $5)`;

/**
 * CTEs that judge the members of schools by sets. Parameters: $1…$4 the scope, $5 the civil day, $6 one school or null.
 * `members`: person_id, kind, school_id, class_group_id, grounded (something gives a right to an account), one row for each
 * place held on the day. `judged`: person_id, kind, readiness (ROS-07), problems (text[]), for each person and kind.
 */
export const JUDGED_MEMBERS = `
  chosen AS MATERIALIZED (
    SELECT school.id FROM schools school WHERE (${SCHOOL_IN_SCOPE}) AND ($6::uuid IS NULL OR school.id = $6)
  ), members AS MATERIALIZED (
    SELECT e.person_id, 'student' AS kind, e.school_id, e.class_group_id, true AS grounded
      FROM enrollments e JOIN chosen ON chosen.id = e.school_id WHERE ${HOLDS('e')}
    UNION
    SELECT w.person_id, 'staff', w.school_id, NULL, true
      FROM staff_appointments w JOIN chosen ON chosen.id = w.school_id WHERE ${HOLDS('w')}
    UNION
    SELECT t.representative_id, 'representative', e.school_id, e.class_group_id, ${TIE_GIVES_RIGHT}
      FROM enrollments e JOIN chosen ON chosen.id = e.school_id
      JOIN family_ties t ON t.child_id = e.person_id AND t.child_record_id = e.record_id
     WHERE ${HOLDS('e')} AND t.state <> 'ended' AND ${HOLDS('t')}
  ), whole AS MATERIALIZED (
    SELECT p.*, extract(year FROM age($5::date, p.birth_date)) AS age,
           ${isMixed('last_name')} OR ${isMixed('first_name')} OR coalesce(${isMixed('middle_name')}, false) AS mixed
      FROM (SELECT DISTINCT person_id FROM members) m JOIN people p ON p.id = m.person_id
  ), shared AS MATERIALIZED (
    SELECT p.snils_hmac FROM people p
     WHERE p.region_id = $1 AND p.snils_hmac IN (SELECT snils_hmac FROM whole WHERE snils_hmac IS NOT NULL)
       AND EXISTS (SELECT FROM person_records r WHERE r.person_id = p.id AND r.removed_at IS NULL)
     GROUP BY p.snils_hmac HAVING count(*) > 1
  ), spelt AS MATERIALIZED (
    SELECT DISTINCT w.id FROM whole w
      JOIN people o ON o.region_id = $1 AND o.norm_last = w.norm_last AND o.norm_first = w.norm_first
       AND o.birth_date = w.birth_date AND o.id <> w.id AND o.merged_into_id IS NULL
     WHERE lower(concat_ws(' ', o.last_name, o.first_name)) <> lower(concat_ws(' ', w.last_name, w.first_name))
  ), judged AS (
    SELECT s.person_id, s.kind,
           CASE WHEN w.snils_state = 'invalid' THEN 'snils_invalid'
                WHEN w.snils_state = 'missing' AND w.citizenship <> 'RUS' THEN 'no_snils_foreign'
                WHEN w.snils_state = 'missing' THEN 'snils_missing'
                WHEN d.snils_hmac IS NOT NULL THEN 'snils_duplicate'
                WHEN w.birth_date IS NULL THEN 'birthdate_missing'
                ELSE 'ready' END AS readiness,
           array_remove(ARRAY[
             CASE WHEN w.snils_state = 'missing' AND w.citizenship IS NOT DISTINCT FROM 'RUS' THEN 'snils_missing'
                  WHEN w.snils_state = 'missing' AND w.citizenship IS NULL THEN 'snils_missing'
                  WHEN w.snils_state = 'missing' THEN 'no_snils_foreign'
                  WHEN w.snils_state = 'invalid' THEN 'snils_invalid'
                  WHEN d.snils_hmac IS NOT NULL THEN 'snils_duplicate' END,
             CASE WHEN d.snils_hmac IS NOT NULL AND EXISTS (
               SELECT FROM family_ties t
                 JOIN people o ON o.id = CASE WHEN t.child_id = w.id THEN t.representative_id ELSE t.child_id END
                WHERE (t.child_id = w.id OR t.representative_id = w.id) AND t.state <> 'ended'
                  AND o.snils_hmac = w.snils_hmac) THEN 'SNILS_DUPLICATE_FAMILY' END,
             CASE WHEN w.birth_date IS NULL THEN 'birthdate_missing' WHEN ${IMPROBABLE} THEN 'birthdate_improbable' END,
             CASE WHEN w.mixed THEN 'mixed_alphabet' END,
             CASE WHEN w.middle_placeholder THEN 'patronymic_placeholder' END,
             CASE WHEN v.id IS NOT NULL THEN 'spelling_variant' END], NULL) AS problems
      FROM (SELECT DISTINCT person_id, kind FROM members) s
      JOIN whole w ON w.id = s.person_id
      LEFT JOIN shared d ON d.snils_hmac = w.snils_hmac
      LEFT JOIN spelt v ON v.id = w.id
  )`;

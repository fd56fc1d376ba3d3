/**
 * SQL that gives the places of records: `record_id, person_id, kind, school_id, class_group_id, is_open`. A record is where
 * its open enrolment or appointment is, else where the newest one was; a representative is where the children are. `day` is
 * the placeholder of the civil day, `where` a condition upon `p` (person_records).
 */
export function recordPlaces(day: string, where = 'true'): string {
  const newest = (table: string, place: string) => `NOT EXISTS (
      SELECT FROM ${table} later WHERE later.person_id = ${place}.person_id AND later.record_id = ${place}.record_id
         AND (later.valid_to IS NULL OR (later.valid_from, later.id) > (${place}.valid_from, ${place}.id)))`;
  const isOpen = (place: string) => `(${place}.valid_to IS NULL OR ${place}.valid_to > ${day})`;
  return `
    SELECT p.id AS record_id, p.person_id, p.kind, e.school_id, e.class_group_id, ${isOpen('e')} AS is_open
      FROM person_records p JOIN enrollments e ON e.person_id = p.person_id AND e.record_id = p.id
     WHERE (e.valid_to IS NULL OR ${newest('enrollments', 'e')}) AND ${where}
    UNION ALL
    SELECT p.id, p.person_id, p.kind, w.school_id, NULL::uuid, ${isOpen('w')}
      FROM person_records p JOIN staff_appointments w ON w.person_id = p.person_id AND w.record_id = p.id
     WHERE (w.valid_to IS NULL OR ${newest('staff_appointments', 'w')}) AND ${where}
    UNION ALL
    SELECT DISTINCT p.id, p.person_id, p.kind, e.school_id, e.class_group_id, ${isOpen('e')}
      FROM person_records p
      JOIN family_ties t ON t.representative_id = p.person_id AND t.representative_record_id = p.id
       AND t.state <> 'ended' AND ${isOpen('t')}
      JOIN enrollments e ON e.person_id = t.child_id AND e.record_id = t.child_record_id
     WHERE (e.valid_to IS NULL OR ${newest('enrollments', 'e')}) AND ${where}`;
}

/**
 * A CTE `homes` over a CTE `places` (see {@link recordPlaces}): the open places of a person, or the last ones when no place
 * is open. A school that a pupil has left sees the pupil until another one has taken him in.
 */
export const HOMES = `homes AS (
  SELECT * FROM places p
   WHERE p.is_open OR NOT EXISTS (SELECT FROM places o WHERE o.person_id = p.person_id AND o.is_open))`;

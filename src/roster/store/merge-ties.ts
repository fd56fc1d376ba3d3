import type { ClientBase } from 'pg';
import { mergeTable, type MergeCounts } from '../../platform/database/merge-table.js';
import type { ImportScope } from './import-scope.js';

/**
 * True for a staged tie (`w`) against which a decision stands: the school has said that this is no representative, a court
 * has taken the rights (until the school records their return, EC-049), a pupil of full age has decided, a child was
 * adopted by others. An order that has expired comes back with another date, an institution's representative with an
 * appointment. `$3` is the day.
 */
const DECIDED = `EXISTS (
  SELECT FROM family_ties d
   WHERE d.child_id = w.child_id AND d.representative_id = w.representative_id AND d.state = 'ended'
     AND CASE d.end_reason
           WHEN 'deprivation' THEN EXISTS (
             SELECT FROM representation_restrictions x
              WHERE x.child_id = d.child_id AND x.representative_id = d.representative_id
                AND x.kind = 'deprivation' AND x.ended_at IS NULL)
           WHEN 'order_expired' THEN CASE w.kind
             WHEN 'institution_representative' THEN NOT EXISTS (
               SELECT FROM staff_appointments a
                WHERE a.person_id = d.representative_id AND (a.valid_to IS NULL OR a.valid_to > $3::date))
             ELSE w.valid_to <= $3::date OR w.valid_to = d.valid_to OR (d.basis IS NOT NULL AND w.day < d.valid_to) END
           WHEN 'source' THEN w.valid_to <= $3::date
           ELSE true END)`;

/** True for a staged tie that ended with an adoption: it stays with the person of then, not with the new one (EC-054). */
const ADOPTED = `EXISTS (
  SELECT FROM family_ties d
   WHERE d.child_record_id = w.child_record_id AND d.representative_record_id = w.representative_record_id
     AND d.state = 'ended' AND d.end_reason = 'adoption')`;

/**
 * Resolves the staged ties to records and people as `stage_tied`. A tie without a first day holds from the child's first
 * enrolment on; one that is known keeps the day it has. A guardian of a child of 14 is a trustee (EC-051). What people
 * have decided, no file undoes: such rows are left out, and a tie that has ended is never changed.
 */
export async function resolveTies(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_tied ON COMMIT DROP AS
     SELECT w.row_no, w.region_id, w.child_record_id, w.representative_record_id, w.child_id, w.representative_id,
            w.kind, w.valid_from, w.valid_to, w.end_reason,
            (w.known_kind, w.known_from, w.known_to) IS DISTINCT FROM (w.kind, w.valid_from, w.valid_to) AS tells
       FROM (
         SELECT s.row_no, c.region_id, c.id AS child_record_id, r.id AS representative_record_id,
                c.person_id AS child_id, r.person_id AS representative_id,
                t.kind AS known_kind, t.valid_from AS known_from, t.valid_to AS known_to, d.day,
                CASE WHEN s.kind = 'guardian' AND p.birth_date <= ($3::date - interval '14 years') THEN 'trustee'
                     ELSE s.kind END AS kind,
                CASE WHEN s.valid_to < d.day THEN s.valid_to ELSE d.day END AS valid_from, s.valid_to,
                CASE WHEN t.end_reason <> 'source' THEN t.end_reason END AS end_reason
           FROM stage_ties s
           JOIN person_records c ON c.region_id = $1 AND c.source = $2 AND c.kind = 'student'
            AND c.source_id = s.student_source_id AND c.removed_at IS NULL
           JOIN person_records r ON r.region_id = $1 AND r.source = $2 AND r.kind = 'representative'
            AND r.source_id = s.representative_source_id AND r.removed_at IS NULL
           JOIN people p ON p.id = c.person_id
           LEFT JOIN family_ties t ON t.child_record_id = c.id AND t.representative_record_id = r.id AND t.state <> 'ended'
          CROSS JOIN LATERAL (SELECT coalesce(s.valid_from, t.valid_from,
            (SELECT min(e.valid_from) FROM enrollments e WHERE e.person_id = c.person_id AND e.record_id = c.id),
            $3::date) AS day) d
          WHERE NOT s.aside) w
      WHERE NOT ${DECIDED} AND NOT ${ADOPTED}`,
    [scope.regionId, scope.source, scope.today],
  );
  await client.query('ANALYZE stage_tied');
}

/** Merges the ties; `state` belongs to people (e.5, FamilyTie) and is never touched. */
export async function mergeTies(client: ClientBase): Promise<MergeCounts> {
  await client.query(
    `INSERT INTO stage_told SELECT unnest(ARRAY[d.child_id, d.representative_id])
       FROM stage_tied d JOIN stage_ties s ON s.row_no = d.row_no AND NOT s.aside WHERE d.tells`,
  );
  return mergeTable(client, {
    target: 'family_ties',
    keys: ['child_record_id', 'representative_record_id'],
    among: `t.state <> 'ended'`,
    columns: ['region_id', 'child_id', 'representative_id', 'kind', 'valid_from', 'valid_to', 'end_reason'],
    from: `SELECT d.* FROM stage_tied d JOIN stage_ties s ON s.row_no = d.row_no AND NOT s.aside`,
    parameters: [],
  });
}

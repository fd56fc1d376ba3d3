import type { ClientBase } from 'pg';
import { mergeTable, type MergeCounts } from '../../platform/database/merge-table.js';
import type { ImportScope } from './import-scope.js';

/**
 * Resolves the staged ties to records and people as `stage_tied`. A tie without a first day holds from the child's first
 * enrolment on; one that is known keeps the day it has. A tie that people ended (an order that expired, a deprivation)
 * stays as they ended it, whatever the source still says; one that an adoption ended stays with the person of then (EC-054).
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
                t.kind AS known_kind, t.valid_from AS known_from, t.valid_to AS known_to,
                CASE WHEN t.state = 'ended' THEN t.kind ELSE s.kind END AS kind,
                CASE WHEN t.state = 'ended' THEN t.valid_from
                     WHEN s.valid_to < d.day THEN s.valid_to ELSE d.day END AS valid_from,
                CASE WHEN t.state = 'ended' THEN t.valid_to ELSE s.valid_to END AS valid_to,
                CASE WHEN t.state = 'ended' OR t.end_reason <> 'source' THEN t.end_reason END AS end_reason
           FROM stage_ties s
           JOIN person_records c ON c.region_id = $1 AND c.source = $2 AND c.kind = 'student'
            AND c.source_id = s.student_source_id AND c.removed_at IS NULL
           JOIN person_records r ON r.region_id = $1 AND r.source = $2 AND r.kind = 'representative'
            AND r.source_id = s.representative_source_id AND r.removed_at IS NULL
           LEFT JOIN family_ties t ON t.child_record_id = c.id AND t.representative_record_id = r.id
          CROSS JOIN LATERAL (SELECT coalesce(s.valid_from, t.valid_from,
            (SELECT min(e.valid_from) FROM enrollments e WHERE e.person_id = c.person_id AND e.record_id = c.id),
            $3::date) AS day) d
          WHERE NOT s.aside AND t.end_reason IS DISTINCT FROM 'adoption') w`,
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
    columns: ['region_id', 'child_id', 'representative_id', 'kind', 'valid_from', 'valid_to', 'end_reason'],
    from: `SELECT d.* FROM stage_tied d JOIN stage_ties s ON s.row_no = d.row_no AND NOT s.aside`,
    parameters: [],
  });
}

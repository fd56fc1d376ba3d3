import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';

/**
 * Tells schools where a row of this source differs from a value that a higher source holds (ROS-13): one open task WRITE_BACK
 * a person, with the names of the attributes, at the school of the row. A row that agrees again ends the task of its source. An empty or invalid value
 * is no difference (EC-013).
 */
export async function askForWriteBack(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stage_differs ON COMMIT DROP AS
     SELECT r.person_id, jsonb_agg(DISTINCT a.attribute ORDER BY a.attribute) AS attributes
       FROM stage_held h
       JOIN stage_resolved r ON r.person_id = h.person_id
       JOIN stage_people s ON s.kind = r.kind AND s.row_no = r.row_no
       JOIN people p ON p.id = r.person_id
      CROSS JOIN LATERAL (VALUES
        ('names', (s.norm_last, s.norm_first) <> (p.norm_last, p.norm_first) OR s.norm_middle <> p.norm_middle),
        ('birth_date', s.birth_date <> p.birth_date), ('snils', s.snils_hmac <> p.snils_hmac),
        ('gender', s.gender <> p.gender), ('citizenship', s.citizenship <> p.citizenship)) a (attribute, differs)
      WHERE a.differs AND a.attribute = ANY (h.attributes)
      GROUP BY r.person_id`,
  );
  await client.query(
    `UPDATE roster_tasks t SET done_at = $1
      WHERE t.code = 'WRITE_BACK' AND t.done_at IS NULL AND t.facts ->> 'source' = $2
        AND t.person_id IN (SELECT r.person_id FROM stage_resolved r JOIN stage_held h ON h.person_id = r.person_id)
        AND t.person_id NOT IN (SELECT person_id FROM stage_differs)`,
    [scope.now, scope.source],
  );
  await client.query(
    `INSERT INTO roster_tasks (region_id, school_id, code, person_id, facts, opened_at)
     SELECT $1, place.school_id, 'WRITE_BACK', d.person_id, jsonb_build_object('attributes', d.attributes, 'source', $2::text), $3
       FROM stage_differs d
      CROSS JOIN LATERAL (
        SELECT school_id FROM (
          SELECT e.school_id, e.record_id, 1 AS rank FROM enrollments e WHERE e.person_id = d.person_id AND e.valid_to IS NULL
          UNION ALL
          SELECT w.school_id, w.record_id, 2 FROM staff_appointments w WHERE w.person_id = d.person_id AND w.valid_to IS NULL
          UNION ALL
          SELECT e.school_id, f.representative_record_id, 3
            FROM family_ties f JOIN enrollments e ON e.person_id = f.child_id AND e.valid_to IS NULL
           WHERE f.representative_id = d.person_id AND f.state <> 'ended') found
          JOIN person_records r ON r.id = found.record_id
         ORDER BY r.source = $2 DESC, rank, school_id LIMIT 1) place
     ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO UPDATE SET facts = excluded.facts`,
    [scope.regionId, scope.source, scope.now],
  );
}

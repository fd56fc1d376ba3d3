import type { ClientBase } from 'pg';
import type { Uuid } from '../../kernel/ids.js';
import type { RecordKind } from '../domain/person-row.js';
import type { ImportScope } from './import-scope.js';
import { endedAs } from './place-tables.js';

/** The schools that a narrower upload speaks of, as one parameter more. */
function schoolsOf({ schools }: ImportScope): readonly Uuid[][] {
  return schools === null ? [] : [schools.map(({ id }) => id)];
}

/** True when some row's id could not be read: whoever seems absent may stand in it (EC-137). */
export async function hasNamelessRows(
  client: ClientBase,
  table: 'stage_people' | 'stage_ties' | 'stage_accounts',
  condition: string,
): Promise<boolean> {
  const found = await client.query(`SELECT 1 FROM ${table} s WHERE s.aside AND (${condition}) LIMIT 1`);
  return found.rowCount !== 0;
}

/**
 * Marks live records of one kind that the staged file does not name, in the temporary table `stage_absent`. Rows set
 * aside name their records too (EC-137). A school's own file speaks of its own pupils and staff only, and of no
 * representative: their children may learn elsewhere.
 */
export async function findAbsent(client: ClientBase, scope: ImportScope, kind: RecordKind): Promise<number> {
  if (scope.schools !== null && kind === 'representative') return 0;
  const places = kind === 'student' ? 'enrollments' : 'staff_appointments';
  const ofSchool = `AND EXISTS (SELECT 1 FROM ${places} e WHERE e.record_id = r.id AND e.school_id = ANY ($4) AND e.valid_to IS NULL)`;
  const absent = await client.query(
    `INSERT INTO stage_absent
     SELECT r.kind, r.id FROM person_records r
      WHERE r.region_id = $1 AND r.source = $2 AND r.kind = $3 AND r.removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM stage_people s WHERE s.kind = $3 AND s.source_id = r.source_id)
        ${scope.schools === null ? '' : ofSchool}`,
    [scope.regionId, scope.source, kind, ...schoolsOf(scope)],
  );
  return absent.rowCount ?? 0;
}

/** Removes the absent: the record is marked, what it held ends today. Nothing is deleted. */
export async function removeAbsent(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query('ANALYZE stage_absent');
  await client.query(
    `UPDATE person_records t SET removed_at = $1 FROM stage_absent a WHERE t.id = a.record_id`,
    [scope.now],
  );
  await client.query(
    `INSERT INTO stage_told SELECT r.person_id FROM stage_absent a JOIN person_records r ON r.id = a.record_id`,
  );
  await client.query(
    `UPDATE staff_appointments t SET valid_to = greatest(t.valid_from, $1::date) FROM stage_absent a
      WHERE t.record_id = a.record_id AND (t.valid_to IS NULL OR t.valid_to > $1)`,
    [scope.today],
  );
  // Whom another school reports too has moved there; a last class that has ended its year has graduated.
  await client.query(
    `UPDATE enrollments t SET valid_to = greatest(t.valid_from, $1::date), end_kind = w.end_kind
       FROM (SELECT e.id, CASE WHEN EXISTS (
                      SELECT 1 FROM enrollments o
                       WHERE o.person_id = e.person_id AND o.record_id <> e.record_id AND o.kind = 'main' AND e.kind = 'main'
                         AND (o.valid_to IS NULL OR o.valid_to > $1)
                         AND NOT EXISTS (SELECT 1 FROM stage_absent b WHERE b.record_id = o.record_id)) THEN 'transfer'
                    ELSE ${endedAs('c', '$1::date')} END AS end_kind
               FROM stage_absent a
               JOIN enrollments e ON e.record_id = a.record_id AND (e.valid_to IS NULL OR e.valid_to > $1)
               LEFT JOIN class_groups c ON c.id = e.class_group_id) w
      WHERE t.id = w.id`,
    [scope.today],
  );
}

/** Ends the ties of this source that a full file does not name; returns how many. */
export async function endAbsentTies(client: ClientBase, scope: ImportScope): Promise<number> {
  const ofSchool =
    'AND EXISTS (SELECT 1 FROM enrollments e WHERE e.record_id = c.id AND e.school_id = ANY ($4))';
  const ended = await client.query<{ ended: number }>(
    `WITH gone AS (
     UPDATE family_ties t SET valid_to = greatest(t.valid_from, $3::date), end_reason = coalesce(t.end_reason, 'source')
       FROM person_records c, person_records r
      WHERE c.id = t.child_record_id AND r.id = t.representative_record_id AND t.state <> 'ended'
        AND c.region_id = $1 AND c.source = $2 AND r.source = $2 AND (t.valid_to IS NULL OR t.valid_to > $3)
        AND NOT EXISTS (SELECT 1 FROM stage_ties s
                         WHERE s.student_source_id = c.source_id AND s.representative_source_id = r.source_id)
        ${scope.schools === null ? '' : ofSchool}
     RETURNING t.child_id, t.representative_id
     ), told AS (
       INSERT INTO stage_told SELECT unnest(ARRAY[child_id, representative_id]) FROM gone
     )
     SELECT count(*)::integer AS ended FROM gone`,
    [scope.regionId, scope.source, scope.today, ...schoolsOf(scope)],
  );
  return ended.rows[0]?.ended ?? 0;
}

/**
 * Closes the accounts of this source's people that a full file does not name; returns how many. A school's own file
 * closes only accounts that serve no other school.
 */
export async function closeAbsentAccounts(client: ClientBase, scope: ImportScope): Promise<number> {
  const ofSchool = `AND EXISTS (SELECT 1 FROM journal_account_schools x WHERE x.journal_account_id = t.id AND x.school_id = ANY ($4))
    AND NOT EXISTS (SELECT 1 FROM journal_account_schools x WHERE x.journal_account_id = t.id AND x.school_id <> ALL ($4))
    ${scope.sender === null ? '' : 'AND t.journal_system_id = $5'}`;
  const closed = await client.query(
    `WITH gone AS (
     UPDATE journal_accounts t SET closed_at = $3
       FROM person_records r, journal_systems j
      WHERE r.id = t.record_id AND j.id = t.journal_system_id AND t.region_id = $1 AND r.source = $2 AND t.closed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM stage_accounts s WHERE s.journal_system = j.code AND s.external_id = t.external_id)
        ${scope.schools === null ? '' : ofSchool}
     RETURNING t.person_id
     )
     INSERT INTO stage_told SELECT person_id FROM gone`,
    [
      scope.regionId,
      scope.source,
      scope.now,
      ...schoolsOf(scope),
      ...(scope.sender === null ? [] : [scope.sender.id]),
    ],
  );
  return closed.rowCount ?? 0;
}

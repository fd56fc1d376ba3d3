import type { ClientBase } from 'pg';
import type { ImportScope } from './import-scope.js';

/** SQL: pupils whom several schools count as their own and whose enrolments have not ended on `$3`, with each school. */
const OF_TWO = (people: string) => `
  SELECT e.person_id, e.school_id FROM enrollments e
   WHERE e.person_id IN (${people}) AND e.kind = 'main' AND (e.valid_to IS NULL OR e.valid_to > $3)
     AND EXISTS (SELECT 1 FROM enrollments o
                  WHERE o.person_id = e.person_id AND o.school_id <> e.school_id AND o.record_id <> e.record_id
                    AND o.kind = 'main' AND (o.valid_to IS NULL OR o.valid_to > $3))
   GROUP BY e.person_id, e.school_id`;

const OPEN_TASKS = `SELECT person_id FROM roster_tasks WHERE region_id = $1 AND code = 'TWO_MAIN_ENROLLMENTS' AND done_at IS NULL`;

/** Which of them counts until then, `enrollments_on` says (EC-068). */
const GIVE_TASKS = `
  INSERT INTO roster_tasks (region_id, school_id, code, person_id, opened_at)
  SELECT $1, t.school_id, 'TWO_MAIN_ENROLLMENTS', t.person_id, $2 FROM (${OF_TWO('SELECT person_id FROM stage_told')}) t
  ON CONFLICT (code, person_id, journal_account_id, school_id) WHERE done_at IS NULL DO NOTHING`;

const CLOSE_TASKS = `
  UPDATE roster_tasks k SET done_at = $2
   WHERE k.region_id = $1 AND k.code = 'TWO_MAIN_ENROLLMENTS' AND k.done_at IS NULL
     AND (k.person_id, k.school_id) NOT IN (${OF_TWO(OPEN_TASKS)})`;

/**
 * Gives both schools a task when both count a pupil as their own, and closes the tasks whose cause is gone (ROS-10). Only
 * those whom the import told of can have come to two schools; all open tasks are looked at, because an end may pass by
 * itself.
 */
export async function findPupilsOfTwoSchools(client: ClientBase, scope: ImportScope): Promise<void> {
  await client.query(GIVE_TASKS, [scope.regionId, scope.now, scope.today]);
  await closeSettledTasks(client, scope);
}

/** Closes the open tasks of a region whose pupils no longer have two schools. */
export async function closeSettledTasks(
  tx: { query(sql: string, parameters: unknown[]): Promise<unknown> },
  { regionId, now, today }: Pick<ImportScope, 'regionId' | 'now' | 'today'>,
): Promise<void> {
  await tx.query(CLOSE_TASKS, [regionId, now, today]);
}

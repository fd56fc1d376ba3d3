import type { ClientBase } from 'pg';
import type { IssueLog } from '../domain/import-issue.js';
import type { ImportScope } from './import-scope.js';
import { checkStaged, type StageCheck } from './set-aside.js';

type Check = Pick<StageCheck, 'table' | 'file' | 'column' | 'condition'>;

/** Parameters of every condition: $1 region, $2 source, $3 the schools, $4 their source ids. */
const ENROLLED_HERE = (record: string) =>
  `EXISTS (SELECT 1 FROM enrollments e WHERE e.record_id = ${record} AND e.school_id = ANY ($3))`;

const PLACED_ELSEWHERE = (kind: string, table: string) => `EXISTS (
  SELECT 1 FROM person_records r
    JOIN ${table} e ON e.record_id = r.id AND e.school_id <> ALL ($3) AND e.valid_to IS NULL
   WHERE r.region_id = $1 AND r.source = $2 AND r.kind = '${kind}' AND r.source_id = s.source_id AND r.removed_at IS NULL)`;

/** A known representative may be changed by a school only if all the children are its own; a new one needs a tie. */
const STRANGER = `CASE WHEN EXISTS (
    SELECT 1 FROM person_records r WHERE r.region_id = $1 AND r.source = $2 AND r.kind = 'representative' AND r.source_id = s.source_id)
  THEN EXISTS (
    SELECT 1 FROM person_records r LEFT JOIN family_ties t ON t.representative_record_id = r.id
     WHERE r.region_id = $1 AND r.source = $2 AND r.kind = 'representative' AND r.source_id = s.source_id
       AND (t.id IS NULL OR NOT ${ENROLLED_HERE('t.child_record_id')}))
  ELSE NOT EXISTS (
    SELECT 1 FROM stage_ties t JOIN stage_people c
        ON c.kind = 'student' AND NOT c.aside AND c.source_id = t.student_source_id
     WHERE NOT t.aside AND t.representative_source_id = s.source_id)
   AND NOT EXISTS (
    SELECT 1 FROM stage_ties t
      JOIN person_records c ON c.region_id = $1 AND c.source = $2 AND c.kind = 'student' AND c.source_id = t.student_source_id
     WHERE NOT t.aside AND t.representative_source_id = s.source_id AND ${ENROLLED_HERE('c.id')})
  END`;

const OTHER_SCHOOL = 's.school_source_id <> ALL ($4)';

const BEFORE_PEOPLE: readonly Check[] = [
  {
    table: 'stage_classes',
    file: 'classes.csv',
    column: 'school_source_id',
    condition: `${OTHER_SCHOOL} OR EXISTS (SELECT 1 FROM class_groups g
      WHERE g.region_id = $1 AND g.source = $2 AND g.source_id = s.source_id AND g.closed_on IS NULL AND g.school_id <> ALL ($3))`,
  },
  {
    table: 'stage_people',
    file: 'students.csv',
    column: 'school_source_id',
    condition: `s.kind = 'student' AND (${OTHER_SCHOOL} OR ${PLACED_ELSEWHERE('student', 'enrollments')})`,
  },
  {
    table: 'stage_people',
    file: 'staff.csv',
    column: 'school_source_id',
    condition: `s.kind = 'staff' AND (${OTHER_SCHOOL} OR ${PLACED_ELSEWHERE('staff', 'staff_appointments')})`,
  },
  {
    table: 'stage_people',
    file: 'representatives.csv',
    column: 'source_id',
    condition: `s.kind = 'representative' AND ${STRANGER}`,
  },
];

const AFTER_PEOPLE: readonly Check[] = [
  {
    table: 'stage_ties',
    file: 'family_ties.csv',
    column: 'student_source_id',
    condition: `NOT EXISTS (SELECT 1 FROM person_records c WHERE c.region_id = $1 AND c.source = $2 AND c.kind = 'student'
      AND c.source_id = s.student_source_id AND ${ENROLLED_HERE('c.id')})`,
  },
  {
    table: 'stage_accounts',
    file: 'journal_accounts.csv',
    column: 'school_source_ids',
    condition: `NOT string_to_array(s.school_source_ids, '|') <@ $4 OR EXISTS (
      SELECT 1 FROM journal_accounts a JOIN journal_systems j ON j.id = a.journal_system_id AND j.code = s.journal_system
        JOIN journal_account_schools x ON x.journal_account_id = a.id AND x.school_id <> ALL ($3)
       WHERE a.external_id = s.external_id)`,
  },
  {
    table: 'stage_accounts',
    file: 'journal_accounts.csv',
    column: 'owner_source_id',
    condition: `NOT EXISTS (
      SELECT 1 FROM person_records r WHERE r.region_id = $1 AND r.source = $2 AND r.kind = s.owner_kind
         AND r.source_id = s.owner_source_id AND CASE s.owner_kind
           WHEN 'student' THEN ${ENROLLED_HERE('r.id')}
           WHEN 'staff' THEN EXISTS (SELECT 1 FROM staff_appointments e WHERE e.record_id = r.id AND e.school_id = ANY ($3))
           ELSE EXISTS (SELECT 1 FROM family_ties t WHERE t.representative_record_id = r.id AND ${ENROLLED_HERE('t.child_record_id')})
         END)`,
  },
];

/**
 * In the upload of a school, or of an e-journal, every row must be of its schools: neither its rows nor the ids in them
 * may reach the people of another (quality.md, security 9). Nothing to do for the region's own files.
 */
export async function checkSchoolRows(
  client: ClientBase,
  log: IssueLog,
  scope: ImportScope,
  stage: 'before people' | 'after people',
): Promise<void> {
  if (scope.schools === null) return;
  const [ids, sourceIds] = [scope.schools.map(({ id }) => id), scope.schools.map(({ sourceId }) => sourceId)];
  // PostgreSQL wants every parameter used, so each condition is joined by a true statement that uses all four.
  const used = `$1::uuid IS NOT NULL AND $2::text IS NOT NULL AND $3::uuid[] IS NOT NULL AND $4::text[] IS NOT NULL`;
  for (const check of stage === 'before people' ? BEFORE_PEOPLE : AFTER_PEOPLE) {
    await checkStaged(client, log, {
      ...check,
      code: 'OTHER_SCHOOL',
      condition: `${used} AND (${check.condition})`,
      parameters: [scope.regionId, scope.source, ids, sourceIds],
    });
  }
}

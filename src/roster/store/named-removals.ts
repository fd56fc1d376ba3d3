import type { ClientBase } from 'pg';
import type { IssueLog } from '../domain/import-issue.js';
import type { RecordKind } from '../domain/person-row.js';
import type { ImportScope } from './import-scope.js';
import { endedAs } from './place-tables.js';
import { checkStaged } from './set-aside.js';
import { copyRows, type StageValue } from './staging.js';

/** Stages entries that say that their record is no more: row, aside, kind, key, place, moment of the change. */
export async function stageRemovals(
  client: ClientBase,
  removals: readonly (readonly StageValue[])[],
): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/require-await -- copyRows takes what comes in time, this is at hand
  async function* rows(): AsyncGenerator<readonly StageValue[]> {
    yield* removals;
  }
  await copyRows(client, 'stage_removals', rows());
}

const RECORD = (kind: string, key = 's.key') =>
  `r.region_id = $1 AND r.source = $2 AND r.kind = '${kind}' AND r.source_id = ${key}`;

/** Per kind of removal what makes it foreign to an upload of some schools ($3); $4 the only e-journal whose accounts may go, null for each. */
const FOREIGN: readonly (readonly [string, string])[] = [
  [
    'students',
    `EXISTS (SELECT 1 FROM person_records r JOIN enrollments e ON e.record_id = r.id AND e.valid_to IS NULL
      WHERE ${RECORD('student')} AND e.school_id <> ALL ($3))`,
  ],
  [
    'staff',
    `EXISTS (SELECT 1 FROM person_records r JOIN staff_appointments e ON e.record_id = r.id AND e.valid_to IS NULL
      WHERE ${RECORD('staff')} AND e.school_id <> ALL ($3))`,
  ],
  // Whose other children learn elsewhere, a school cannot know, as in a full file.
  ['representatives', 'true'],
  [
    'family_ties',
    `NOT EXISTS (SELECT 1 FROM person_records r JOIN enrollments e ON e.record_id = r.id AND e.school_id = ANY ($3)
      WHERE ${RECORD('student')})`,
  ],
  [
    'journal_accounts',
    `s.place <> coalesce($4, s.place) OR EXISTS (
      SELECT 1 FROM journal_accounts a JOIN journal_systems j ON j.id = a.journal_system_id AND j.code = s.place
        JOIN journal_account_schools x ON x.journal_account_id = a.id AND x.school_id <> ALL ($3)
       WHERE a.external_id = s.key)`,
  ],
];

/** A contingent system has no accounts: it gets the code that no journal has. */
function codeOfJournal({ sender }: ImportScope): string | null {
  if (sender === null) return null;
  return sender.kind === 'journal' ? sender.code : '';
}

/** Sets aside removals that reach beyond the schools of the upload (quality.md, security 9). */
export async function checkRemovals(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  if (scope.schools === null) return;
  const parameters = [scope.regionId, scope.source, scope.schools.map(({ id }) => id), codeOfJournal(scope)];
  const used = `$1::uuid IS NOT NULL AND $2::text IS NOT NULL AND $3::uuid[] IS NOT NULL AND ($4::text IS NULL OR true)`;
  for (const [kind, foreign] of FOREIGN) {
    await checkStaged(client, log, {
      table: 'stage_removals',
      file: `${kind}.csv`,
      column: 'source_id',
      code: 'OTHER_SCHOOL',
      condition: `${used} AND s.kind = '${kind}' AND (${foreign})`,
      parameters,
    });
  }
}

/**
 * Adds the named records of one kind to `stage_absent`, from where the guard of ROS-03 counts them and they are removed.
 * A pupil whose enrolment alone is to be deleted is among them until {@link endNamedEnrolments}.
 */
export async function addNamedRecords(
  client: ClientBase,
  scope: ImportScope,
  kind: RecordKind,
): Promise<number> {
  const files = { student: 'students', representative: 'representatives', staff: 'staff' };
  const named = await client.query(
    `INSERT INTO stage_absent
     SELECT DISTINCT r.kind, r.id FROM stage_removals s JOIN person_records r ON ${RECORD(kind)}
      WHERE s.kind = $3 AND NOT s.aside AND r.removed_at IS NULL
        AND (s.place = '' OR EXISTS (
          SELECT 1 FROM enrollments e JOIN schools x ON x.id = e.school_id AND x.source_id = s.place
           WHERE e.record_id = r.id AND (e.valid_to IS NULL OR e.valid_to > $4)))
        AND NOT EXISTS (SELECT 1 FROM stage_absent a WHERE a.record_id = r.id)`,
    [scope.regionId, scope.source, files[kind], scope.today],
  );
  return named.rowCount ?? 0;
}

/** Ends the enrolments that are to be deleted; their pupils stay known. Call it behind the guard. */
export async function endNamedEnrolments(client: ClientBase, scope: ImportScope): Promise<void> {
  const enrolmentsOnly = `SELECT r.id FROM person_records r JOIN stage_removals s ON ${RECORD('student')}
    WHERE s.kind = 'students' AND NOT s.aside GROUP BY r.id HAVING bool_and(s.place <> '')`;
  await client.query(
    `WITH spared AS (DELETE FROM stage_absent a USING (${enrolmentsOnly}) o WHERE a.record_id = o.id RETURNING o.id)
     , ended AS (
     UPDATE enrollments t SET valid_to = greatest(t.valid_from, $3::date), end_kind = w.end_kind
       FROM (SELECT e.id, ${endedAs('c', '$3::date')} AS end_kind FROM spared
               JOIN enrollments e ON e.record_id = spared.id AND (e.valid_to IS NULL OR e.valid_to > $3)
               LEFT JOIN class_groups c ON c.id = e.class_group_id) w
      WHERE t.id = w.id RETURNING t.person_id)
     INSERT INTO stage_told SELECT person_id FROM ended`,
    [scope.regionId, scope.source, scope.today],
  );
}

/** Ends the named ties; returns how many. */
export async function endNamedTies(client: ClientBase, scope: ImportScope): Promise<number> {
  const ended = await client.query<{ ended: number }>(
    `WITH gone AS (
     UPDATE family_ties t SET valid_to = greatest(t.valid_from, $3::date), end_reason = coalesce(t.end_reason, 'source')
       FROM stage_removals s
       JOIN person_records r ON ${RECORD('student')}
       JOIN person_records p ON p.region_id = $1 AND p.source = $2 AND p.kind = 'representative' AND p.source_id = s.place
      WHERE s.kind = 'family_ties' AND NOT s.aside AND t.child_record_id = r.id AND t.representative_record_id = p.id
        AND t.state <> 'ended' AND (t.valid_to IS NULL OR t.valid_to > $3)
     RETURNING t.child_id, t.representative_id
     ), told AS (
       INSERT INTO stage_told SELECT unnest(ARRAY[child_id, representative_id]) FROM gone
     )
     SELECT count(*)::integer AS ended FROM gone`,
    [scope.regionId, scope.source, scope.today],
  );
  return ended.rows[0]?.ended ?? 0;
}

/** Closes the named accounts; returns how many. */
export async function closeNamedAccounts(client: ClientBase, scope: ImportScope): Promise<number> {
  const closed = await client.query(
    `WITH gone AS (
     UPDATE journal_accounts t SET closed_at = $2
       FROM stage_removals s JOIN journal_systems j ON j.region_id = $1 AND j.code = s.place
      WHERE s.kind = 'journal_accounts' AND NOT s.aside AND t.journal_system_id = j.id AND t.external_id = s.key
        AND t.closed_at IS NULL
     RETURNING t.person_id
     )
     INSERT INTO stage_told SELECT person_id FROM gone`,
    [scope.regionId, scope.now],
  );
  return closed.rowCount ?? 0;
}

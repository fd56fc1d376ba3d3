import type { ClientBase } from 'pg';
import type { IssueLog } from '../domain/import-issue.js';
import { PUPIL_AGES } from '../domain/person-row.js';
import type { ImportScope } from './import-scope.js';
import { checkDuplicates, checkStaged, type StageCheck, warnOfStaged } from './set-aside.js';

type Check = Pick<StageCheck, 'table' | 'file' | 'column' | 'code' | 'condition'>;

const PERSON_FILES = [
  ['student', 'students.csv'],
  ['representative', 'representatives.csv'],
  ['staff', 'staff.csv'],
] as const;

const knownSchool = `SELECT 1 FROM schools x WHERE x.region_id = $1 AND x.source = $2 AND x.source_id =`;

async function run(
  client: ClientBase,
  log: IssueLog,
  scope: ImportScope,
  checks: readonly Check[],
): Promise<void> {
  for (const check of checks) {
    await checkStaged(client, log, { ...check, parameters: [scope.regionId, scope.source] });
  }
}

export async function checkMunicipalities(client: ClientBase, log: IssueLog): Promise<void> {
  await checkDuplicates(client, log, {
    table: 'stage_municipalities',
    file: 'municipalities.csv',
    column: 'source_id',
    key: 'source_id',
  });
}

export async function checkSchools(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  const at = { table: 'stage_schools', file: 'schools.csv' } as const;
  await checkDuplicates(client, log, { ...at, column: 'source_id', key: 'source_id' });
  const condition = `NOT EXISTS (SELECT 1 FROM municipalities x WHERE x.region_id = $1 AND x.source = $2
    AND x.source_id = s.municipality_source_id)`;
  await run(client, log, scope, [
    { ...at, column: 'municipality_source_id', code: 'REFERENCE_UNKNOWN', condition },
  ]);
}

export async function checkClasses(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  const at = { table: 'stage_classes', file: 'classes.csv' } as const;
  await checkDuplicates(client, log, { ...at, column: 'source_id', key: 'source_id' });
  const condition = `NOT EXISTS (${knownSchool} s.school_source_id)`;
  await run(client, log, scope, [
    { ...at, column: 'school_source_id', code: 'REFERENCE_UNKNOWN', condition },
  ]);
}

/** Pupils, representatives and staff, once schools and classes are in. */
export async function checkPeople(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  const knownClass = `SELECT 1 FROM known_classes g WHERE g.source_id = s.class_source_id`;
  for (const [kind, file] of PERSON_FILES) {
    const at = { table: 'stage_people', file } as const;
    const mine = `s.kind = '${kind}'`;
    await checkDuplicates(client, log, { ...at, column: 'source_id', key: 'kind, source_id', among: mine });
    if (kind === 'representative') continue;
    await run(client, log, scope, [
      {
        ...at,
        column: 'school_source_id',
        code: 'REFERENCE_UNKNOWN',
        condition: `${mine} AND NOT EXISTS (${knownSchool} s.school_source_id)`,
      },
    ]);
  }
  const at = { table: 'stage_people', file: 'students.csv', column: 'class_source_id' } as const;
  await checkStaged(client, log, {
    ...at,
    code: 'REFERENCE_UNKNOWN',
    condition: `s.kind = 'student' AND s.class_source_id IS NOT NULL AND NOT EXISTS (${knownClass})`,
  });
  await checkStaged(client, log, {
    ...at,
    code: 'CLASS_OF_OTHER_SCHOOL',
    condition: `s.kind = 'student' AND s.class_source_id IS NOT NULL AND NOT EXISTS (${knownClass}
      AND g.school_id = (SELECT x.id FROM known_schools x WHERE x.source_id = s.school_source_id))`,
  });
  await warnOfImprobableAges(client, log, scope);
}

/** Pupils whose age does not fit the kind of their school (ROS-06, EC-037): a child of three is right in a kindergarten. */
async function warnOfImprobableAges(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  const { other, ...special } = PUPIL_AGES;
  const bound = (end: 0 | 1) =>
    `CASE x.kind ${Object.entries(special)
      .map(([kind, ages]) => `WHEN '${kind}' THEN ${ages[end]}`)
      .join(' ')} ELSE ${other[end]} END`;
  await warnOfStaged(client, log, {
    table: 'stage_people',
    file: 'students.csv',
    column: 'birth_date',
    code: 'BIRTH_DATE_IMPROBABLE',
    condition: `s.kind = 'student' AND EXISTS (
      SELECT 1 FROM known_schools k JOIN schools x ON x.id = k.id
       WHERE k.source_id = s.school_source_id
         AND extract(year FROM age($1::date, s.birth_date)) NOT BETWEEN ${bound(0)} AND ${bound(1)})`,
    parameters: [scope.today],
  });
}

/** Before ties are resolved: each side must be a live record. */
export async function checkTies(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  const at = { table: 'stage_ties', file: 'family_ties.csv' } as const;
  const key = 'student_source_id, representative_source_id';
  await checkDuplicates(client, log, { ...at, column: 'student_source_id', key });
  await run(
    client,
    log,
    scope,
    (['student', 'representative'] as const).map((kind) => ({
      ...at,
      column: `${kind}_source_id`,
      code: 'REFERENCE_UNKNOWN',
      condition: `NOT EXISTS (SELECT 1 FROM person_records x WHERE x.region_id = $1 AND x.source = $2
        AND x.kind = '${kind}' AND x.source_id = s.${kind}_source_id AND x.removed_at IS NULL)`,
    })),
  );
}

/** After ties are resolved: nobody represents himself, and a parent's СНИЛС in the child's row is named (EC-018). */
export async function checkFamilies(client: ClientBase, log: IssueLog): Promise<void> {
  const at = { table: 'stage_ties', file: 'family_ties.csv', column: 'representative_source_id' } as const;
  const tied = 'SELECT 1 FROM stage_tied d WHERE d.row_no = s.row_no';
  await checkStaged(client, log, {
    ...at,
    code: 'SAME_PERSON',
    condition: `EXISTS (${tied} AND d.child_id = d.representative_id)`,
  });
  await warnOfStaged(client, log, {
    ...at,
    code: 'SNILS_DUPLICATE_FAMILY',
    condition: `EXISTS (SELECT 1 FROM stage_tied d JOIN people c ON c.id = d.child_id
      JOIN people r ON r.id = d.representative_id AND r.snils_hmac = c.snils_hmac WHERE d.row_no = s.row_no)`,
  });
}

/** Rows of the file whose СНИЛС another Person has too (EC-019). */
export async function warnOfSharedSnils(
  client: ClientBase,
  log: IssueLog,
  scope: ImportScope,
): Promise<void> {
  for (const [kind, file] of PERSON_FILES) {
    await warnOfStaged(client, log, {
      table: 'stage_people',
      file,
      column: 'snils',
      code: 'SNILS_DUPLICATE',
      condition: `s.kind = '${kind}' AND s.snils_hmac IN (
        SELECT p.snils_hmac FROM people p
         WHERE p.region_id = $1 AND p.snils_hmac IS NOT NULL
           AND EXISTS (SELECT 1 FROM person_records r WHERE r.person_id = p.id AND r.removed_at IS NULL)
         GROUP BY p.snils_hmac HAVING count(*) > 1)`,
      parameters: [scope.regionId],
    });
  }
}

export async function checkAccounts(client: ClientBase, log: IssueLog, scope: ImportScope): Promise<void> {
  const at = { table: 'stage_accounts', file: 'journal_accounts.csv' } as const;
  await checkDuplicates(client, log, { ...at, column: 'external_id', key: 'journal_system, external_id' });
  await checkStaged(client, log, {
    ...at,
    column: 'journal_system',
    code: 'REFERENCE_UNKNOWN',
    condition:
      'NOT EXISTS (SELECT 1 FROM journal_systems x WHERE x.region_id = $1 AND x.code = s.journal_system)',
    parameters: [scope.regionId],
  });
  await run(client, log, scope, [
    {
      ...at,
      column: 'owner_source_id',
      code: 'REFERENCE_UNKNOWN',
      condition: `NOT EXISTS (SELECT 1 FROM person_records x WHERE x.region_id = $1 AND x.source = $2
        AND x.kind = s.owner_kind AND x.source_id = s.owner_source_id AND x.removed_at IS NULL)`,
    },
    {
      ...at,
      column: 'school_source_ids',
      code: 'REFERENCE_UNKNOWN',
      // Few combinations stand in many rows, so each is looked up once.
      condition: `s.school_source_ids IN (
        SELECT d.ids FROM (SELECT DISTINCT school_source_ids AS ids FROM stage_accounts WHERE NOT aside) d
         CROSS JOIN LATERAL unnest(string_to_array(d.ids, '|')) AS served (source_id)
          LEFT JOIN schools x ON x.region_id = $1 AND x.source = $2 AND x.source_id = served.source_id
         WHERE x.id IS NULL)`,
    },
  ]);
}
